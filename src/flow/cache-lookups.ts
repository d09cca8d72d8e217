import { isObject } from '../text/json.ts';

/** A cache that a mapping rule looks something up in. */
export interface LookedUpCache {
  readonly name: string;
  readonly scope: 'flow run' | 'flow' | 'company';
}

/** Caches that the mapping rules of a step look things up in, each once. The settings may be of any form. */
export function cacheLookupsIn(config: Readonly<Record<string, unknown>>): readonly LookedUpCache[] {
  const calls = listOf(config['rules']).flatMap((rule) => listOf(rule['transforms']));
  const found = calls.filter((call) => isCacheLookup(call['function'])).map((call) => cacheOf(call['arguments']));
  return [...new Map(found.map((cache) => [`${cache.scope} ${cache.name}`, cache])).values()];
}

/** However the name is written; see `findTransform`. */
function isCacheLookup(name: unknown): boolean {
  return typeof name === 'string' && name.trim().toLowerCase().replaceAll(/[_-]/gu, ' ') === 'cache lookup';
}

function cacheOf(given: unknown): LookedUpCache {
  const { cache, scope } = isObject(given) ? given : {};
  return { name: String(cache), scope: scope === 'flow' || scope === 'company' ? scope : 'flow run' };
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
