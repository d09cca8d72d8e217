import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

/** Three pages of one record each; the third cannot be had when `broken`. */
let broken: boolean;
let server: TestServer;
beforeEach(async () => {
  broken = false;
  server = await startServer(({ url, method }) => {
    if (url.pathname === '/status') return { json: { ok: true } };
    if (method !== 'GET') return { status: 204 };
    const page = Number(url.searchParams.get('page'));
    if (page === 3 && broken) return { status: 400 };
    return { json: page > 3 ? [] : [{ id: page }] };
  });
});
afterEach(() => server.close());

const connector = {
  endpoints: [
    {
      name: 'List orders',
      direction: 'Receive',
      method: 'GET',
      url: '/orders',
      pagination: { method: 'Page number parameter', pageParameter: 'page' },
    },
    { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink' },
    { name: 'Confirm', direction: 'Send', method: 'POST', url: '/confirm' },
    { name: 'Status', direction: 'Receive', method: 'GET', url: '/status' },
  ],
};
const status = { ...pull('Status'), name: 'Ask' };
const confirm = { ...push('Confirm'), name: 'Confirm' };
const cache = (name: string, config: object): object => ({
  name,
  microservice: 'cache',
  config: { key: 'k', ...config },
  cache: { name: 'Pages', scope: 'flow run' },
});
const dedupe = (name: string, behaviour: string): object => ({
  name,
  microservice: 'dedupe',
  config: { behaviour, key: 'id' },
  data_pool: { name: 'Orders' },
});
const setVariable = {
  name: 'Set',
  microservice: 'set-variables',
  config: { flow: [{ name: 'last', value: '[[payload.0.id]]' }] },
};
const useVariable = {
  name: 'Use',
  microservice: 'set-variables',
  config: { meta: [{ key: 'last', value: '{{flow.variables.last}}' }] },
};
const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1 } };

async function seen(
  steps: readonly object[],
  more: object = {},
): Promise<{ readonly paths: string; readonly bodies: readonly string[]; readonly code: number }> {
  const result = await run(flowOf(steps, connector), testPorts(), { baseUrl: server.origin }, more);
  const later = server.received.filter(({ url }) => url.pathname !== '/orders');
  return {
    paths: later.map(({ url }) => url.pathname.slice(1)).join(' '),
    bodies: later.filter(({ method }) => method === 'POST').map(({ body }) => body),
    code: result.status.code,
  };
}

describe('what an observer can see is the order of the contract', () => {
  it('sends all pushes before the pull behind them, and that before the next push', async () => {
    expect(await seen([pull(), push(), status, confirm])).toMatchObject({
      paths: 'sink sink sink status status status confirm confirm confirm',
      code: 2,
    });
  });

  it('adds all pages to a cache before the first is loaded', async () => {
    const steps = [pull(), cache('Add', { action: 'add' }), cache('Load', { action: 'load' }), push()];
    expect((await seen(steps)).bodies).toEqual(['[{"id":3}]', '[{"id":3}]', '[{"id":3}]']);
  });

  it('loads from a cache before a later step adds to it', async () => {
    const steps = [pull(), cache('Load', { action: 'load' }), push(), cache('Add', { action: 'add' })];
    expect((await seen(steps)).bodies).toEqual(['', '', '']);
  });

  it('tracks all keys in a pool before a later filter looks', async () => {
    expect(await seen([pull(), dedupe('Track', 'track'), dedupe('Filter', 'filter'), single, push()])).toMatchObject({
      bodies: [],
      code: 2,
    });
  });

  it('sets a flow variable for all payloads before a later step reads it', async () => {
    const ports = testPorts();
    const steps = [pull(), setVariable, useVariable, { ...push(), variables: [] }];
    const notify = {
      name: 'Say',
      microservice: 'notify',
      config: { channels: 'log', level: 'info', template: '[[meta.last]]' },
    };
    await run(flowOf([...steps.slice(0, 3), notify], connector), ports, { baseUrl: server.origin });
    const texts = ports.events.flatMap((event) => (event.event === 'notification' ? [event.text] : []));
    expect(texts).toEqual(['3', '3', '3']);
  });
});

