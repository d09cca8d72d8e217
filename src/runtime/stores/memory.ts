import type { LedgerEntry, Stores, TrackedValue } from '../../contract/ports.ts';

/** Stores that last as long as the process. */
export function createMemoryStores(): Stores {
  const pools = new Map<string, Map<string, { key: string; entityType: string }>>();
  const caches = new Map<string, Map<string, unknown>>();
  const ledgers = new Map<string, Map<string, LedgerEntry>>();
  const tracked: TrackedValue[] = [];
  const poolKey = (entityType: string, key: string): string => `${entityType}\u001F${key}`;
  const cacheKey = (cache: string, key: string): string => `${cache}\u001F${key}`;
  return {
    pools: {
      known: (pool, entityType, keys) =>
        Promise.resolve(new Set(keys.filter((key) => pools.get(pool)?.has(poolKey(entityType, key)) === true))),
      add(pool, entityType, keys) {
        const known = openIn(pools, pool);
        for (const key of keys) {
          const id = poolKey(entityType, key);
          if (!known.has(id)) known.set(id, { key, entityType });
        }
        return Promise.resolve();
      },
      list: (pool) => Promise.resolve([...(pools.get(pool)?.values() ?? [])]),
    },
    caches: {
      get: (owner, cache, key) => Promise.resolve(caches.get(owner)?.get(cacheKey(cache, key))),
      set(owner, cache, key, value) {
        openIn(caches, owner).set(cacheKey(cache, key), value);
        return Promise.resolve();
      },
      has: (owner, cache, key) => Promise.resolve(caches.get(owner)?.has(cacheKey(cache, key)) === true),
      clear(owner) {
        caches.delete(owner);
        return Promise.resolve();
      },
    },
    ledgers: {
      get: (ledger, identity) => Promise.resolve(ledgers.get(ledger)?.get(identity)),
      put(ledger, entry) {
        openIn(ledgers, ledger).set(entry.identity, entry);
        return Promise.resolve();
      },
      list: (ledger) => Promise.resolve([...(ledgers.get(ledger)?.values() ?? [])]),
    },
    tracked: {
      add(values) {
        for (const value of values) tracked.push(value);
        return Promise.resolve();
      },
      list: (flow) => Promise.resolve(tracked.filter((value) => value.flow === flow)),
    },
    close: () => Promise.resolve(),
  };
}

function openIn<Value>(maps: Map<string, Map<string, Value>>, name: string): Map<string, Value> {
  let map = maps.get(name);
  if (map === undefined) maps.set(name, (map = new Map()));
  return map;
}
