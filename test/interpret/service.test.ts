import { afterEach, describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { runService } from '../../src/interpret/run-service.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { bundleOf, order, shop } from '../support/acme.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { startServer, type Answer, type Received, type TestServer } from '../support/http-server.ts';

let server: TestServer;
afterEach(async () => server.close());

async function serve(
  orders: readonly object[],
  sink: (request: Received) => Answer = () => ({ status: 201 }),
): Promise<void> {
  server = await startServer((request) => (request.method === 'GET' ? { json: { orders } } : sink(request)));
}

async function sync(bundle: ServiceBundle, ports: TestPorts = testPorts(), more: object = {}): Promise<RunResult> {
  return runService({
    bundle,
    serviceId: '1001',
    connectors: new Map([['shop', shop]]),
    instances: new Map([['Store', { name: 'Store', connector: 'shop', values: { baseUrl: server.origin } }]]),
    nowMs: Date.UTC(2026, 2, 1, 10),
    ports,
    profile: resolveProfile(),
    signal: new AbortController().signal,
    run: 'sync-1',
    ...more,
  });
}

const bodies = (): unknown[] =>
  server.received.filter(({ method }) => method !== 'GET').map(({ body }) => JSON.parse(body) as unknown);

describe('a service', () => {
  it('maps and pushes record by record', async () => {
    await serve([order(1), order(2, { courier: 'Standard' })]);
    const result = await sync(bundleOf());
    expect(result.failures).toEqual([]);
    expect(result).toMatchObject({
      status: { code: 2 },
      counts: { pulled: 2, pushed: 2 },
      items: [{ sourceId: '1', reference: '#1', status: 'OK', attempts: 1 }, { sourceId: '2' }],
    });
    expect(bodies()).toEqual([
      { number: 'UK-#1', items: [{ code: 'A' }, { code: 'B' }], service: 'ND' },
      { number: 'UK-#2', items: [{ code: 'A' }, { code: 'B' }], service: 'S48' },
    ]);
  });

  it('asks the API for what it can filter, and tests the rest', async () => {
    await serve([order(1, { status: 'paid' }), order(2, { status: 'open' }), order(3)]);
    const filters = [
      { field: 'updated_at', type: 'datetime', operator: 'withinLast', value: { amount: 15, unit: 'minute' } },
      { field: 'status', type: 'string', operator: 'equals', value: 'paid' },
    ];
    const result = await sync(bundleOf({ filters }));
    expect(server.received[0]?.url.searchParams.get('since')).toBe('2026-03-01T09:45:00+00:00');
    expect(result.items?.map(({ sourceId }) => sourceId)).toEqual(['1']);
    expect(result.assumed).toContainEqual({ key: 'service.filterMissing', answer: 'noMatch' });
  });

  it('does not push twice what arrived, and tries again what did not', async () => {
    let down = true;
    await serve([order(1), order(2)], ({ body }) => (down && body.includes('#2') ? { status: 503 } : { status: 201 }));
    const ports = testPorts();
    const first = await sync(bundleOf(), ports);
    expect(first.items?.map(({ status }) => status)).toEqual(['OK', 'Pending']);
    expect(first.status.code).toBe(5);
    down = false;
    const second = await sync(bundleOf(), ports);
    expect(second.items?.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['Skipped', 1],
      ['OK', 2],
    ]);
    expect((await ports.stores.ledgers.list('1001')).map(({ status }) => status)).toEqual(['OK', 'OK']);
  });

  it('leaves a record alone when its attempts are used up, and tells the group', async () => {
    await serve([order(1)], () => ({ status: 422 }));
    const ports = testPorts();
    const bundle = bundleOf({ source: { connectorId: 'c1', entity: 'orders', maximumAttempts: 2 } });
    const statuses = [await sync(bundle, ports), await sync(bundle, ports), await sync(bundle, ports)].map(
      ({ items }) => items?.[0]?.status,
    );
    expect(statuses).toEqual(['Failed', 'Failed', 'Skipped']);
    const told = ports.events.filter(({ event }) => event === 'notification');
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({ groups: ['Operations'] });
  });

  it('names the record of each failure, and what people were told', async () => {
    await serve([order(1), order(2)], ({ body }) => ({ status: body.includes('#2') ? 422 : 201 }));
    const result = await sync(bundleOf());
    expect(result.failures).toMatchObject([{ code: 'run/rejected', step: 'push', status: 422, origin: { key: '2' } }]);
    expect(result.items?.[1]?.failure).toEqual(result.failures[0]);
    expect(result.notifications).toMatchObject([{ level: 'error', groups: ['Operations'], count: 1 }]);
  });

  it('fails one record and not the run when a list is missing', async () => {
    await serve([order(1, { lines: 'none' }), order(2)]);
    const result = await sync(bundleOf());
    expect(result.items?.map(({ status, failure }) => [status, failure?.code])).toEqual([
      ['Failed', 'run/not-a-list'],
      ['OK', undefined],
    ]);
  });

  it('sends content that changed again, and content that did not only once', async () => {
    const stock = order(1, { quantity: 5 }) as Record<string, unknown>;
    await serve([stock]);
    const ports = testPorts();
    const bundle = bundleOf({
      dedupe: { identity: 'contentHash' },
      mappings: [{ source: { field: 'quantity' }, destination: { field: 'level' } }],
    });
    await sync(bundle, ports);
    stock['updated_at'] = 'later';
    await sync(bundle, ports);
    stock['quantity'] = 6;
    await sync(bundle, ports);
    expect(bodies()).toEqual([{ level: 5 }, { level: 6 }]);
  });

  it('lets the answer for a missing source go before the functions, which get null otherwise', async () => {
    await serve([order(1)]);
    const fallback = [{ function: 'fallback', arguments: { value: 'from the function' } }];
    const row = (field: string, more: object = {}): object => ({
      source: { field: 'absent' },
      destination: { field },
      transformation: fallback,
      ...more,
    });
    const mappings = [
      row('unsaid'),
      row('omitted', { whenMissing: 'omit' }),
      row('given', { whenMissing: { default: 'from the row' } }),
    ];
    await sync(bundleOf({ mappings }));
    expect(bodies()).toEqual([{ unsaid: 'from the function', given: 'from the row' }]);
  });

  it('repeats a value without a list in every element that other rows make', async () => {
    await serve([order(1)]);
    const mappings = [
      { source: { constant: 'LEEDS' }, destination: { field: 'items.*.site' } },
      { source: { field: 'Line SKU' }, destination: { field: 'items.*.code' } },
      { source: { field: 'name' }, destination: { field: 'items.*.order' } },
    ];
    await sync(bundleOf({ mappings }));
    expect(bodies()).toEqual([
      {
        items: [
          { code: 'A', site: 'LEEDS', order: '#1' },
          { code: 'B', site: 'LEEDS', order: '#1' },
        ],
      },
    ]);
  });

  it('takes what an inbound call brings', async () => {
    await serve([]);
    const result = await sync(bundleOf({ trigger: { kind: 'inboundApi', vanityPath: 'orders' } }), testPorts(), {
      payload: order(7),
    });
    expect(result.items).toMatchObject([{ sourceId: '7', status: 'OK' }]);
    expect(server.received.map(({ method }) => method)).toEqual(['POST']);
  });

  it('asks which endpoint when several fit', async () => {
    await serve([order(1)]);
    const bundle = bundleOf({ destination: { connectorId: 'c1', entity: 'customers' } });
    const open = await sync(bundle);
    expect(open.failures[0]).toMatchObject({
      code: 'run/endpoint-undecided',
      help: expect.stringContaining('"Update customer"') as unknown,
    });
    const chosen = await sync(bundle, testPorts(), { endpoints: { destination: 'Update customer' } });
    expect(chosen.status.code).toBe(2);
    expect(server.received.at(-1)?.method).toBe('PUT');
  });

  it('says what it assumed and what it did not apply', async () => {
    await serve([]);
    const given = {
      source: { connectorId: 'c1', entity: 'orders', timeZone: 'Europe/London' },
      dedupe: { identity: 'unspecified' },
    };
    const { warnings } = await sync(bundleOf(given));
    expect(warnings).toEqual([
      'Time zone Europe/London of the source is not applied: times are UTC.',
      'Maximum attempts are not given: 4 are assumed.',
      'What identifies a record is not given: its source id is assumed, so that changes are not pushed.',
    ]);
  });
});
