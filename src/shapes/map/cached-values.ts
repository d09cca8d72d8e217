import type { TransformContext } from '../../contract/define-transform.ts';
import type { StepInput } from '../../contract/step.ts';
import { cacheLookupsIn } from '../../flow/cache-lookups.ts';
import { openCache, type Cache, type NamedCache } from '../../contract/open-cache.ts';

/** What rules have found in caches. */
export interface CachedValues {
  readonly cached: NonNullable<TransformContext['cached']>;
  /**
   * Works until everything that it looks up is known: rules are computed at once, and caches answer later. `known` computes them,
   * and ends the attempt where something is still to be looked up: what an incomplete attempt gives, fails with or warns of counts
   * for nothing.
   */
  complete<Result>(work: (known: <Value>(compute: () => Value) => Value) => Promise<Result>): Promise<Result>;
  /** Passes a warning on when the attempt that it belongs to is the one that counts. */
  warn(text: string, pass: (text: string) => void): void;
}

/** Values that are kept for later payloads; nobody writes to these caches while the step is at work. */
const keptValues = 10_000;

/** The caches that the rules of a map step look things up in; `undefined`: none. */
export function openLookups({ step, context, runCaches }: StepInput<unknown>): CachedValues | undefined {
  const named = cacheLookupsIn(step.config ?? {});
  if (named.length === 0) return undefined;
  const caches = new Map<string, Cache>(
    named.map((cache) => [idOf(cache), openCache(cache, context, runCaches, step.name)]),
  );
  const known = new Map<string, { readonly value: unknown } | undefined>();
  let missing = new Map<string, { readonly cache: NamedCache; readonly key: string }>();
  let warnings: (() => void)[] = [];
  const fetch = async (): Promise<void> => {
    for (const [id, { cache, key }] of missing) {
      const found = await caches.get(idOf(cache))?.get(key);
      known.set(id, found === undefined ? undefined : { value: found.value });
    }
  };
  return {
    cached(cache, key) {
      const id = `${idOf(cache)}\u001F${key}`;
      if (known.has(id)) return known.get(id);
      missing.set(id, { cache, key });
      return undefined;
    },
    async complete(work) {
      if (known.size > keptValues) known.clear();
      const compute = <Value>(rules: () => Value): Value => {
        const value = rules();
        if (missing.size > 0) throw new Error('Something has still to be looked up');
        return value;
      };
      for (;;) {
        missing = new Map();
        warnings = [];
        try {
          const result = await work(compute);
          for (const pass of warnings) pass();
          return result;
        } catch (error) {
          if (missing.size === 0) throw error;
          await fetch();
        }
      }
    },
    warn: (text, pass) => void warnings.push(() => pass(text)),
  };
}

function idOf({ scope, name }: NamedCache): string {
  return `${scope}\u001F${name}`;
}
