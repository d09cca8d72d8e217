import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportPool, importPool, listPools } from '../../src/app/pools.ts';
import { openState } from '../../src/workspace/state/open-state.ts';
import { repatch } from '../support/run-cli.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'repatch-pools-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nowMs = Date.UTC(2026, 2, 1, 10);
const day = 86_400_000;

async function seed(keys: readonly (readonly [entity: string, key: string, addedMs: number])[]): Promise<void> {
  const state = openState(folder);
  for (const [entity, key, addedMs] of keys) await state.stores.pools.add('Orders', entity, [key], addedMs);
  state.close();
}

async function keysOf(pool: string): Promise<readonly string[]> {
  const state = openState(folder);
  const keys = await state.stores.pools.list(pool);
  state.close();
  return keys.map(({ entityType, key, addedMs }) => `${entityType}/${key} ${(addedMs - nowMs) / day}`);
}

function write(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const options = (): { state: string; nowMs: number } => ({ state: folder, nowMs });
const bad = (words: string): unknown =>
  expect.objectContaining({ code: 'cli/bad-pool-file', message: expect.stringContaining(words) as unknown });

describe('pools', () => {
  it('are listed with what they know, and what is older than 90 days', async () => {
    await seed([
      ['orders', '1', nowMs],
      ['orders', '2', nowMs - 90 * day],
      ['refunds', '1', nowMs],
      ['orders', '3', nowMs - 90 * day - 1],
    ]);
    expect((await listPools(options())).pools).toEqual([
      { pool: 'Orders', keys: 3, expired: 1, entityTypes: { orders: 2, refunds: 1 } },
    ]);
  });

  it('are exported as the platform imports them', async () => {
    await seed([
      ['orders', 'a,"b"', nowMs],
      ['data', '2', nowMs - day],
      ['orders', 'old', nowMs - 91 * day],
    ]);
    const file = join(folder, 'out.csv');
    expect(await exportPool('Orders', file, { ...options(), entities: { orders: '47' } })).toMatchObject({ keys: 2 });
    expect(readFileSync(file, 'utf8')).toBe('value,entity_type_id\r\n"a,""b""",47\r\n2,data\r\n');
    await expect(exportPool('Orders', file, options())).rejects.toMatchObject({ code: 'cli/file-exists' });
    await expect(exportPool('Ordres', file, options())).rejects.toMatchObject({
      code: 'cli/unknown-pool',
      help: 'Did you mean "Orders"?',
    });
  });

  it('survive a way out and back: with their times in JSON, as new in CSV', async () => {
    await seed([
      ['orders', 'line\nbreak', nowMs - 3 * day],
      ['orders', ' 007 ', nowMs - 2 * day],
    ]);
    for (const format of ['json', 'csv']) {
      const file = join(folder, `out.${format}`);
      await exportPool('Orders', file, options());
      await importPool(`From ${format}`, file, options());
    }
    expect(await keysOf('From json')).toEqual(['orders/line\nbreak -3', 'orders/ 007  -2']);
    expect(await keysOf('From csv')).toEqual(['orders/line\nbreak 0', 'orders/ 007  0']);
  });

  it('keep what they have; a key that is known begins anew', async () => {
    await seed([
      ['orders', '1', nowMs - 80 * day],
      ['orders', '2', nowMs - 80 * day],
    ]);
    const file = write('in.csv', 'value,entity_type_id\n1,47\n3,47\n3,47\n4,9\n');
    expect(await importPool('Orders', file, { ...options(), entities: { orders: '47' } })).toMatchObject({
      rows: 4,
      added: 2,
      renewed: 1,
      expired: 0,
    });
    expect(await keysOf('Orders')).toEqual(['orders/1 0', 'orders/2 -80', 'orders/3 0', '9/4 0']);
  });

  it('leave out what is older than 90 days', async () => {
    const row = (value: string, added: string): object => ({ value, entity_type_id: 'orders', added_at: added });
    const rows = [row('new', '2026-02-01T00:00:00Z'), row('old', '2025-11-01T00:00:00Z')];
    const file = write('in.json', JSON.stringify(rows));
    expect(await importPool('Orders', file, options())).toMatchObject({ rows: 2, added: 1, expired: 1 });
    expect((await listPools(options())).pools).toMatchObject([{ keys: 1 }]);
  });

  it.each([
    ['another header', 'a.csv', 'entity_type_id,value\n1,2\n', 'begins with "entity_type_id,value"'],
    ['semicolons', 'a.csv', 'value;entity_type_id\n1;2\n', 'begins with "value;entity_type_id"'],
    ['nothing in it', 'a.csv', '', 'begins with ""'],
    ['a cell too many', 'a.csv', 'value,entity_type_id\n1,2\n1,2,3\n', 'has 3 cells in row 3'],
    ['an empty value', 'a.csv', 'value,entity_type_id\n,2\n', 'has no value in row 2'],
    ['an open quote', 'a.csv', 'value,entity_type_id\n"1,2\n', 'is no CSV'],
    ['bytes that are no text', 'a.csv', Uint8Array.of(255, 254, 0), 'is not UTF-8'],
    ['more than 5 MB', 'a.csv', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), 'is larger than 5 MB'],
    ['an object', 'a.json', '{}', 'is no list'],
    ['half of it', 'a.json', '[', 'is no JSON'],
    ['a number with too many digits', 'a.json', '[{"value":12345678901234567890,"entity_type_id":"1"}]', 'element 0'],
    ['no moment', 'a.json', '[{"value":"1","entity_type_id":"1","added_at":"soon"}]', 'that is no moment'],
  ])('take nothing of a file with %s', async (_, name, text, words) => {
    await seed([['orders', '1', nowMs]]);
    await expect(importPool('Orders', write(name, text), options())).rejects.toEqual(bad(words));
    expect(await keysOf('Orders')).toEqual(['orders/1 0']);
  });

  it('are known to de-dupe steps of the next run', async () => {
    const file = write('in.csv', 'value,entity_type_id\n1,data\n');
    const dedupe = {
      name: 'Once',
      microservice: 'dedupe',
      data_pool: { name: 'Orders' },
      config: { behaviour: 'filter', key: 'id' },
    };
    const manual = { name: 'Manual', microservice: 'manual-input', config: { payload: '[{"id":1},{"id":2}]' } };
    const say = {
      name: 'Say',
      microservice: 'notify',
      config: { level: 'info', channels: 'log', template: '[[payload]]' },
    };
    const { flowOf } = await import('../support/flows.ts');
    const flow = write('a.flow.json', JSON.stringify(flowOf([manual, dedupe, say])));
    const done = await repatch(['pools', 'import', 'Orders', file, '--state', folder]);
    expect([done.code, done.out]).toEqual([0, '1 key added to Orders from 1 row, 0 renewed.\n']);
    const { out } = await repatch(['run', flow, '--state', folder, '--json']);
    expect(JSON.parse(out)).toMatchObject({ notifications: [{ text: '[{"id":2}]' }] });
    expect((await repatch(['pools', '--state', folder])).out).toBe('Orders  1 key of data\n');
    const shown = await repatch(['pools', 'export', 'Orders', join(folder, 'b.json'), '--state', folder, '--json']);
    expect(JSON.parse(shown.out)).toMatchObject({ pool: 'Orders', format: 'json', keys: 1 });
    const refused = await repatch(['pools', 'export', 'Orders', join(folder, 'b.txt'), '--state', folder]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('Name a file *.csv or *.json.')]);
  });
});
