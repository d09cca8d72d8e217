import type { CachedPayload, LedgerEntry, PoolKey, Stores, TrackedValue } from '../../contract/ports.ts';

/** Stores that last as long as the process. */
export function createMemoryStores(): Stores {
  const pools = new Map<string, Map<string, PoolKey>>();
  const caches = new Map<string, Map<string, Map<string, CachedPayload>>>();
  const ledgers = new Map<string, Map<string, LedgerEntry>>();
  const tracked: TrackedValue[] = [];
  return {
    pools: {
      known(pool, entityType, keys, sinceMs) {
        const found = pools.get(pool);
        const isKnown = (key: string): boolean => (found?.get(poolId(entityType, key))?.addedMs ?? -1) >= sinceMs;
        return Promise.resolve(new Set(keys.filter(isKnown)));
      },
      add(pool, entityType, keys, addedMs) {
        const known = openIn(pools, pool);
        for (const key of keys) {
          const id = poolId(entityType, key);
          const before = known.get(id);
          if (before === undefined || before.addedMs < addedMs) known.set(id, { key, entityType, addedMs });
        }
        return Promise.resolve();
      },
      names: () => Promise.resolve([...pools.keys()].toSorted()),
      list: (pool) => Promise.resolve([...(pools.get(pool)?.values() ?? [])]),
    },
    caches: {
      get(owner, cache, key, nowMs) {
        const found = caches.get(owner)?.get(cache)?.get(key);
        return Promise.resolve(found === undefined || (found.expiresMs ?? Infinity) <= nowMs ? undefined : found);
      },
      set(owner, cache, key, value) {
        openIn(openIn(caches, owner), cache).set(key, value);
        return Promise.resolve();
      },
      sizes: (owner, cache, nowMs) =>
        Promise.resolve(
          new Map(
            [...(caches.get(owner)?.get(cache) ?? [])]
              .filter(([, { expiresMs = Infinity }]) => expiresMs > nowMs)
              .map(([key, { bytes }]) => [key, bytes.length]),
          ),
        ),
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

/** Joins the parts of a key; it occurs in no text that people write. */
const separator = '\u001F';

function poolId(entityType: string, key: string): string {
  return `${entityType}${separator}${key}`;
}

function openIn<Key, Value>(maps: Map<Key, Map<string, Value>>, name: Key): Map<string, Value> {
  let map = maps.get(name);
  if (map === undefined) maps.set(name, (map = new Map()));
  return map;
}
