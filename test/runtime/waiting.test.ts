import { afterEach, describe, expect, it } from 'vitest';
import { waitAskedFor } from '../../src/contract/wait-asked-for.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type Answer, type Received, type TestServer } from '../support/http-server.ts';

const now = Date.UTC(2026, 2, 1, 10);
const date = (ms: number): string => new Date(ms).toUTCString();

describe('waitAskedFor', () => {
  it.each([
    ['seconds', 429, { 'retry-after': '7' }, 7000],
    ['fractions', 503, { 'retry-after': '0.5' }, 500],
    ['nothing to wait', 429, { 'retry-after': '0' }, 0],
    [
      'a date, by the clock of the third party',
      429,
      { 'retry-after': date(now + 90_000), date: date(now + 60_000) },
      30_000,
    ],
    ['a date without a Date header', 429, { 'retry-after': date(now + 90_000) }, 90_000],
    ['a date that has passed', 503, { 'retry-after': date(now - 90_000) }, 0],
    ['a negative number', 429, { 'retry-after': '-5' }, undefined],
    ['nonsense', 429, { 'retry-after': 'soon' }, undefined],
    ['nothing', 429, {}, undefined],
    ['a reset in seconds from now', 429, { 'x-ratelimit-reset': '12' }, 12_000],
    ['a reset as seconds of the epoch', 429, { 'x-ratelimit-reset': String(now / 1000 + 5) }, 5000],
    ['a reset as milliseconds of the epoch', 429, { 'ratelimit-reset': String(now + 250) }, 250],
    ['a reset that has passed', 429, { 'x-ratelimit-reset': String(now / 1000 - 5) }, 0],
    ['a reset with more behind it', 429, { 'ratelimit-reset': '3;w=60' }, 3000],
    ['Retry-After before a reset', 429, { 'retry-after': '1', 'x-ratelimit-reset': '9' }, 1000],
    ['a reset of an answer that is no rate limit', 500, { 'x-ratelimit-reset': '9' }, undefined],
  ])('reads %s', (_, status, headers, expected) => {
    expect(waitAskedFor({ status, headers }, now)).toBe(expected);
  });
});

let server: TestServer;
let isOpen = false;
afterEach(async () => {
  if (isOpen) await server.close();
  isOpen = false;
});
const endpoint = (more: object = {}): object => ({
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' },
    { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink', ...more },
  ],
});
async function answering(...answers: readonly (Answer | 'drop')[]): Promise<void> {
  isOpen = true;
  server = await startServer((_: Received, count) => answers[count - 1] ?? { status: 200, json: [] });
}
const limited = (wait: string): Answer => ({ status: 429, headers: { 'retry-after': wait } });
const post = flowOf([push()], endpoint());

describe('a rate limit', () => {
  it('is waited for in full, and uses up no attempt', async () => {
    await answering(...Array.from({ length: 8 }, () => limited('60')), { status: 503 }, { status: 503 });
    const ports = testPorts();
    const result = await run(flowOf([pull()], endpoint()), ports, { baseUrl: server.origin });
    expect(result.status.code).toBe(2);
    expect(ports.sleeps).toEqual([...Array.from({ length: 8 }, () => 60_000), 1000, 2000]);
  });

  it('of ten minutes is waited for', async () => {
    await answering(limited('600'));
    const ports = testPorts();
    expect((await run(flowOf([pull()], endpoint()), ports, { baseUrl: server.origin })).status.code).toBe(2);
    expect(ports.sleeps).toEqual([600_000]);
  });

  it('of hours ends the run at once, and says so', async () => {
    await answering(limited('7200'));
    const ports = testPorts();
    const { failures } = await run(flowOf([pull()], endpoint()), ports, { baseUrl: server.origin });
    expect(failures).toMatchObject([
      { code: 'run/rate-limited', message: expect.stringContaining('120 minutes') as string },
    ]);
    expect(ports.sleeps).toEqual([]);
  });

  it('that never ends is given up', async () => {
    isOpen = true;
    server = await startServer(() => limited('0'));
    const { failures } = await run(flowOf([pull()], endpoint()), testPorts(), { baseUrl: server.origin });
    expect(failures).toMatchObject([{ code: 'run/rate-limited' }]);
    expect(server.received.length).toBe(23);
  });

  it('of a POST is no doubt: it was not carried out', async () => {
    await answering(limited('1'), { status: 503, headers: { 'retry-after': '1' } }, { status: 201 });
    const result = await run(post, testPorts(), { baseUrl: server.origin }, { payload: { id: 1 } });
    expect(result).toMatchObject({ status: { code: 2 }, inDoubt: [] });
  });
});

