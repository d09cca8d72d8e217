import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectorSchema } from '../../src/connector/definition.ts';
import { bundleOf, order } from '../support/acme.ts';
import { startServer, type Answer, type TestServer } from '../support/http-server.ts';
import { keptSync } from '../support/kept-syncs.ts';

const connector = connectorSchema.parse({
  name: 'shop',
  protocol: 'HTTP',
  endpoints: [
    {
      name: 'List orders',
      direction: 'Receive',
      method: 'GET',
      url: 'orders',
      entityType: 'orders',
      dataPath: 'orders',
      pagination: { method: 'Next Page URL', nextPath: 'next' },
    },
    { name: 'Create order', direction: 'Send', method: 'POST', url: 'sales', entityType: 'sales' },
  ],
});

let server: TestServer;
let folder: string;
/** What the source answers, by page. */
let pages: (() => Answer)[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'repatch-pages-'));
  server = await startServer(({ method, url }) => {
    if (method === 'POST') return { status: 201 };
    return pages[Number(url.searchParams.get('page') ?? 1) - 1]?.() ?? { status: 404 };
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const page = (number: number, isLast = false): (() => Answer) => {
  return () => ({
    json: {
      orders: [order(number * 10 + 1), order(number * 10 + 2)],
      ...(isLast ? {} : { next: `${server.origin}/orders?page=${number + 1}` }),
    },
  });
};
const sync = (more: object = {}): ReturnType<typeof keptSync> =>
  keptSync({ folder, bundle: bundleOf(), connector, origin: server.origin, ...more });
/** The requests in the order of their arrival: GET with the page, POST with the order. */
const requests = (): string[] =>
  server.received.map(({ method, url, body }) =>
    method === 'GET'
      ? `page ${url.searchParams.get('page') ?? 1}`
      : (/UK-#(?<id>\d+)/u.exec(body)?.groups?.['id'] ?? ''),
  );

describe('the pull of a service', () => {
  it('goes page by page: what is far ahead is not asked for while records wait', async () => {
    pages = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => page(number, number === 8));
    const result = await sync({ concurrency: 1 });
    expect(result.counts).toMatchObject({ pulled: 16, pushed: 16 });
    const order = requests();
    expect(order.indexOf('11')).toBeLessThan(order.indexOf('page 5'));
    expect(order.indexOf('41')).toBeLessThan(order.indexOf('page 8'));
  });

  it('that breaks on a later page ends the run; the pages before are done and in the ledger', async () => {
    pages = [page(1), page(2), () => ({ status: 404 })];
    const broken = await sync();
    expect(broken).toMatchObject({
      status: { code: 3 },
      isComplete: false,
      counts: { pulled: 4, pushed: 4 },
      failures: [{ code: 'run/rejected', step: 'pull' }],
    });
    expect(broken.items?.map(({ sourceId, status }) => [sourceId, status])).toEqual([
      ['11', 'OK'],
      ['12', 'OK'],
      ['21', 'OK'],
      ['22', 'OK'],
    ]);
    pages[2] = page(3, true);
    const next = await sync();
    expect(next).toMatchObject({ status: { code: 2 }, counts: { byStatus: { Skipped: 4, OK: 2 } } });
    expect(requests().filter((one) => !one.startsWith('page'))).toEqual(['11', '12', '21', '22', '31', '32']);
  });

  it('names page, place and key of a record that fails', async () => {
    pages = [page(1), () => ({ json: { orders: [order(21), order(22, { lines: 'none' })] } })];
    const { failures } = await sync();
    expect(failures).toMatchObject([{ code: 'run/not-a-list', origin: { page: 2, path: 'orders.1', key: '22' } }]);
  });

  it.each([
    ['text/csv', 'id;name\n1;#1\n', 'run/no-list'],
    ['application/xml', '<orders><order><id>1</id></order></orders>', 'run/unsupported-format'],
  ])('refuses %s, which it cannot read, and pushes nothing', async (type, text, code) => {
    pages = [() => ({ headers: { 'content-type': type }, xml: text })];
    const result = await sync();
    expect(result.status.code).toBe(3);
    expect(result.failures[0]?.code).toBe(code);
    expect(requests()).toEqual(['page 1']);
  });
});
