import { documentValue } from '../../contract/document-value.ts';
import { requireFormat } from '../../contract/require-format.ts';
import { TerminalError } from '../../contract/errors.ts';
import { emptyPayload, withLabels, withValue, type Payload } from '../../contract/payload.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import { compilePath, parsePath } from '../../text/path.ts';
import { openCache, type Cache } from '../../contract/open-cache.ts';
import type { CacheSettings } from './cache.schema.ts';

type Input = StepInput<CacheSettings>;

/** So many different keys are looked through for one that is used again. */
const remembered = 10_000;

const compile: CompileStep<CacheSettings> = (input) =>
  input.settings.action === 'add' ? compileAdd(input) : compileLoad(input);

function compileAdd(input: Input): ReturnType<CompileStep<CacheSettings>> {
  const { settings, template, step, context } = input;
  const key = template(settings.key);
  const lifetimeMs = lifetimeOf(settings);
  const cache = openNamedCache(input);
  /** Payloads under each key: those of one page, cut up, and those of several pulls have a key of their own each. */
  const saved = new Map<string, number>();
  return {
    kind: 'effect',
    async apply(payload) {
      if (settings.append === true) requireFormat(payload, ['json'], input.step.name);
      const base = key(payload);
      const page = (saved.get(base) ?? 0) + 1;
      const isReplaced = page > 1 && settings.save_all_pages !== true && settings.append !== true;
      // Keys are made of payloads: people's numbers and addresses.
      if (isReplaced)
        context.warn(
          `Step "${step.name}" saved several payloads under one key, of which the last stays; give each a key of its own, or switch "save_all_pages" or "append" on.`,
          step.name,
        );
      const at = settings.save_all_pages === true ? `${base}.${page}` : base;
      await cache.set(at, settings.append === true ? append(await cache.get(at), payload) : payload, lifetimeMs);
      if (settings.save_all_pages === true || saved.size < remembered) saved.set(base, page);
      if (settings.save_all_pages === true) {
        // More pages of an earlier run would pass for pages of this one.
        if (settings.append !== true) await cache.remove(`${base}.${page + 1}`);
      }
      return [payload];
    },
  };
}

function compileLoad(input: Input): ReturnType<CompileStep<CacheSettings>> {
  const { settings } = input;
  const { isMultiPick, keysOf } = compileKeys(input);
  const cache = openNamedCache(input);
  return {
    kind: 'effect',
    async *apply(payload) {
      for (const key of keysOf(payload)) {
        const found = settings.load_all_pages === true ? await loadPages(cache, key) : [await cache.get(key)];
        for (const value of found) {
          if (value !== undefined) yield withLabels(value, { meta: payload.meta, origin: payload.origin });
          else yield* onMiss(payload, isMultiPick, input);
        }
      }
    },
  };
}

const pickPattern = /\[\[payload\.([^\][]*\*[^\][]*)\]\]/gu;

/** A key with `[[payload.*.path]]` is a multi-pick: one key for each value, in order. Errors: `run/bad-key`. */
function compileKeys({ settings, step, context, template }: Input): {
  readonly isMultiPick: boolean;
  readonly keysOf: (payload: Payload) => readonly string[];
} {
  const [pick, ...others] = settings.key.matchAll(pickPattern);
  if (pick?.[1] === undefined) {
    const key = template(settings.key);
    return { isMultiPick: false, keysOf: (payload) => [key(payload)] };
  }
  if (others.length > 0) {
    throw new TerminalError({
      code: 'run/bad-key',
      message: `Step "${step.name}" has a key with two variables that pick several values: ${pick[0]} and ${others[0]?.[0]}.`,
      help: 'Use one such variable, or build the keys in a map step and pick those.',
      step: step.name,
    });
  }
  const path = pick[1].trim();
  const read = compilePath(path);
  const segments = [parsePath(path)];
  const before = template(settings.key.slice(0, pick.index));
  const after = template(settings.key.slice(pick.index + pick[0].length));
  const keysOf = (payload: Payload): readonly string[] => {
    const values = [read(documentValue(payload, segments, step.name))].flat();
    const found = values.filter((value) => value !== undefined && value !== null);
    // "undefined" would be a key like any other.
    if (found.length < values.length)
      context.warn(
        `Step "${step.name}" found no value at ${pick[0]} in some records; nothing is loaded for them.`,
        step.name,
      );
    return found.map((value) => `${before(payload)}${String(value)}${after(payload)}`);
  };
  return { isMultiPick: true, keysOf };
}

async function loadPages(cache: Cache, key: string): Promise<readonly (Payload | undefined)[]> {
  const pages: Payload[] = [];
  for (let page = 1; ; page++) {
    const value = await cache.get(`${key}.${page}`);
    if (value === undefined) return pages.length === 0 ? [undefined] : pages;
    pages.push(value);
  }
}

/** Of a multi-pick what is missing is left out. */
function* onMiss(payload: Payload, isMultiPick: boolean, { settings, step, context }: Input): Generator<Payload> {
  if (settings.fail_on_miss === true) {
    throw new TerminalError({
      code: 'run/cache-miss',
      message: `Step "${step.name}" found nothing in cache "${cacheName(step)}" under the key it built.`,
      help: 'Check that the key is the one the add step uses.',
      step: step.name,
    });
  }
  // Keys are made of payloads: people's numbers and addresses.
  context.warn(`Nothing was cached in "${cacheName(step)}" under a key that step "${step.name}" asked for.`, step.name);
  if (!isMultiPick && context.assume('cache.miss') === 'empty') yield { ...emptyPayload, meta: payload.meta };
}

function openNamedCache({ step, context, runCaches }: Input): Cache {
  const scope = step.cache?.scope ?? 'flow run';
  return openCache({ name: cacheName(step), scope }, context, runCaches, step.name);
}

const unitMs: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Milliseconds; `undefined`: it does not expire. */
function lifetimeOf({ ttl_number, ttl_unit }: CacheSettings): number | undefined {
  return ttl_number === undefined ? undefined : ttl_number * (unitMs[(ttl_unit ?? 'minute').replace(/s$/u, '')] ?? 0);
}

function cacheName(step: Input['step']): string {
  return step.cache?.name ?? 'default';
}

/** Lists are joined; anything else is made a list first (toolkit default). */
function append(stored: Payload | undefined, payload: Payload): Payload {
  return stored === undefined ? payload : withValue(payload, [stored.value, payload.value].flat());
}

export default compile;
