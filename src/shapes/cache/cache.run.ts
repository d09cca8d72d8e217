import { documentValue } from '../../contract/document-value.ts';
import { requireFormat } from '../../contract/require-format.ts';
import type { RunContext } from '../../contract/context.ts';
import { TerminalError } from '../../contract/errors.ts';
import {
  emptyPayload,
  encodedPayload,
  payloadText,
  withLabels,
  withValue,
  type Payload,
} from '../../contract/payload.ts';
import type { CachedPayload } from '../../contract/ports.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import { compilePath, parsePath } from '../../text/path.ts';
import type { CacheSettings } from './cache.schema.ts';

type Input = StepInput<CacheSettings>;

/** Where one cache of one scope is kept. */
interface Cache {
  get(key: string): Promise<Payload | undefined>;
  set(key: string, value: Payload): Promise<void>;
}

/** The platform allows no more in one cache. */
const limitBytes = 50 * 1024 * 1024;

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
      if (settings.append === true) requireFormat(payload, ['json'], input.step.name);
      const at = settings.save_all_pages === true ? `${key(payload)}.${payload.origin?.page ?? ++page}` : key(payload);
      await cache.set(at, settings.append === true ? append(await cache.get(at), payload) : payload);
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
          if (value !== undefined) yield withLabels(value, { meta: payload.meta, origin: payload.origin });
          else yield* onMiss(payload, input);
        }
      }
    },
  };
}

/** A key with `[[payload.*.path]]` picks many: one key for each value, in order. */
function compileKeys({ settings, template, step }: Input): (payload: Payload) => readonly string[] {
  const pick = /\[\[payload\.([^\][]*\*[^\][]*)\]\]/u.exec(settings.key);
  if (pick?.[1] === undefined) {
    const key = template(settings.key);
    return (payload) => [key(payload)];
  }
  const path = pick[1].trim();
  const read = compilePath(path);
  const segments = [parsePath(path)];
  const before = template(settings.key.slice(0, pick.index));
  const after = template(settings.key.slice(pick.index + pick[0].length));
  return (payload) =>
    [read(documentValue(payload, segments, step.name))]
      .flat()
      .map((value) => `${before(payload)}${String(value)}${after(payload)}`);
}

async function loadPages(cache: Cache, key: string): Promise<readonly (Payload | undefined)[]> {
  const pages: Payload[] = [];
  for (let page = 1; ; page++) {
    const value = await cache.get(`${key}.${page}`);
    if (value === undefined) return pages.length === 0 ? [undefined] : pages;
    pages.push(value);
  }
}

function* onMiss(payload: Payload, { settings, step, context }: Input): Generator<Payload> {
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
  if (context.assume('cache.miss') === 'empty') yield { ...emptyPayload, meta: payload.meta };
}

function openCache(input: Input): Cache {
  const { step, context, runCaches } = input;
  const scope = step.cache?.scope ?? 'flow run';
  const name = cacheName(step);
  const owner = scope === 'flow run' ? 'run' : ownerOf(scope, context);
  const { caches } = context.journal.stores;
  const runCache = openRunCache(runCaches, name);
  const lifetimeMs = lifetimeOf(input.settings);
  return {
    async get(key) {
      const found = scope === 'flow run' ? runCache.get(key) : await caches.get(owner, name, key, context.nowMs);
      return found === undefined ? undefined : restore(found, context);
    },
    async set(key, value) {
      const { format } = value;
      // In UTF-8: what is cached says nothing of character sets.
      const isUtf8 = value.encoded !== undefined && value.charset === undefined;
      const bytes = isUtf8 ? (value.encoded ?? new Uint8Array()) : Buffer.from(payloadText(value));
      const held = scope === 'flow run' ? runCache.size() : await caches.size(owner, name);
      if (held + bytes.length > limitBytes) throw tooLarge(step, name);
      const expiry = lifetimeMs === undefined ? {} : { expiresMs: context.nowMs + lifetimeMs };
      if (scope === 'flow run') runCache.set(key, { format, bytes });
      else await caches.set(owner, name, key, { format, bytes, ...expiry });
    },
  };
}

async function restore({ format, bytes }: CachedPayload, { codecs }: RunContext): Promise<Payload> {
  const codec = await codecs.load(format);
  if (bytes.length === 0) return { value: undefined, format, meta: {} };
  return encodedPayload(bytes, { format, meta: {}, ...(codec === undefined ? {} : { codec }) });
}

interface RunCache {
  get(key: string): CachedPayload | undefined;
  set(key: string, value: CachedPayload): void;
  size(): number;
}

function openRunCache(runCaches: Map<string, CachedPayload>, name: string): RunCache {
  const prefix = `${name}\u001F`;
  let size: number | undefined;
  return {
    get: (key) => runCaches.get(prefix + key),
    set(key, value) {
      size = this.size() - (runCaches.get(prefix + key)?.bytes.length ?? 0) + value.bytes.length;
      runCaches.set(prefix + key, value);
    },
    size() {
      // Counted when first asked: a run that goes on has caches already.
      size ??= [...runCaches].reduce((sum, [key, { bytes }]) => sum + (key.startsWith(prefix) ? bytes.length : 0), 0);
      return size;
    },
  };
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

function tooLarge(step: Input['step'], name: string): TerminalError {
  return new TerminalError({
    code: 'run/cache-full',
    message: `Step "${step.name}" would make cache "${name}" larger than 50 MB.`,
    help: 'Cache what later steps need only, or under several caches.',
    step: step.name,
  });
}

function ownerOf(scope: 'flow' | 'company', context: RunContext): string {
  return scope === 'flow' ? `flow:${context.flowName}` : `company:${context.company}`;
}

function cacheName(step: Input['step']): string {
  return step.cache?.name ?? 'default';
}

/** Lists are joined; anything else is made a list first (toolkit default). */
function append(stored: Payload | undefined, payload: Payload): Payload {
  return stored === undefined ? payload : withValue(payload, [stored.value, payload.value].flat());
}

export default compile;