describe('a POST whose answer is lost', () => {
  it.each([
    ['504', { status: 504 }, /answered with 504/u],
    ['502', { status: 502 }, /answered with 502/u],
    ['500', { status: 500 }, /answered with 500/u],
    ['a broken connection', 'drop', /connection broke/u],
  ] as const)('because of %s is repeated and listed with its record', async (_, fault, reason) => {
    await answering(fault, { status: 201 });
    const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1 } };
    const result = await run(
      flowOf([single, push()], endpoint()),
      testPorts(),
      { baseUrl: server.origin },
      { payload: [{ id: 7 }] },
    );
    expect(result.status.code).toBe(2);
    expect(server.received).toHaveLength(2);
    expect(result.inDoubt).toMatchObject([{ step: 'Push', origin: { key: '7' }, request: { method: 'POST' } }]);
    expect(result.inDoubt[0]?.reason).toMatch(reason);
    expect(result.inDoubt[0]?.reason).toMatch(/more than once/u);
  });

  it('is not repeated where the profile says so, and listed all the same', async () => {
    await answering({ status: 504 });
    const flow = flowOf([push()], endpoint(), { profile: { 'connector.repeatUnconfirmed': 'fail' } });
    const result = await run(flow, testPorts(), { baseUrl: server.origin }, { payload: { id: 1 } });
    expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code: 'run/server-error' }] });
    expect(server.received).toHaveLength(1);
    expect(result.inDoubt).toMatchObject([{ reason: expect.stringMatching(/may have arrived$/u) as string }]);
  });

  it.each([
    ['an idempotency key', { idempotencyKey: { header: 'Idempotency-Key' } }],
    ['PUT', { method: 'PUT' }],
    ['DELETE', { method: 'DELETE' }],
  ])('is no doubt with %s, and every repetition has the same key', async (_, more) => {
    await answering({ status: 504 }, 'drop', { status: 201 });
    const result = await run(
      flowOf([push()], endpoint(more)),
      testPorts(),
      { baseUrl: server.origin },
      { payload: { id: 1 } },
    );
    expect(result).toMatchObject({ status: { code: 2 }, inDoubt: [] });
    expect(server.received).toHaveLength(3);
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('is no doubt when it never left', async () => {
    await answering();
    const result = await run(post, testPorts(), { baseUrl: 'http://127.0.0.1:9' }, { payload: { id: 1 } });
    expect(result).toMatchObject({ failures: [{ code: 'run/connection-failed' }], inDoubt: [] });
  });

  it('is no doubt for a read, whatever its method', async () => {
    await answering({ status: 504 });
    const search = {
      endpoints: [{ name: 'List orders', direction: 'Receive', method: 'POST', url: '/search', body: {} }],
    };
    const result = await run(flowOf([pull()], search), testPorts(), { baseUrl: server.origin });
    expect(result).toMatchObject({ status: { code: 2 }, inDoubt: [] });
  });
});

it('hands on answers that are no success where the step says so, 5xx after its retries', async () => {
  await answering({ status: 500 }, { status: 500 }, { status: 500, json: { error: 'x' } });
  const step = push('Create order', { allow_unsuccessful_statuses: true });
  const result = await run(
    flowOf([step], endpoint({ idempotencyKey: { header: 'K' } })),
    testPorts(),
    { baseUrl: server.origin },
    { payload: { id: 1 } },
  );
  expect(result.status.code).toBe(2);
  expect(server.received).toHaveLength(3);
});

it('sends every value of a parameter that is given twice, in order', async () => {
  await answering();
  const filters = ['open', 'paid'].map((value) => ({ field: 'status[]', value, comparison: 'eq', type: 'string' }));
  const list = {
    name: 'List orders',
    direction: 'Receive',
    method: 'GET',
    url: '/orders',
    params: [
      { in: 'url', key: 'status[]', value: 'all' },
      { in: 'url', key: 'a', value: '1' },
    ],
  };
  await run(flowOf([{ ...pull(), filters }], { endpoints: [list] }), testPorts(), { baseUrl: server.origin });
  expect(server.received[0]?.url.searchParams.getAll('status[]')).toEqual(['open', 'paid']);
  expect(server.received[0]?.url.searchParams.getAll('a')).toEqual(['1']);
});

it('refuses a header that cannot be sent', async () => {
  await answering();
  const params = [{ in: 'header', key: 'x-name', value: '{{name}}' }];
  const list = { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders', params };
  for (const name of ['ключ', 'a\r\nx-admin: 1']) {
    const { failures } = await run(flowOf([pull()], { endpoints: [list] }), testPorts(), {
      baseUrl: server.origin,
      name,
    });
    expect(failures).toMatchObject([{ code: 'run/bad-header' }]);
  }
  expect(server.received).toEqual([]);
});

describe('GraphQL errors with status 200', () => {
  const graphql = {
    endpoints: [
      {
        name: 'List orders',
        direction: 'Receive',
        method: 'POST',
        url: '/graphql',
        body: { query: '{ orders { id } }' },
      },
      { name: 'Create order', direction: 'Send', method: 'POST', url: '/graphql' },
    ],
  };
  it('are a failure, also beside data', async () => {
    await answering({ json: { data: { orders: [] }, errors: [{ message: 'Field is not there' }] } });
    const { failures } = await run(flowOf([pull()], graphql), testPorts(), { baseUrl: server.origin });
    expect(failures).toMatchObject([
      { code: 'run/graphql-errors', status: 200, message: expect.stringContaining('Field is not there') as string },
    ]);
  });

  it('that say THROTTLED are tried again', async () => {
    const throttled: Answer = {
      json: { data: null, errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] },
    };
    await answering(throttled, throttled, { json: { data: {} } });
    expect(await run(flowOf([pull()], graphql), testPorts(), { baseUrl: server.origin })).toMatchObject({
      status: { code: 2 },
    });
  });

  it('of a push are a failure', async () => {
    await answering({ json: { errors: [{ message: 'No' }], data: null } });
    const result = await run(
      flowOf([push()], graphql),
      testPorts(),
      { baseUrl: server.origin },
      { payload: { query: 'm' } },
    );
    expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code: 'run/graphql-errors' }] });
  });
});
