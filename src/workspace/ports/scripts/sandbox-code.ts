/**
 * Code that runs inside the sandbox, in front of every script: the CommonJS frame, a console, timers that do not wait, a
 * clock that stands at the moment of the run, and chance that depends on the payload only. What it hands out is text.
 *
 * A script may change everything it finds here; it harms nobody but itself, because the host takes nothing but text.
 */
export const sandboxCode = String.raw`'use strict';
(function (global, name, nowMs, logLimit) {
  const { parse, stringify, rawJSON } = JSON;
  const NativeDate = Date;
  const { max, imul } = Math;
  const isArray = Array.isArray;

  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete global[name];

  // The clock stands at the moment of the run, and all times are UTC, whatever the zone of the machine.
  const hasZone = /(?:z|[+-]\d\d:?\d\d|gmt|utc)(?:\s*\(.*\))?\s*$/i;
  const isDay = /^\s*[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?\s*$/;
  const parseDate = (text) => {
    const local = new NativeDate(text);
    return hasZone.test(text) || isDay.test(text) ? local.getTime() : local.getTime() - offset.call(local) * 60000;
  };
  const proto = NativeDate.prototype;
  const offset = proto.getTimezoneOffset;
  const StandingDate = class Date extends NativeDate {
    constructor(...given) {
      if (given.length === 0) super(nowMs);
      else if (given.length > 1) super(NativeDate.UTC(...given));
      else super(typeof given[0] === 'string' ? parseDate(given[0]) : given[0]);
    }
    static now() {
      return nowMs;
    }
    static parse(text) {
      return parseDate(String(text));
    }
  };
  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    proto['get' + part] = proto['getUTC' + part];
    if (part !== 'Day') proto['set' + part] = proto['setUTC' + part];
  }
  proto.getTimezoneOffset = () => 0;
  const words = (date) => /^(\w+), (\d+) (\w+) (-?\d+) (\S+)/.exec(date.toUTCString());
  proto.toDateString = function () {
    const [, week, day, month, year] = words(this) ?? [];
    return week === undefined ? 'Invalid Date' : [week, month, day, year].join(' ');
  };
  proto.toTimeString = function () {
    const time = words(this)?.[5];
    return time === undefined ? 'Invalid Date' : time + ' GMT+0000 (Coordinated Universal Time)';
  };
  proto.toString = function () {
    return words(this) === null ? 'Invalid Date' : this.toDateString() + ' ' + this.toTimeString();
  };
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    const native = proto[name];
    proto[name] = function (locale = 'en-US', options = {}) {
      return native.call(this, locale, { timeZone: 'UTC', ...options });
    };
  }
  global.Date = new Proxy(StandingDate, { apply: () => new StandingDate().toString() });
  StandingDate.prototype.constructor = global.Date;

  // Chance: the same payload gives the same numbers.
  let seed;
  let seededFrom = '';
  Math.random = () => {
    if (seed === undefined) {
      seed = nowMs % 4294967296 | 0;
      for (let index = 0; index < seededFrom.length; index++) seed = imul(seed ^ seededFrom.charCodeAt(index), 16777619);
    }
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };

  // Numbers that JavaScript cannot hold stay as they were written until the script computes with them.
  const plain = (text) => {
    const [, sign, whole, fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
    if (whole === undefined) return text;
    const digits = (whole + fraction).replace(/^0+/, '');
    const significant = digits.replace(/0+$/, '');
    return significant === '' ? '0' : sign + significant + 'e' + (BigInt(power) + BigInt(digits.length - fraction.length));
  };
  class LongNumber {
    #text;
    constructor(text) {
      this.#text = text;
    }
    toString() {
      return this.#text;
    }
    toJSON() {
      return rawJSON(this.#text);
    }
    [Symbol.toPrimitive](hint) {
      if (hint === 'string') return this.#text;
      throw new RangeError('The number ' + this.#text + ' has more digits than JavaScript can hold; use String(value) or leave it as it is');
    }
  }
  const mayBeLong = /\d[\d.]{15}|\d[eE][+-]?\d/;
  if (rawJSON !== undefined)
    JSON.parse = function (text, reviver) {
      if (typeof text !== 'string' || !mayBeLong.test(text)) return parse(text, reviver);
      return parse(text, function (key, value, context) {
        const kept =
          typeof value === 'number' && context?.source !== undefined && plain(context.source) !== plain(String(value))
            ? new LongNumber(context.source)
            : value;
        return reviver === undefined ? kept : reviver.call(this, key, kept, context);
      });
    };

  // The console.
  let logs = [];
  let logged = 0;
  const shown = (value) => {
    if (typeof value === 'string') return value;
    try {
      return (value instanceof Error ? value.stack || String(value) : stringify(value)) ?? String(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  };
  const log = (...values) => {
    if (logged > logLimit) return;
    const line = values.map(shown).join(' ');
    logged += line.length;
    logs.push(logged > logLimit ? 'The script wrote more than ' + logLimit + ' characters; the rest is left out.' : line);
  };
  global.console = Object.fromEntries(['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'].map((name) => [name, log]));

  // Timers run in their order, as soon as nothing else is left to do.
  let timers = [];
  let lastTimer = 0;
  const later = (isRepeated) => (run, ms = 0, ...given) => {
    const timer = { id: ++lastTimer, at: (timers.now ?? 0) + max(1, Number(ms) || 0), run: () => run(...given) };
    timers.push(timer);
    if (isRepeated) timer.run = () => (timers.push({ ...timer, at: timer.at + max(1, Number(ms) || 0) }), run(...given));
    return timer.id;
  };
  const forget = (id) => {
    const { now } = timers;
    timers = timers.filter((timer) => timer.id !== id);
    timers.now = now;
  };
  global.setTimeout = later(false);
  global.setInterval = later(true);
  global.setImmediate = (run, ...given) => global.setTimeout(run, 0, ...given);
  global.clearTimeout = global.clearInterval = global.clearImmediate = forget;
  global.queueMicrotask = (run) => void Promise.resolve().then(run);
  global.structuredClone ??= (value) => parse(stringify(value));

  const loaded = {};
  const required = (libraries) => (wanted) => {
    const library = libraries[wanted];
    if (library === undefined) throw new Error('REPATCH_LIBRARY ' + wanted);
    if (loaded[wanted] === undefined) {
      const module = (loaded[wanted] = { exports: {} });
      library.call(module.exports, module.exports, required(libraries), module, wanted, '/');
    }
    return loaded[wanted].exports;
  };

  const describe = (error) => {
    try {
      if (error instanceof Error) return String(error.stack || error.message || error).slice(0, 4096);
      return (typeof error === 'object' && error !== null ? stringify(error) : String(error)).slice(0, 4096);
    } catch {
      return 'something that cannot be shown';
    }
  };

  let handler;
  let answers = [];
  let state = 'idle';
  const answer = (returned, given) => {
    if (returned === undefined) return answers.push('nothing', '', '');
    if (typeof returned !== 'object' || returned === null || isArray(returned))
      return answers.push('wrong', returned === null ? 'null' : isArray(returned) ? 'a list' : typeof returned, '');
    const { payload, ...others } = returned;
    const rest = stringify(others);
    const other = rest === given ? '' : rest;
    if (typeof payload === 'string') answers.push('text', payload, other);
    else if (payload === undefined) answers.push('none', '', other);
    else if (payload === null) answers.push('null', '', other);
    else answers.push('json', stringify(payload) ?? 'null', other);
  };
  const callAll = async (payloads, surroundings) => {
    const given = stringify(parse(surroundings));
    for (const payload of payloads) {
      seed = undefined;
      seededFrom = payload ?? '';
      try {
        let returned = handler({ payload, ...parse(surroundings) });
        if (returned !== null && typeof returned === 'object' && typeof returned.then === 'function') returned = await returned;
        answer(returned, given);
      } catch (error) {
        answers.push('thrown', describe(error), '');
      }
    }
  };

  return {
    /** Runs the text of the script, and finds its entry point: nothing, or what is wrong. */
    enter(run, libraries) {
      const module = { exports: {} };
      try {
        run.call(module.exports, module.exports, required(libraries), module, name + '.js', '/');
      } catch (error) {
        return 'thrown ' + describe(error);
      }
      const { exports: exported } = module;
      const found = typeof exported === 'function' ? exported : exported?.default ?? exported?.handle ?? exported?.handler;
      if (typeof found !== 'function') return 'no entry point';
      handler = found;
      return undefined;
    },
    start(payloads, surroundings) {
      answers = [];
      logs = [];
      logged = 0;
      timers = [];
      state = 'at work';
      callAll(payloads, surroundings).then(
        () => (state = 'done'),
        (error) => (state = describe(error)),
      );
    },
    /** What there is: the answers; or nothing, after the next timer has run; or that nothing is left to wait for. */
    poll() {
      if (state === 'done') return [...answers, ...logs.map(String), answers.length];
      if (state !== 'at work') return state;
      const [next] = timers.sort((a, b) => a.at - b.at || a.id - b.id);
      if (next === undefined) return 'waits for ever';
      timers.splice(timers.indexOf(next), 1);
      timers.now = next.at;
      try {
        next.run();
      } catch (error) {
        state = 'thrown ' + describe(error);
      }
      return undefined;
    },
  };
})`;
