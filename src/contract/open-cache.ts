import type { RunContext } from './context.ts';
import { TerminalError } from './errors.ts';
import { encodedPayload, payloadText, type Payload } from './payload.ts';
import type { CachedPayload, CacheScope } from './ports.ts';

/** A cache that a step names. */
export interface NamedCache {
  readonly name: string;
  readonly scope: CacheScope;
}

/** One cache of one scope, as the steps of a run see it. */
export interface Cache {
  get(key: string): Promise<Payload | undefined>;
  /** Errors: TerminalError `run/cache-full`. */
  set(key: string, value: Payload, lifetimeMs?: number): Promise<void>;
  remove(key: string): Promise<void>;
}

/** The platform allows no more in one cache. */
const limitBytes = 50 * 1024 * 1024;

/** How long a cache of a flow or of the company keeps what has no lifetime of its own. */
const keptMs = 7 * 86_400_000;

export function openCache(
  { name, scope }: NamedCache,
  context: RunContext,
  runCaches: Map<string, CachedPayload>,
  step: string,
): Cache {
  const { nowMs } = context;
  const entries =
    scope === 'flow run' ? ofRun(name, runCaches, nowMs) : ofStore(ownerOf(scope, context), name, context);
  return {
    async get(key) {
      const found = await entries.get(key);
      return found === undefined ? undefined : restore(found, context);
    },
    async set(key, value, lifetimeMs) {
      const { format } = value;
      // In UTF-8: what is cached says nothing of character sets.
      const isUtf8 = value.encoded !== undefined && value.charset === undefined;
      const bytes = isUtf8 ? (value.encoded ?? new Uint8Array()) : Buffer.from(payloadText(value));
      const sizes = await entries.sizes();
      // What is under the key already makes room for what takes its place.
      const total = sizes.total - (sizes.byKey.get(key) ?? 0) + bytes.length;
      if (total > limitBytes) throw tooLarge(step, name);
      sizes.byKey.set(key, bytes.length);
      sizes.total = total;
      const usualMs = scope !== 'flow run' && context.assume('cache.retention') === 'sevenDays' ? keptMs : undefined;
      const keptForMs = lifetimeMs ?? usualMs;
      await entries.set(key, {
        format,
        bytes,
        ...(keptForMs === undefined ? {} : { expiresMs: nowMs + keptForMs }),
      });
    },
    async remove(key) {
      const found = await entries.get(key);
      if (found === undefined) return;
      const sizes = await entries.sizes();
      sizes.total -= sizes.byKey.get(key) ?? 0;
      sizes.byKey.delete(key);
      await entries.set(key, { format: found.format, bytes: new Uint8Array(), expiresMs: nowMs });
    },
  };
}

async function restore({ format, bytes }: CachedPayload, { codecs }: RunContext): Promise<Payload> {
  const codec = await codecs.load(format);
  if (bytes.length === 0) return { value: undefined, format, meta: {} };
  return encodedPayload(bytes, { format, meta: {}, ...(codec === undefined ? {} : { codec }) });
}

/** Bytes under each key; what several steps of a run do to one cache is counted together. */
interface Sizes {
  readonly byKey: Map<string, number>;
  total: number;
}

interface Entries {
  get(key: string): Promise<CachedPayload | undefined>;
  set(key: string, value: CachedPayload): Promise<void>;
  sizes(): Promise<Sizes>;
}

/** By run and cache, so that a cache with many keys is added up once. */
const sizesOfRuns = new WeakMap<object, Map<string, Promise<Sizes>>>();

function sizesIn(run: object, cache: string, read: () => Promise<ReadonlyMap<string, number>>): Promise<Sizes> {
  let known = sizesOfRuns.get(run);
  if (known === undefined) sizesOfRuns.set(run, (known = new Map()));
  let sizes = known.get(cache);
  if (sizes === undefined) {
    sizes = read().then((found) => ({
      byKey: new Map(found),
      total: found.values().reduce((sum, size) => sum + size, 0),
    }));
    known.set(cache, sizes);
  }
  return sizes;
}

function ofStore(owner: string, name: string, { journal, nowMs }: RunContext): Entries {
  const { caches } = journal.stores;
  return {
    get: (key) => caches.get(owner, name, key, nowMs),
    set: (key, value) => caches.set(owner, name, key, value),
    sizes: () => sizesIn(journal, `${owner}\u001F${name}`, () => caches.sizes(owner, name, nowMs)),
  };
}

function ofRun(name: string, runCaches: Map<string, CachedPayload>, nowMs: number): Entries {
  const prefix = `${name}\u001F`;
  const isAlive = ({ expiresMs = Infinity }: CachedPayload): boolean => expiresMs > nowMs;
  return {
    get(key) {
      const found = runCaches.get(prefix + key);
      return Promise.resolve(found !== undefined && isAlive(found) ? found : undefined);
    },
    set(key, value) {
      runCaches.set(prefix + key, value);
      return Promise.resolve();
    },
    sizes() {
      const own = (): readonly (readonly [string, number])[] =>
        [...runCaches]
          .filter(([key, value]) => key.startsWith(prefix) && isAlive(value))
          .map(([key, { bytes }]) => [key.slice(prefix.length), bytes.length]);
      // A run that goes on has caches already.
      return sizesIn(runCaches, name, () => Promise.resolve(new Map(own())));
    },
  };
}

function tooLarge(step: string, name: string): TerminalError {
  return new TerminalError({
    code: 'run/cache-full',
    message: `Step "${step}" would make cache "${name}" larger than 50 MB.`,
    help: 'Cache what later steps need only, or under several caches.',
    step,
  });
}

function ownerOf(scope: 'flow' | 'company', context: RunContext): string {
  if (scope === 'company') return `company:${context.company}`;
  const { environment, flowName } = context;
  const isOwn = environment !== undefined && context.assume('environment.flowCache') === 'own';
  return `flow:${flowName}${isOwn ? `@${environment.name}` : ''}`;
}
