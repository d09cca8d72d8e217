import type { RunContext } from '../../contract/context.ts';
import { TerminalError } from '../../contract/errors.ts';
import { emptyPayload, withValue, type Payload } from '../../contract/payload.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import { compilePath } from '../../text/path.ts';
import type { CacheSettings } from './cache.schema.ts';

type Input = StepInput<CacheSettings>;

/** Where one cache of one scope is kept. */
interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

const compile: CompileStep<CacheSettings> = (input) =>
  input.settings.action === 'add' ? compileAdd(input) : compileLoad(input);

function compileAdd(input: Input): ReturnType<CompileStep<CacheSettings>> {
  const { settings, template } = input;
  const key = template(settings.key);
  const cache = openCache(input);
  let page = 0;
  return {
    kind: 'effect',
    async apply(payload) {
      const at = settings.save_all_pages === true ? `${key(payload)}.${payload.origin?.page ?? ++page}` : key(payload);
      const value = settings.append === true ? append(await cache.get(at), payload.value) : payload.value;
      await cache.set(at, value);
      return [payload];
    },
  };
}

function compileLoad(input: Input): ReturnType<CompileStep<CacheSettings>> {
  const { settings } = input;
  const keysOf = compileKeys(input);
  const cache = openCache(input);
  return {
    kind: 'effect',
    async *apply(payload) {
      for (const key of keysOf(payload)) {
        const found = settings.load_all_pages === true ? await loadPages(cache, key) : [await cache.get(key)];
        for (const value of found) {
          if (value !== undefined) yield withValue(payload, value);
          else yield* onMiss(key, payload, input);
        }
      }
    },
  };
}

/** A key with `[[payload.*.path]]` picks many: one key for each value, in order. */
function compileKeys({ settings, template }: Input): (payload: Payload) => readonly string[] {
  const pick = /\[\[payload\.([^\][]*\*[^\][]*)\]\]/u.exec(settings.key);
  if (pick?.[1] === undefined) {
    const key = template(settings.key);
    return (payload) => [key(payload)];
  }
  const read = compilePath(pick[1].trim());
  const before = template(settings.key.slice(0, pick.index));
  const after = template(settings.key.slice(pick.index + pick[0].length));
  return (payload) =>
    [read(payload.value)].flat().map((value) => `${before(payload)}${String(value)}${after(payload)}`);
}

async function loadPages(cache: Cache, key: string): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  for (let page = 1; ; page++) {
    const value = await cache.get(`${key}.${page}`);
    if (value === undefined) return pages.length === 0 ? [undefined] : pages;
    pages.push(value);
  }
}

function* onMiss(key: string, payload: Payload, { settings, step, context }: Input): Generator<Payload> {
  if (settings.fail_on_miss === true) {
    throw new TerminalError({
      code: 'run/cache-miss',
      message: `Step "${step.name}" found nothing in cache "${cacheName(step)}" under the key it built.`,
      help: 'Check that the key is the one the add step uses.',
      step: step.name,
    });
  }
  context.warn(`Nothing was cached under "${key}".`, step.name);
  if (context.assume('cache.miss') === 'empty') yield { ...emptyPayload, meta: payload.meta };
}

function openCache({ step, context, runCaches }: Input): Cache {
  const scope = step.cache?.scope ?? 'flow run';
  const name = cacheName(step);
  if (scope === 'flow run') {
    const prefix = `${name}\u001F`;
    return {
      get: (key) => Promise.resolve(runCaches.get(prefix + key)),
      set: (key, value) => {
        runCaches.set(prefix + key, value);
        return Promise.resolve();
      },
    };
  }
  const owner = ownerOf(scope, context);
  const { caches } = context.ports.stores;
  return { get: (key) => caches.get(owner, name, key), set: (key, value) => caches.set(owner, name, key, value) };
}

function ownerOf(scope: 'flow' | 'company', context: RunContext): string {
  return scope === 'flow' ? `flow:${context.flowName}` : `company:${context.company}`;
}

function cacheName(step: Input['step']): string {
  return step.cache?.name ?? 'default';
}

/** Lists are joined; anything else is made a list first (toolkit default). */
function append(stored: unknown, value: unknown): unknown {
  if (stored === undefined) return value;
  return [stored, value].flat();
}

export default compile;
