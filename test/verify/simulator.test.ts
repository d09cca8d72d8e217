import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpPort } from '../../src/workspace/ports/http.ts';
import { loadSamples } from '../../src/simulator/load-samples.ts';
import { openSimulation, type Simulation } from '../../src/simulator/simulation.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import { connectorSchema } from '../../src/connector/definition.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';

const records = Array.from({ length: 9 }, (_, index) => ({
  id: index + 1,
  status: index % 3 === 0 ? 'open' : 'paid',
  updated_at: `2026-03-01T0${index}:00:00Z`,
}));

const create = {
  name: 'Create order',
  direction: 'Send',
  method: 'POST',
  url: 'https://api.shop.example/v1/orders',
  idempotencyKey: { header: 'Idempotency-Key' },
};

let simulation: Simulation;
afterEach(async () => simulation.close());

/** A simulated shop that lists nine orders, three on a page. */
async function simulate(connector: object, faults: readonly Fault[] = [], values = {}): Promise<Simulation> {
  const shop = connectorSchema.parse({ name: 'shop', protocol: 'HTTP', ...connector });
  const samples = new Map([['shop', new Map([['orders', records]])]]);
  simulation = await openSimulation({
    connectors: new Map([['shop', shop]]),
    instances: [{ name: 'Shop', connector: 'shop', values }],
    samples,
  });
  simulation.begin({ samples, faults, nowMs: Date.UTC(2026, 2, 1, 10) });
  return simulation;
}

function listing(more: object): object {
  return { name: 'List orders', entityType: 'orders', direction: 'Receive', method: 'GET', url: 'orders', ...more };
}

const baseUrl = (): string => simulation.instances.get('Shop')?.values?.['baseUrl'] ?? '';

function stored(): unknown {
  return [...simulation.state().values()].flat();
}

/** Pulls everything and pushes record by record, over the runtime's own client. */
async function transfer(path: string, ports = testPorts()): Promise<{ status: number; sleeps: readonly number[] }> {
  const split = { name: 'Single', microservice: 'batch', config: { path, size: 1, do_not_wrap_single: true } };
  const flow = flowOf([pull(), split, push()]);
  const systems = [...simulation.connectors.values()].map((system) => ({ system }));
  const result = await run({ ...flow, systems }, ports, {}, { instances: simulation.instances });
  return { status: result.status.code, sleeps: ports.sleeps };
}

