import { afterEach, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import { runFlow } from '../../src/runtime/run-flow.ts';
import { shapes } from '../../src/shapes/index.ts';
import { bundleOf, shop } from '../support/acme.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let server: TestServer;
afterEach(() => server.close());

/** Runs the converted flow of a service over these records; each push is answered with something that has no key. */
async function runOver(orders: readonly object[], dedupe: object): Promise<TestPorts> {
  server = await startServer(({ method }) => (method === 'GET' ? { json: { orders } } : { json: { status: 'ok' } }));
  const [converted] = convertBundle({ bundle: bundleOf({ dedupe }), connectors: new Map([['shop', shop]]) }).flows;
  if (converted === undefined) throw new Error('nothing was converted');
  const ports = testPorts();
  const result = await runFlow({
    flow: converted.flow,
    shapes,
    ports,
    instances: new Map([['Store', { name: 'Store', connector: 'shop', values: { baseUrl: server.origin } }]]),
    nowMs: Date.UTC(2026, 2, 1, 10),
    profile: resolveProfile(),
    signal: new AbortController().signal,
    run: 'test',
  });
  expect(result.status.name).toBe('SUCCESS');
  return ports;
}

it('records without an id keep their reference behind the push', async () => {
  const orders = [{ name: 'A' }, { name: 'B' }, { id: 1, name: 'C' }];
  const ports = await runOver(orders, { identity: 'sourceId', idField: 'id', referenceField: 'name' });
  const tracked = await ports.stores.tracked.list('Orders');
  expect(tracked.map(({ value }) => value).toSorted()).toEqual(['1', 'A', 'B', 'C']);
});

it('keys of two parts that would be one text with a | between them are two keys', async () => {
  const orders = [
    { id: 'a|b', updated_at: 'c' },
    { id: 'a', updated_at: 'b|c' },
  ];
  const dedupe = { identity: 'sourceId+modified', idField: 'id', modifiedField: 'updated_at' };
  const ports = await runOver(orders, dedupe);
  const known = await ports.stores.pools.list('Ledger 1001');
  expect(known.map(({ key }) => key).toSorted()).toEqual(['a\u001Fb|c', 'a|b\u001Fc']);
  const names = server.received
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers['idempotency-key']);
  expect(new Set(names).size).toBe(2);
});
