import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/workspace/state/database.ts';
import { createSqliteStores } from '../../src/workspace/state/sqlite-stores.ts';
import { createMemoryStores } from '../../src/runtime/stores/memory.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-stores-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const kinds = {
  memory: createMemoryStores,
  sqlite: () => createSqliteStores(openDatabase(join(scratch, 'state.sqlite'))),
};

describe.each(Object.entries(kinds))('%s stores', (_, create) => {
  it('keep pools, caches, ledgers and tracked values', async () => {
    const stores = create();
    await stores.pools.add('p', 'orders', ['1', '2'], 5);
    await stores.pools.add('p', 'orders', ['2', '3'], 6);
    expect(await stores.pools.known('p', 'orders', ['2', '9'], 0)).toEqual(new Set(['2']));
    expect(await stores.pools.known('p', 'refunds', ['2'], 0)).toEqual(new Set());
    expect((await stores.pools.list('p')).map(({ key }) => key)).toEqual(['1', '2', '3']);

    expect(await stores.pools.names()).toEqual(['p']);

    const cached = { format: 'json' as const, bytes: Uint8Array.from(Buffer.from('{"deep":[1]}')) };
    await stores.caches.set('flow:a', 'c', 'k', { ...cached, expiresMs: 9 });
    expect(await stores.caches.get('flow:a', 'c', 'k', 8)).toEqual({ ...cached, expiresMs: 9 });
    expect(await stores.caches.get('flow:a', 'c', 'k', 9)).toBeUndefined();
    expect(await stores.caches.get('flow:b', 'c', 'k', 8)).toBeUndefined();
    expect(await stores.caches.sizes('flow:a', 'c', 8)).toEqual(new Map([['k', 12]]));
    expect(await stores.caches.sizes('flow:a', 'c', 9)).toEqual(new Map());
    await stores.caches.clear('flow:a');
    expect(await stores.caches.get('flow:a', 'c', 'k', 8)).toBeUndefined();

    const pending = {
      identity: 'i',
      sourceId: '1',
      status: 'Pending',
      attempts: 1,
      lastError: 'down',
      updatedAtMs: 5,
    } as const;
    await stores.ledgers.put('l', pending);
    expect(await stores.ledgers.get('l', 'i')).toEqual(pending);
    const done = { identity: 'i', sourceId: '1', reference: '#1', status: 'OK', attempts: 2, updatedAtMs: 6 } as const;
    await stores.ledgers.put('l', done);
    expect(await stores.ledgers.list('l')).toEqual([done]);
    expect(await stores.ledgers.get('other', 'i')).toBeUndefined();

    const value = {
      flow: 'f',
      step: 's',
      entityType: 'orders',
      direction: 'send',
      field: 'id',
      value: '1',
      atMs: 7,
    } as const;
    await stores.tracked.add([value]);
    expect(await stores.tracked.list('f')).toEqual([value]);
    await stores.close();
  });
});
