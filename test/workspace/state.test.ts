import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import type { RunInput } from '../../src/contract/run-record.ts';
import { openDatabase } from '../../src/workspace/state/database.ts';
import { openState, type State } from '../../src/workspace/state/open-state.ts';

let folder: string;
const opened: State[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repatch-state-'));
});
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): State {
  const state = openState(folder);
  opened.push(state);
  return state;
}

const orders: RunInput = { kind: 'flow', name: 'Orders', file: '/orders.flow.json', digest: 'd', nowMs: 0 };
const ended = (more: Partial<RunResult> = {}): RunResult => ({
  run: 'r',
  kind: 'flow',
  name: 'Orders',
  status: { code: 2, name: 'SUCCESS' },
  isComplete: true,
  canResume: false,
  startedAt: '2026-03-01T10:00:00.000Z',
  durationMs: 1,
  requests: { received: 1, records: 0, sent: 0 },
  steps: [],
  failures: [],
  inDoubt: [],
  notifications: [],
  omitted: { failures: 0, items: 0, notifications: 0, warnings: 0 },
  warnings: [],
  assumed: [],
  ...more,
});
const effect = { step: 'Push', digest: 'a', ordinal: 1, repeatable: false, request: { method: 'POST', url: '/sink' } };

describe('two runs on one state', () => {
  it('of one flow do not overlap, of two flows do', () => {
    const [first, second] = [open(), open()];
    const run = first.begin('r1', orders, 1);
    expect(() => second.begin('r2', orders, 1)).toThrow(expect.objectContaining({ code: 'run/already-running' }));
    const other = second.begin('r3', { ...orders, name: 'Stock' }, 1);
    other.close();
    run.finish(ended(), 2);
    run.close();
    second.begin('r4', orders, 3).close();
  });

  it('do not see what the other adds to pools and caches until it has ended well', async () => {
    const [first, second] = [open(), open()];
    const run = first.begin('r1', orders, 1);
    const other = second.begin('r2', { ...orders, name: 'Stock' }, 1);
    const cached = { format: 'json' as const, bytes: Uint8Array.from([91, 93]) };
    await run.journal.stores.pools.add('P', 'orders', ['1'], 5);
    await run.journal.stores.caches.set('company:Acme', 'C', 'k', cached);
    expect(await run.journal.stores.pools.known('P', 'orders', ['1'], 0)).toEqual(new Set(['1']));
    expect(await run.journal.stores.caches.get('company:Acme', 'C', 'k', 0)).toEqual(cached);
    for (const stores of [first.stores, other.journal.stores]) {
      expect(await stores.pools.known('P', 'orders', ['1'], 0)).toEqual(new Set());
      expect(await stores.caches.get('company:Acme', 'C', 'k', 0)).toBeUndefined();
    }
    await run.journal.commit();
    for (const stores of [first.stores, other.journal.stores]) {
      expect(await stores.pools.known('P', 'orders', ['1'], 0)).toEqual(new Set(['1']));
      expect(await stores.caches.get('company:Acme', 'C', 'k', 0)).toEqual(cached);
    }
    run.close();
    other.close();
  });

  it('may both add a key; the later moment counts', async () => {
    const state = open();
    const [run, other] = [state.begin('r1', orders, 1), state.begin('r2', { ...orders, name: 'Stock' }, 1)];
    await run.journal.stores.pools.add('P', 'orders', ['1'], 5);
    await other.journal.stores.pools.add('P', 'orders', ['1', '2'], 9);
    await other.journal.commit();
    await run.journal.commit();
    expect(await state.stores.pools.list('P')).toEqual([
      { key: '1', entityType: 'orders', addedMs: 9 },
      { key: '2', entityType: 'orders', addedMs: 9 },
    ]);
    expect(await state.stores.pools.known('P', 'orders', ['1'], 9)).toEqual(new Set(['1']));
    expect(await state.stores.pools.known('P', 'orders', ['1'], 10)).toEqual(new Set());
    run.close();
    other.close();
  });
});