describe('a failure that ends the run', () => {
  it('keeps every later effect from happening when a pull breaks', async () => {
    broken = true;
    expect(await seen([pull(), push()])).toMatchObject({ paths: '', code: 3 });
  });

  it('keeps every later effect from happening when a record cannot be mapped', async () => {
    const map = {
      name: 'Shape',
      microservice: 'map',
      config: {
        rules: [
          {
            sources: ['0.date'],
            target: 'date',
            transforms: [{ function: 'format date', arguments: { format: 'Y' } }],
          },
        ],
      },
    };
    const payload = [{ date: '2026-01-01' }, { date: '2026-01-02' }, { date: 'never' }];
    expect(await seen([single, map, push()], { payload })).toMatchObject({ paths: '', code: 3 });
  });

  it('leaves pools and caches as they were', async () => {
    broken = true;
    const ports = testPorts();
    const add = { ...cache('Add', { action: 'add' }), cache: { name: 'Pages', scope: 'company' } };
    await run(flowOf([pull(), dedupe('Once', 'filter_and_track'), add, push()], connector), ports, {
      baseUrl: server.origin,
    });
    expect(await ports.stores.pools.list('Orders')).toEqual([]);
    expect(await ports.stores.caches.sizes('company:Acme', 'Pages', 0)).toEqual(new Map());
  });

  it('starts no further push, and awaits those under way', async () => {
    const taken: string[] = [];
    const sink = await startServer(({ body }) => {
      taken.push(body);
      return body === '3' ? { status: 422 } : { status: 204 };
    });
    const keyed = {
      endpoints: [{ name: 'Create order', direction: 'Send', method: 'PUT', url: '/sink', concurrency: 4 }],
    };
    const bare = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
    const payload = Array.from({ length: 40 }, (_, index) => index + 1);
    const ports = testPorts();
    const result = await run(flowOf([bare, push()], keyed), ports, { baseUrl: sink.origin }, { payload });
    await sink.close();
    expect(result.status.code).toBe(3);
    expect(taken.length).toBeGreaterThanOrEqual(3);
    // Four at once, and those that started while the answer was on its way.
    expect(taken.length).toBeLessThanOrEqual(12);
    const answered = ports.events.filter(({ event }) => event === 'request').length;
    expect(answered).toBe(taken.length);
  });
});

it('pushes pages as they arrive with --stream, and says which order it gives up', async () => {
  const ports = testPorts();
  const two = new Map(
    ['Shop', 'Sink'].map((name) => [name, { name, connector: 'shop', values: { baseUrl: server.origin } }]),
  );
  const toSink = { ...push(), connector: { name: 'Sink', system: 'shop' } };
  broken = true;
  const result = await run(
    flowOf([pull(), toSink], connector),
    ports,
    { baseUrl: server.origin },
    { stream: true, instances: two },
  );
  expect(result.status.code).toBe(3);
  expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(2);
  expect(
    ports.events.some(
      (event) => event.event === 'message' && event.text.startsWith('--stream: "Push" starts before "Pull"'),
    ),
  ).toBe(true);
});

it('works on payloads about one record one after the other, whatever may be under way', async () => {
  const order: string[] = [];
  const slow = await startServer(({ body }) => {
    order.push(body);
    return { status: 204 };
  });
  const endpoint = { name: 'Create order', direction: 'Send', method: 'PUT', url: '/sink', concurrency: 8 };
  const bare = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
  const payload = Array.from({ length: 30 }, (_, index) => ({ id: index % 3, n: index }));
  await run(flowOf([bare, push()], { endpoints: [endpoint] }), testPorts(), { baseUrl: slow.origin }, { payload });
  await slow.close();
  for (const id of [0, 1, 2]) {
    const numbers = order
      .map((text) => JSON.parse(text) as { id: number; n: number })
      .flatMap((one) => (one.id === id ? [one.n] : []));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
});

it('says so when a request is sent with nothing in it', async () => {
  const party = await startServer(() => ({ status: 204 }));
  const values = { baseUrl: party.origin };
  const put = { name: 'Create order', direction: 'Send', method: 'PUT', url: '/x' };
  const warned = ['"Create order" was sent a request with nothing in it: the payload that reached the step is empty.'];
  expect((await run(flowOf([push()], { endpoints: [put] }), testPorts(), values)).warnings).toEqual(warned);
  for (const method of ['DELETE', 'GET'])
    expect((await run(flowOf([push()], { endpoints: [{ ...put, method }] }), testPorts(), values)).warnings).toEqual(
      [],
    );
  const sent = await run(flowOf([push()], { endpoints: [put] }), testPorts(), values, { payload: {} });
  expect(sent.warnings).toEqual([]);
  await party.close();
});

it('hands nothing on from a pull that is answered with nothing', async () => {
  const empty = await startServer(({ method }) => ({ status: method === 'GET' ? 204 : 200 }));
  const ports = testPorts();
  const result = await run(flowOf([pull(), push()], connector), ports, { baseUrl: empty.origin });
  await empty.close();
  expect(result).toMatchObject({ status: { code: 2 }, requests: { received: 1, sent: 0 } });
  expect(empty.received.map(({ method }) => method)).toEqual(['GET']);
});
