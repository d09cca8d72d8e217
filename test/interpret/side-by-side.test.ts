import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectorSchema, type ConnectorDefinition } from '../../src/connector/definition.ts';
import { bundleOf, order, shop } from '../support/acme.ts';
import { startServer, type Answer, type TestServer } from '../support/http-server.ts';
import { keptSync } from '../support/kept-syncs.ts';
import { openState } from '../../src/workspace/state/open-state.ts';

/** The same, where somebody has said that several pushes may be under way. */
function sideBySide(connector: ConnectorDefinition): ConnectorDefinition {
  return { ...connector, endpoints: connector.endpoints?.map((one) => ({ ...one, concurrency: 4 })) };
}

const keyless = connectorSchema.parse({
  ...shop,
  endpoints: shop.endpoints?.map((endpoint) => ({ ...endpoint, idempotencyKey: undefined })),
});

let server: TestServer;
let folder: string;
let orders: readonly object[];
let sink: (id: string) => Answer | Promise<Answer>;
let underWay: number;
let mostUnderWay: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'repatch-side-by-side-'));
  [underWay, mostUnderWay] = [0, 0];
  server = await startServer(async ({ method, body }) => {
    if (method === 'GET') return { json: { orders } };
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    try {
      return await sink(/#\d+/u.exec(body)?.[0] ?? '');
    } finally {
      underWay--;
    }
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const sync = (more: object = {}): ReturnType<typeof keptSync> =>
  keptSync({ folder, bundle: bundleOf(), connector: shop, origin: server.origin, ...more });
const pushed = (): string[] =>
  server.received.flatMap(({ method, body }) => (method === 'GET' ? [] : [/#\d+/u.exec(body)?.[0] ?? '']));
const range = (count: number): readonly object[] => Array.from({ length: count }, (_, index) => order(index + 1));

/** Answers when so many have arrived, the last one first. */
function inReverse(count: number): () => Promise<Answer> {
  const waiting: ((answer: Answer) => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const answer of waiting.splice(0).toReversed()) answer({ status: 201 });
    });
}

async function ledger(): Promise<Record<string, string>> {
  const state = openState(folder);
  const rows = await state.stores.ledgers.list('1001').finally(() => state.close());
  return Object.fromEntries(
    rows.map(({ sourceId, status, attempts, inDoubt }) => [
      sourceId,
      `${status} ${attempts}${inDoubt === true ? ' in doubt' : ''}`,
    ]),
  );
}

describe('several pushes in flight', () => {
  it('is the default, says what was assumed, and keeps the order of the results', async () => {
    orders = range(16);
    sink = inReverse(8);
    const result = await sync();
    expect(mostUnderWay).toBe(8);
    expect(result.items?.map(({ sourceId }) => sourceId)).toEqual(range(16).map((_, index) => String(index + 1)));
    expect(result.assumed).toContainEqual({ key: 'connector.concurrency', answer: '8' });
  });

  it('is not assumed where only one push was under way', async () => {
    orders = range(1);
    sink = () => ({ status: 201 });
    expect((await sync()).assumed.map(({ key }) => key)).not.toContain('connector.concurrency');
  });

  it('is one where the destination does not recognise a repetition', async () => {
    orders = range(8);
    sink = () => ({ status: 201 });
    await sync({ connector: keyless });
    expect(mostUnderWay).toBe(1);
  });

  it.each([
    ['the instance', { concurrency: 2 }, 2],
    [
      'the endpoint',
      { connector: { ...shop, endpoints: shop.endpoints?.map((one) => ({ ...one, concurrency: 3 })) }, concurrency: 2 },
      3,
    ],
    ['the profile', { profile: { 'connector.concurrency': '4' } }, 4],
  ])('is as many as %s says', async (where, more, count) => {
    orders = range(count * 2);
    sink = inReverse(count);
    const { assumed } = await sync(more);
    expect(mostUnderWay).toBe(count);
    expect(assumed.some(({ key }) => key === 'connector.concurrency')).toBe(where === 'the profile');
  });

  it('is one where the order at the destination matters', async () => {
    orders = range(20);
    sink = () => ({ status: 201 });
    await sync({ concurrency: 1 });
    expect(mostUnderWay).toBe(1);
    expect(pushed()).toEqual(Array.from({ length: 20 }, (_, index) => `#${index + 1}`));
  });

  it('works on changes of one record one after the other', async () => {
    orders = [1, 2, 3].map((version) => order(1, { name: `#${version}`, updated_at: `2026-03-0${version}` }));
    sink = () => ({ status: 201 });
    const bundle = bundleOf({ dedupe: { identity: 'sourceId+modified', idField: 'id', modifiedField: 'updated_at' } });
    await sync({ bundle });
    expect(mostUnderWay).toBe(1);
    expect(pushed()).toEqual(['#1', '#2', '#3']);
  });

  it('skips a record that is listed twice and has arrived', async () => {
    orders = [order(1), order(1), order(2)];
    sink = () => ({ status: 201 });
    const { items } = await sync();
    expect(items?.map(({ sourceId, status }) => [sourceId, status])).toEqual([
      ['1', 'OK'],
      ['1', 'Skipped'],
      ['2', 'OK'],
    ]);
    expect(pushed()).toHaveLength(2);
  });

  it('pushes a record that is listed twice once more when it has not arrived', async () => {
    orders = [order(1), order(1)];
    sink = () => ({ status: pushed().length === 1 ? 503 : 201 });
    const { items, status } = await sync();
    expect(items?.map((item) => [item.status, item.attempts])).toEqual([
      ['Pending', 1],
      ['OK', 2],
    ]);
    expect(status.code).toBe(5);
    expect(await ledger()).toEqual({ 1: 'OK 2' });
  });

  it.each([
    ['with', shop, ['OK 1']],
    ['without', sideBySide(keyless), ['OK 1', 'Pending 0']],
  ])(
    'ends once when the login is refused, %s idempotency keys: none starts, the others are written down',
    async (_, connector, rows) => {
      orders = range(20);
      const accepted = Promise.withResolvers<Answer>();
      sink = (id) => {
        if (id === '#1') return accepted.promise;
        // The others are refused; the first one is answered when all of them have been.
        setImmediate(() => setImmediate(() => accepted.resolve({ status: 201 })));
        return { status: 401 };
      };
      const result = await sync({ connector, concurrency: 4 });
      expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code: 'run/unauthorised' }] });
      expect(result.failures).toHaveLength(1);
      expect(result.items).toMatchObject([{ sourceId: '1', status: 'OK' }]);
      expect(pushed().length).toBeLessThanOrEqual(4);
      // Whoever was refused is as new: no attempt, no doubt.
      expect(new Set(Object.values(await ledger()))).toEqual(new Set(rows));

      sink = () => ({ status: 201 });
      const next = await sync({ connector, concurrency: 4 });
      expect(next).toMatchObject({ status: { code: 2 }, inDoubt: [], counts: { byStatus: { Skipped: 1, OK: 19 } } });
    },
  );

  it('goes on beside a record that fails, and names all that do', async () => {
    orders = range(250);
    sink = () => ({ status: 422, headers: {}, json: { message: 'sku is unknown' } });
    const result = await sync();
    expect(result).toMatchObject({ status: { code: 5 }, counts: { byStatus: { Failed: 250 } } });
    expect(result.failures.map(({ origin }) => origin?.key)).toEqual(
      Array.from({ length: 250 }, (_, index) => String(index + 1)),
    );
    expect(result.items).toHaveLength(250);
  });

  it('is kept with the records that failed, and counts the others', async () => {
    orders = range(5);
    sink = (id) => ({ status: id === '#2' ? 422 : 201 });
    const { items } = await sync();
    expect(items).toHaveLength(5);
    const state = openState(folder);
    expect(state.result('run-1')).toMatchObject({
      items: [{ sourceId: '2', status: 'Failed' }],
      counts: { byStatus: { OK: 4, Failed: 1 } },
      omitted: { items: 4 },
    });
    state.close();
  });

  it('pushes just the failed records again when somebody asks, although their attempts are used up', async () => {
    orders = range(6);
    const bundle = bundleOf({ source: { connectorId: 'c1', entity: 'orders', maximumAttempts: 1 } });
    sink = (id) => ({ status: id === '#2' || id === '#5' ? 422 : 201 });
    await sync({ bundle });
    sink = () => ({ status: 201 });
    const again = await sync({ bundle, retryOf: 'run-1' });
    expect(again).toMatchObject({ status: { code: 2 }, counts: { pulled: 2, pushed: 2 } });
    expect(pushed().slice(6).toSorted()).toEqual(['#2', '#5']);
    expect(server.received.filter(({ method }) => method === 'GET')).toHaveLength(1);
    await expect(sync({ bundle, retryOf: 'run-1' })).rejects.toMatchObject({ code: 'run/nothing-to-retry' });
  });
});