describe('a run that did not end well', () => {
  it('leaves pools and caches as they were, and keeps nothing when it has sent nothing', async () => {
    const state = open();
    const run = state.begin('r1', orders, 1);
    await run.journal.stores.pools.add('P', 'orders', ['1'], 5);
    run.spill.create('waiting-1').append(Buffer.from('x'));
    expect(run.finish(ended({ status: { code: 3, name: 'FAILURE' }, isComplete: false }), 2)).toBe(false);
    run.close();
    expect(await state.stores.pools.list('P')).toEqual([]);
    expect(readdirSync(join(folder, 'runs'))).toEqual([]);
    expect(() => state.resume('r1')).toThrow(expect.objectContaining({ code: 'run/cannot-resume' }));
    state.begin('r2', orders, 3).close();
  });

  it('is kept when it has sent a POST that nobody refused', async () => {
    const state = open();
    const run = state.begin('r1', orders, 1);
    await run.journal.start(effect);
    expect(run.finish(ended({ status: { code: 3, name: 'FAILURE' }, isComplete: false }), 2)).toBe(true);
    run.close();
    expect(state.list()).toMatchObject([{ run: 'r1', state: 'unfinished', status: { code: 3 } }]);
    expect(() => state.begin('r2', orders, 3)).toThrow(expect.objectContaining({ code: 'run/unfinished' }));
    expect(() => state.begin('r2', orders, 3)).toThrow(/repatch run --resume r1|r1/u);
    state.abandon('r1');
    expect(state.list()).toMatchObject([{ run: 'r1', state: 'given up' }]);
    state.begin('r2', orders, 3).close();
  });

  it.each([
    ['was refused', { ...effect }, true],
    ['can be repeated by its method', { ...effect, request: { method: 'PUT', url: '/sink' } }, false],
  ])('is not kept when all that it sent %s', async (_, sent, refused) => {
    const state = open();
    const run = state.begin('r1', orders, 1);
    await run.journal.start(sent);
    if (refused) await run.journal.reject(sent);
    expect(run.finish(ended({ status: { code: 3, name: 'FAILURE' }, isComplete: false }), 2)).toBe(false);
    run.close();
  });

  it('goes on from its checkpoint: what was added before stays, what came after goes', async () => {
    const state = open();
    const run = state.begin('r1', orders, 1);
    await run.journal.stores.pools.add('P', 'orders', ['before'], 5);
    const failure = { code: 'run/rejected' as const, message: 'm' };
    const payload = { format: 'json' as const, meta: {}, bytes: Uint8Array.from([49]) };
    await run.journal.keepFailed({ step: 'Map', failure, payload });
    const runCaches = { 'C\u001Fk': { format: 'xml' as const, bytes: Uint8Array.from([60, 0, 255]) } };
    await run.journal.saveCheckpoint({ step: 'Push', file: 'checkpoint', variables: { v: '1' }, runCaches });
    await run.journal.stores.pools.add('P', 'orders', ['after'], 5);
    await run.journal.keepFailed({ step: 'Push', failure, payload });
    await run.journal.start(effect);
    await run.journal.acknowledge(effect, { ...payload, meta: { a: 'b' } });
    run.close();

    const again = open().resume('r1');
    expect(await again.journal.stores.pools.known('P', 'orders', ['before', 'after'], 0)).toEqual(new Set(['before']));
    const checkpoint = await again.journal.checkpoint();
    expect(checkpoint).toMatchObject({ step: 'Push', file: 'checkpoint', variables: { v: '1' } });
    expect(checkpoint?.failed).toMatchObject([{ step: 'Map' }]);
    expect([...(checkpoint?.runCaches['C\u001Fk']?.bytes ?? [])]).toEqual([60, 0, 255]);
    expect(await again.journal.find(effect)).toMatchObject({ state: 'acknowledged', answer: { meta: { a: 'b' } } });
    expect(await again.journal.unconfirmed()).toEqual([]);
    again.close();
  });
});

