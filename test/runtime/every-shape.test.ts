// One flow with every shape, twice: the same requests, messages, events and result, byte for byte.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FlowFile } from '../../src/flow/model.ts';
import { shapes } from '../../src/shapes/index.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

const orders = Array.from({ length: 30 }, (_, index) => ({
  id: index + 1,
  shop: index % 3 === 0 ? 'de' : 'uk',
  total: index === 6 ? 'a lot' : String(index * 1.5),
  lines: [{ sku: `S${index % 4}` }, { sku: `T${index}` }],
}));

let server: TestServer;
beforeEach(async () => {
  server = await startServer(({ method, url, body }) => {
    if (method === 'GET') {
      const page = Number(url.searchParams.get('page'));
      return { json: { orders: orders.slice((page - 1) * 10, page * 10) } };
    }
    return body.includes('"id":12,')
      ? { status: 422, json: { error: 'no' } }
      : { status: 201, json: { ok: body.length } };
  });
});
afterEach(() => server.close());

const endpoints = [
  {
    name: 'List orders',
    direction: 'Receive',
    method: 'GET',
    url: '/orders',
    dataPath: 'orders',
    pagination: { method: 'Page number parameter', pageParameter: 'page', limit: 10, limitParameter: 'limit' },
  },
  ...['Create order', 'Late', 'Report'].map((name) => ({
    name,
    direction: 'Send',
    method: 'POST',
    url: `/${name.toLowerCase().replace(' ', '-')}`,
  })),
];
const step = (name: string, microservice: string, config: object = {}, more: object = {}): object => ({
  name,
  microservice,
  config,
  ...more,
});
const cache = { cache: { name: 'Orders', scope: 'flow run' } };
const pool = { data_pool: { name: 'Orders' } };
const leg = (name: string, first: string, ...filters: readonly object[]): object => ({
  name,
  first_step: first,
  filters,
});
const script = `module.exports = async function (data) {
  const order = JSON.parse(data.payload);
  order.scripted = data.meta.shop;
  return { payload: JSON.stringify(order), meta: data.meta };
};`;

const steps = [
  step('Start', 'trigger', { schedule_type: 'cron', cron_expression: '0 * * * *' }),
  step('Guard', 'try-catch', { action: 'partial_success' }, { routes: [leg('Try', 'Pull'), leg('Catch', 'Caught')] }),
  step('Report', 'manual-input', { payload: '[{"id":1},{"id":2}]' }),
  step('As expected', 'assert', { payload: '[{"id":1},{"id":2}]' }),
  { ...push('Report'), name: 'Push report' },
  { ...pull(), name: 'Pull' },
  step('Track', 'track', { direction: 'receive', entity: 'order', fields: ['orders.*.id'] }),
  step('Once', 'dedupe', { behaviour: 'filter_and_track', key: 'orders.*.id' }, pool),
  step('Some', 'filter', {}, { filters: [{ field: 'orders.*.id', type: 'number', comparison: 'lt', value: '29' }] }),
  step('Only orders', 'split', { path: 'orders' }),
  step(
    'By shop',
    'route',
    { method: 'first' },
    { routes: [leg('Abroad', 'Abroad', { field: '*.shop', comparison: 'eq', value: 'de' }), leg('Home', 'In turn')] },
  ),
  step('Abroad', 'batch', { path: '*', size: 4 }),
  { ...push('Late'), name: 'Push abroad' },
  step('In turn', 'branch', {}, { routes: [leg('Keep', 'Singles'), leg('Send', 'One by one')] }),
  step('Singles', 'batch', { path: '*', size: 1, do_not_wrap_single: true }),
  step('Keep', 'cache', { action: 'add', key: 'order-[[payload.id]]' }, cache),
  step('Count', 'set-variables', { flow: [{ name: 'last', value: '[[payload.id]]' }] }),
  step('One by one', 'batch', { path: '*', size: 1, do_not_wrap_single: true }),
  step('Mark', 'set-variables', { meta: [{ key: 'shop', value: '[[payload.shop]]-{{flow.variables.last}}' }] }),
  step('Back', 'cache', { action: 'load', key: 'order-[[payload.id]]', fail_on_miss: true }, cache),
  step('Shape', 'map', {
    rules: [
      { sources: ['id'], target: 'id' },
      {
        sources: ['total'],
        target: 'total',
        transforms: [{ function: 'math', arguments: { operator: '+', value: 1 } }],
      },
      { sources: ['lines.*.sku'], target: 'skus.*' },
    ],
  }),
  step('Tidy up', 'script', {}, { script_version: { name: 'Tidy up' } }),
  { ...push('Create order'), name: 'Push' },
  step('Answer', 'callback'),
  step('Stock', 'run-flow', { flow: 'Stock' }),
  step('Say', 'notify', { level: 'info', channels: 'log', template: '[[meta.shop]] [[payload]]' }),
  step('Caught', 'notify', { level: 'error', template: '[[payload.id]]: [[meta.error_message]]' }),
];

async function once(): Promise<{
  readonly text: string;
  readonly status: string;
  readonly queued: number;
  readonly answered: string;
}> {
  const ports = testPorts();
  const queued: unknown[] = [];
  let answered = '';
  const flow = flowOf(steps, { endpoints }, {}, [{ name: 'Tidy up', language: 'javascript', code: script }]);
  const [version] = flow.flow.versions;
  if (version !== undefined) version.variables = [{ name: 'last', value: '0' }];
  const others: Record<string, FlowFile> = {
    Stock: { ...flowOf([pull()]), flow: { ...flowOf([pull()]).flow, name: 'Stock', is_enabled: true } },
  };
  const from = server.received.length;
  const result = await run(
    flow,
    {
      ...ports,
      queue: {
        find: (name) => Promise.resolve(others[name]),
        add: (id, child) => Promise.resolve(void queued.push([id, child])),
      },
      caller: { answer: ({ body }) => Promise.resolve(void (answered = body)) },
    },
    { baseUrl: server.origin },
  );
  const requests = server.received
    .slice(from)
    .map(({ method, url, body }) => [method, url.pathname + url.search, body]);
  return {
    text: JSON.stringify([result, requests, queued, answered, ports.events]),
    status: result.status.name,
    queued: queued.length,
    answered,
  };
}

it('has every shape', () => {
  const used = new Set(steps.map((one) => (one as { microservice: string }).microservice));
  expect(
    shapes.filter(({ identifiers }) => !identifiers.some((name) => used.has(name))).map(({ kind }) => kind),
  ).toEqual([]);
});

it('runs to its status twice with the same bytes', async () => {
  const first = await once();
  const second = await once();
  // One total is no number, and one order is refused.
  expect(first.status).toBe('PARTIAL_SUCCESS');
  expect(first.queued).toBeGreaterThan(10);
  expect(JSON.parse(first.answered)).toHaveLength(first.queued);
  expect(second.text).toBe(first.text);
}, 120_000);