describe('a simulated listing', () => {
  it.each([
    { dataPath: 'orders' },
    { pagination: { method: 'default' } },
    {
      dataPath: 'data.orders',
      pagination: { method: 'Page number parameter', pageParameter: 'page', limitParameter: 'limit', limit: 250 },
    },
    { pagination: { method: 'Page number parameter', pageParameter: 'page', firstPage: 0 } },
    {
      dataPath: 'orders',
      pagination: {
        method: 'Limit offset',
        limitParameter: 'limit',
        offsetParameter: 'offset',
        limit: 100,
        totalPath: 'meta.total',
        countPath: 'meta.count',
      },
    },
    { pagination: { method: 'Limit offset', limitParameter: 'limit', offsetParameter: 'offset', limit: 100 } },
    { dataPath: 'orders', pagination: { method: 'Next Page URL', nextPath: 'links.next' } },
    { pagination: { method: 'Link Header' } },
    {
      dataPath: 'orders',
      pagination: { method: 'Link Header', header: 'X-Pages', limitParameter: 'limit', limit: 50 },
    },
    {
      dataPath: 'orders',
      pagination: {
        method: 'Next page token',
        tokenParameter: 'page_token',
        tokenPath: 'links.next',
        limitParameter: 'limit',
        limit: 10,
      },
    },
    { dataPath: 'data.*.node' },
    {
      dataPath: 'data',
      pagination: {
        method: 'Page number parameter',
        pageParameter: 'page.number',
        in: 'body',
        totalPath: 'meta.total',
        pagesPath: 'meta.pages',
      },
      method: 'POST',
    },
    {
      dataPath: 'data.*.node',
      pagination: {
        method: 'Next page token',
        tokenParameter: 'after',
        tokenPath: 'data.*.node.id',
        hasMorePath: 'more',
        in: 'body',
      },
      method: 'POST',
    },
    {
      dataPath: 'orders',
      pagination: { method: 'Next page token', tokenParameter: 'after', tokenPath: 'orders.*.id', hasMorePath: 'more' },
    },
    {
      dataPath: 'data.orders.nodes',
      pagination: {
        method: 'GraphQL Cursor',
        endCursorPath: 'data.orders.pageInfo.endCursor',
        hasNextPagePath: 'data.orders.pageInfo.hasNextPage',
      },
      method: 'POST',
    },
    {
      dataPath: 'Result.Rows',
      pagination: { method: 'PeopleVox', pagePath: 'PageNo', limitPath: 'Size', limit: 2, totalPath: 'Result.Total' },
      method: 'POST',
    },
    { dataPath: 'orders', pagination: { method: 'PeopleVox', pagePath: 'PageNo' }, method: 'POST' },
  ])('gives every record once: %j', async (endpoint) => {
    await simulate({ endpoints: [listing(endpoint), create] });
    const { status } = await transfer(endpoint.dataPath ?? '*');
    expect(status).toBe(2);
    expect(stored()).toEqual(records);
    const pages = simulation.requests.filter(({ kind }) => kind === 'pull').length;
    const isPaged = 'pagination' in endpoint && endpoint.pagination?.method !== 'default';
    expect(pages).toBeGreaterThanOrEqual(isPaged ? 3 : 1);
  });

  it('keeps its filters on every page', async () => {
    const filters = [
      { field: 'status', comparison: 'eq', key: 'status' },
      { field: 'updated_at', comparison: 'gte', key: 'X-Since', location: 'header' },
    ];
    await simulate({ endpoints: [listing({ pagination: { method: 'Link Header' }, filters })] });
    const headers = { 'x-since': '2026-03-01T02:00:00+00:00' };
    const found: unknown[] = [];
    for (let url: string | undefined = `${baseUrl()}/orders?status=paid`; url !== undefined;) {
      const response: Response = await fetch(url, { headers });
      found.push(...((await response.json()) as unknown[]));
      url = /<([^>]+)>/u.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual(records.filter(({ status }, index) => status === 'paid' && index >= 2));
  });

  it('tells endpoints of one path apart by their fixed parameters', async () => {
    await simulate({
      endpoints: [
        listing({}),
        {
          ...listing({}),
          name: 'List drafts',
          entityType: 'drafts',
          params: [{ in: 'url', key: 'status', value: 'draft' }],
        },
      ],
    });
    expect(await (await fetch(`${baseUrl()}/orders`)).json()).toEqual(records);
    expect(await (await fetch(`${baseUrl()}/orders?status=draft`)).json()).toEqual([]);
  });
});

describe('simulated credentials', () => {
  it.each([
    { type: 'basic' },
    { type: 'token', tokenHeader: 'X-Key', tokenPrefix: '' },
    { type: 'token-login', url: 'https://login.shop.example/login', tokenPath: 'session.token' },
    { type: 'oauth2-client-credentials', url: 'oauth/token' },
    { type: 'none', params: [{ in: 'url', key: 'tenant', value: '{{tenant}}' }] },
  ])('are asked for: %j', async (method) => {
    const variables = [{ key: 'tenant', secret: true }];
    const authMethods = [{ name: 'Only', ...method, variables }];
    await simulate({ authMethods, endpoints: [listing({}), create] }, [], { tenant: 'secret://SHOP_TENANT' });
    expect((await fetch(`${baseUrl()}/orders`)).status).toBe(401);
    expect((await transfer('*')).status).toBe(2);
    expect(stored()).toEqual(records);
  });

  it('are dummies, whatever the instance holds', async () => {
    const authMethods = [{ name: 'Key', type: 'token' }];
    const values = { token: 'in-plain-text', region: 'eu', host: 'https://eu.shop.example' };
    await simulate({ authMethods, endpoints: [listing({})] }, [], values);
    expect(simulation.instances.get('Shop')?.values).toEqual({
      token: 'simulated-token',
      region: 'eu',
      host: baseUrl(),
      baseUrl: baseUrl(),
    });
  });
});

describe('a simulated sink', () => {
  const send = (key: string, body: object): Promise<Response> =>
    fetch(`${baseUrl()}/v1/orders`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: JSON.stringify(body),
    });

  it('stores a repeated idempotency key once', async () => {
    await simulate({ endpoints: [create] });
    const [first, again] = [await send('k1', { id: 1 }), await send('k1', { id: 1 })];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    await send('k2', { id: 1 });
    expect(stored()).toEqual([{ id: 1 }, { id: 1 }]);
  });

  it('replaces, patches and removes items', async () => {
    const item = { direction: 'Send', url: 'orders/{{id}}' };
    await simulate({
      endpoints: ['PUT', 'PATCH', 'DELETE'].map((method) => ({ ...item, name: method, method })),
    });
    const call = (method: string, id: number, body?: object): Promise<Response> =>
      fetch(`${baseUrl()}/orders/${id}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    await call('PUT', 1, { a: 1, b: 1 });
    await call('PUT', 2, { a: 1 });
    await call('PATCH', 1, { b: 2 });
    await call('DELETE', 2);
    expect([...simulation.state()]).toEqual([['shop: Shop /orders/1', [{ a: 1, b: 2 }]]]);
  });

  it('answers what no endpoint knows with 404, and sees it', async () => {
    await simulate({ endpoints: [create] });
    expect((await fetch(`${baseUrl()}/nowhere`)).status).toBe(404);
    expect(simulation.requests).toMatchObject([{ kind: 'unknown', path: '/nowhere', status: 404 }]);
  });
});

describe('simulated faults', () => {
  it('come at the request they are planned for', async () => {
    const faults: Fault[] = [
      { on: 'pull', nth: 2, status: 429, headers: { 'retry-after': '1' } },
      { on: 'push', nth: 3, status: 503 },
    ];
    await simulate({ endpoints: [listing({ pagination: { method: 'Link Header' } }), create] }, faults);
    const { status, sleeps } = await transfer('*');
    expect([status, sleeps]).toEqual([2, [1000, 1000]]);
    expect(simulation.requests.map(({ status: code }) => code).filter((code) => code >= 400)).toEqual([429, 503]);
    expect(stored()).toEqual(records);
  });
});

it('nothing leaves for an address that is not simulated', async () => {
  await simulate({ endpoints: [create] });
  const http = createHttpPort();
  const request = { method: 'GET', url: 'http://127.0.0.1:9/orders', headers: {}, timeoutMs: 1000 };
  expect(() => simulation.guard(http).send(request)).toThrow(/not simulated/u);
  expect((await simulation.guard(http).send({ ...request, url: `${baseUrl()}/nowhere` })).status).toBe(404);
  await http.close();
});

it('takes samples that are a list, and names the file that is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'repatch-samples-'));
  try {
    mkdirSync(join(folder, 'inbound'));
    writeFileSync(join(folder, 'inbound', '1001.json'), '[{ "id": 1 }]');
    writeFileSync(join(folder, 'inbound', '1002.json'), '{ "id": 1 }');
    const { inbound, diagnostics } = await loadSamples(folder, [], ['1001', '1002', '1003']);
    expect([...inbound]).toEqual([['1001', [{ id: 1 }]]]);
    expect(diagnostics.map(({ code, at }) => [code, at.file])).toEqual([
      ['verify/bad-samples', join(folder, 'inbound', '1002.json')],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