it('cleans up what killed runs have left, and forgets runs after a week', async () => {
  const state = open();
  mkdirSync(join(folder, 'runs', 'gone'), { recursive: true });
  const run = state.begin('r1', orders, 1);
  await run.journal.start(effect);
  run.spill.create('checkpoint').append(Buffer.from('secret'));
  expect(statSync(join(folder, 'runs', 'r1', 'checkpoint.bucket')).mode & 0o777).toBe(0o600);
  run.close();
  const other = state.begin('r2', { ...orders, name: 'Stock' }, 2);
  other.finish(ended(), 3);
  other.close();
  expect(readdirSync(join(folder, 'runs'))).toEqual(['r1']);
  state.begin('r3', { ...orders, name: 'Stock' }, 8 * 24 * 3_600_000).close();
  expect(state.list().map((one) => one.run)).toEqual(['r3', 'r1']);
});

describe('state that cannot be used', () => {
  it('is a coded failure when the file is damaged', () => {
    writeFileSync(join(folder, 'state.sqlite'), 'not a database, and long enough to be looked at as one'.repeat(40));
    expect(() => openState(folder)).toThrow(expect.objectContaining({ code: 'run/state-unusable' }));
  });

  it('is a coded failure when the folder is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openState(join(folder, 'file'))).toThrow(expect.objectContaining({ code: 'run/state-unusable' }));
  });

  it('is a coded failure when the disk is full, also inside a transaction, and works on when there is room', () => {
    const database = openDatabase(join(folder, 'state.sqlite'));
    const pages = Number(database.get('PRAGMA page_count')?.['page_count']);
    database.run(`PRAGMA max_page_count = ${pages + 2}`);
    const fill = (): void => {
      for (let key = 0; key < 100; key++)
        database.run("INSERT INTO pool VALUES ('P', 'e', ?, 0, '')", `${key} ${'x'.repeat(1000)}`);
    };
    expect(() => database.transaction(fill)).toThrow(expect.objectContaining({ code: 'run/disk-full' }));
    expect(database.all('SELECT * FROM pool')).toEqual([]);
    database.run('PRAGMA max_page_count = 100000');
    database.transaction(fill);
    expect(database.all('SELECT * FROM pool')).toHaveLength(100);
    database.close();
  });
});

it('takes over the state of the first version', async () => {
  const old = new DatabaseSync(join(folder, 'state.sqlite'));
  old.exec(`
    CREATE TABLE pool (pool TEXT, entity TEXT, key TEXT, added INTEGER, PRIMARY KEY (pool, entity, key));
    CREATE TABLE cache (owner TEXT, cache TEXT, key TEXT, value TEXT, PRIMARY KEY (owner, cache, key)) WITHOUT ROWID;
    CREATE TABLE ledger (ledger TEXT, identity TEXT, source TEXT, reference TEXT, status TEXT, attempts INTEGER, error TEXT, updated INTEGER, PRIMARY KEY (ledger, identity));
    CREATE TABLE tracked (flow TEXT, step TEXT, entity TEXT, direction TEXT, field TEXT, value TEXT, at INTEGER);
    INSERT INTO pool VALUES ('P', 'orders', '7', 5);
    INSERT INTO cache VALUES ('flow:a', 'c', 'k', '{"a":1}');
    INSERT INTO ledger VALUES ('1001', 'i', '1', NULL, 'OK', 1, NULL, 5);
    INSERT INTO tracked VALUES ('f', 's', 'e', 'send', 'x', 'v', 5);
  `);
  old.close();
  const { stores } = open();
  expect(await stores.pools.list('P')).toEqual([{ key: '7', entityType: 'orders', addedMs: 5 }]);
  expect(Buffer.from((await stores.caches.get('flow:a', 'c', 'k', 9))?.bytes ?? []).toString()).toBe('{"a":1}');
  expect(await stores.ledgers.list('1001')).toMatchObject([{ identity: 'i', status: 'OK' }]);
  expect(await stores.tracked.list('f')).toMatchObject([{ value: 'v' }]);
  expect(existsSync(join(folder, 'state.sqlite'))).toBe(true);
});
