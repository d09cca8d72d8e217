import type { Stores } from '../../contract/ports.ts';
import { createMemoryStores } from './memory.ts';

export interface StagedStores {
  /** What everybody sees, with what the run has added on top. */
  readonly stores: Stores;
  /** Adds what was staged to what everybody sees. */
  commit(): Promise<void>;
}

/** Pools, caches and tracked values that one run alone sees until it commits. Ledgers are written at once. */
export function stageStores(shared: Stores): StagedStores {
  const own = createMemoryStores();
  const later: (() => Promise<void>)[] = [];
  const stores: Stores = {
    pools: {
      async known(pool, entityType, keys, sinceMs) {
        const committed = await shared.pools.known(pool, entityType, keys, sinceMs);
        return committed.union(await own.pools.known(pool, entityType, keys, sinceMs));
      },
      async add(pool, entityType, keys, nowMs) {
        await own.pools.add(pool, entityType, keys, nowMs);
        later.push(() => shared.pools.add(pool, entityType, keys, nowMs));
      },
      names: async () => [...new Set([...(await shared.pools.names()), ...(await own.pools.names())])].toSorted(),
      list: async (pool) => [...(await shared.pools.list(pool)), ...(await own.pools.list(pool))],
    },
    caches: {
      get: async (owner, cache, key, nowMs) =>
        (await own.caches.get(owner, cache, key, nowMs)) ?? shared.caches.get(owner, cache, key, nowMs),
      async set(owner, cache, key, value) {
        await own.caches.set(owner, cache, key, value);
        later.push(() => shared.caches.set(owner, cache, key, value));
      },
      sizes: async (owner, cache, nowMs) =>
        new Map([
          ...(await shared.caches.sizes(owner, cache, nowMs)),
          ...(await own.caches.sizes(owner, cache, nowMs)),
        ]),
      async clear(owner) {
        await own.caches.clear(owner);
        await shared.caches.clear(owner);
      },
    },
    ledgers: shared.ledgers,
    tracked: {
      async add(values) {
        await own.tracked.add(values);
        later.push(() => shared.tracked.add(values));
      },
      list: async (flow) => [...(await shared.tracked.list(flow)), ...(await own.tracked.list(flow))],
    },
    close: () => Promise.resolve(),
  };
  return {
    stores,
    async commit() {
      for (const write of later.splice(0)) await write();
    },
  };
}
