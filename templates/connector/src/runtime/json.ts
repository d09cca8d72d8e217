import { ExactNumber, numberOf, numberText } from './exact-number.ts';

/**
 * Reads JSON without loss: a number is a `number` where that holds it, a `bigint` where it is whole and beyond 2^53, and
 * else an `ExactNumber`. As fast as `JSON.parse` where there are no such numbers. Errors: those of `JSON.parse`.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return hasLongNumber(text) ? readAgain(text) : value;
}

/** Writes JSON, with bigints and exact numbers as numbers. `undefined` where there is nothing to write. */
export function stringifyJson(value: unknown): string | undefined {
  return isPlain(value, 0) ? JSON.stringify(value) : write(value);
}

// Only these can hold more than a number does: 16 digits, of which one side of the point has 8, or a long exponent.
// Written out, because engines skip through a text faster with a pattern of known length.
const longPatterns = [/\d\d\d\d\d\d\d\d/g, /\d[eE][+-]?\d\d\d/g];

/** Tells, at a glance, whether a text of JSON may have numbers to read with care. */
function hasLongNumber(text: string): boolean {
  for (const [index, pattern] of longPatterns.entries()) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      const start = numberStart(text, found.index);
      const end = index === 0 ? numberEnd(text, pattern.lastIndex) : pattern.lastIndex;
      if (isPlaceOfValue(text, start) && (index === 1 || end - start >= 16)) return true;
      pattern.lastIndex = end;
    }
  }
  return false;
}

function numberStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && isDigitOrPoint(text.charCodeAt(start - 1))) start--;
  return start;
}

function numberEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isDigitOrPoint(text.charCodeAt(end))) end++;
  return end;
}

function isDigitOrPoint(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46;
}

/** Inside texts most digits stand behind a letter or a quotation mark. */
function isPlaceOfValue(text: string, start: number): boolean {
  const at = text[start - 1] === '-' ? start - 2 : start - 1;
  return at < 0 || ':,[ \n\r\t'.includes(text.charAt(at));
}

type Container = unknown[] | Record<string, unknown>;

/** A reader for what `JSON.parse` has taken already, without recursion: answers may be nested as deep as they like. */
function readAgain(text: string): unknown {
  const open: Container[] = [];
  let key: string | undefined;
  let root: unknown;
  const place = (value: unknown): void => {
    const parent = open.at(-1);
    if (parent === undefined) root = value;
    else if (Array.isArray(parent)) parent.push(value);
    else define(parent, key ?? '', value);
    key = undefined;
  };
  const enter = (container: Container): void => {
    place(container);
    open.push(container);
  };
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = stringEnd(text, at);
      const string = stringOf(text.slice(at, end));
      const parent = open.at(-1);
      if (key === undefined && parent !== undefined && !Array.isArray(parent)) key = string;
      else place(string);
      at = end;
    } else if (char === '{' || char === '[') {
      enter(char === '{' ? {} : []);
      at++;
    } else if (char === '}' || char === ']') {
      open.pop();
      at++;
    } else if (char === '-' || isDigitOrPoint(text.charCodeAt(at))) {
      numberToken.lastIndex = at;
      const [number = ''] = numberToken.exec(text) ?? [];
      place(numberOf(number));
      at += number.length;
    } else if (char === 't' || char === 'f' || char === 'n') {
      place(char === 'n' ? null : char === 't');
      at += char === 'f' ? 5 : 4;
    } else at++;
  }
  return root;
}

const numberToken = /[-+.\deE]+/y;

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at);
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

function stringOf(literal: string): string {
  return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
}

/** As `JSON.parse` does it: `__proto__` is a member like any other. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

/** Whether `JSON.stringify` loses nothing. Deeper than any data it is left to it, which knows what to say of a circle. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value === 'bigint' || value instanceof ExactNumber) return false;
  if (typeof value !== 'object' || value === null || depth > 1000) return true;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.every((item) => isPlain(item, depth + 1));
}

/** What `JSON.stringify` writes, and numbers to their last digit. */
function write(given: unknown): string | undefined {
  const value = plainOf(given);
  switch (typeof value) {
    case 'bigint':
    case 'number':
      if (value === Infinity || value === -Infinity || Number.isNaN(value)) throw new TypeError(`${value} cannot be written as JSON`);
      return numberText(value);
    case 'object': {
      if (value === null) return 'null';
      if (value instanceof ExactNumber) return value.text;
      if (Array.isArray(value)) return `[${value.map((item) => write(item) ?? 'null').join(',')}]`;
      const members = Object.entries(value).flatMap(([name, item]) => {
        const text = write(item);
        return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
      });
      return `{${members.join(',')}}`;
    }
    default:
      return JSON.stringify(value);
  }
}

function plainOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return value.toJSON() as unknown;
  return value instanceof Number || value instanceof String || value instanceof Boolean ? value.valueOf() : value;
}
