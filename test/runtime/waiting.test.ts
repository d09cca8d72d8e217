import { afterEach, describe, expect, it } from 'vitest';
import { waitAskedFor } from '../../src/contract/wait-asked-for.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, guarded, pull, push, run, single } from '../support/flows.ts';
import { startServer, type Answer, type NoAnswer, type Received, type TestServer } from '../support/http-server.ts';
import { manualClock } from '../support/manual-clock.ts';

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
async function answering(...answers: readonly (Answer | NoAnswer)[]): Promise<void> {
  isOpen = true;
  server = await startServer((_: Received, count) => answers[count - 1] ?? { status: 200, json: [] });
}
const limited = (wait: string): Answer => ({ status: 429, headers: { 'retry-after': wait } });

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
      {
        code: 'run/wait-too-long',
        status: 429,
        request: { method: 'GET' },
        message: expect.stringContaining('120 minutes') as string,
      },
    ]);
    expect(ports.sleeps).toEqual([]);
  });

  it('that never ends is given up', async () => {
    isOpen = true;
    server = await startServer(() => limited('0'));
    const { failures } = await run(flowOf([pull()], endpoint()), testPorts(), { baseUrl: server.origin });
    expect(failures).toMatchObject([
      { code: 'run/rate-limited', message: expect.stringContaining('after 50 waits of 49 seconds') as string },
    ]);
    // The first one, 50 waits, and the two retries of the step.
    expect(server.received.length).toBe(53);
  });

  it('that does not say how long is waited for as well', async () => {
    await answering(
      { status: 429 },
      { status: 429, headers: { 'retry-after': '-5' } },
      { status: 429 },
      { status: 429 },
    );
    const ports = testPorts();
    expect((await run(flowOf([pull()], endpoint()), ports, { baseUrl: server.origin })).status.code).toBe(2);
    expect(ports.sleeps).toEqual([1000, 2000, 4000, 8000]);
  });

  it('is not waited for as long again by the next record, where it lasts', async () => {
    isOpen = true;
    server = await startServer(() => ({ status: 429 }));
    const ports = testPorts();
    const result = await run(
      flowOf([single, ...guarded(push('Create order', { retries: 0 }))], endpoint()),
      ports,
      { baseUrl: server.origin },
      { payload: [{ id: 1 }, { id: 2 }, { id: 3 }] },
    );
    expect(result.failures).toHaveLength(3);
    expect(ports.sleeps).toEqual([1000, 2000, 4000, 8000]);
  });

  it('keeps the other requests of the instance back', async () => {
    let answerFirst: (answer: Answer) => void = () => undefined;
    isOpen = true;
    server = await startServer(({ body }, count) => {
      if (body === '{"id":0}' && count === 1) return new Promise<Answer>((resolve) => (answerFirst = resolve));
      if (body !== '{"id":1}') return { status: 201 };
      // By now both are under way: the first is put off, and the other slot is free when it knows.
      answerFirst(limited('600'));
      return clock.until(1).then(() => ({ status: 201 }));
    });
    const clock = manualClock();
    const sent = (): number => server.received.filter(({ method }) => method === 'POST').length;
    const done = run(
      flowOf([single, push()], endpoint({ idempotencyKey: { header: 'K' }, concurrency: 2 })),
      { ...testPorts(), clock },
      { baseUrl: server.origin },
      { payload: Array.from({ length: 20 }, (_, id) => ({ id })) },
    );
    await clock.until(1);
    expect(clock.waiting).toEqual([600_000]);
    // Longer than a push takes.
    for (let turn = 0; turn < 10; turn++) await fetch(server.origin);
    expect(sent()).toBe(2);
    clock.tick();
    expect((await done).status.code).toBe(2);
    expect(sent()).toBe(21);
  });
});

it('a failure that may pass is tried again when its wait is over, not earlier', async () => {
  await answering({ status: 503 }, limited('7'));
  const clock = manualClock();
  const done = run(flowOf([pull()], endpoint()), { ...testPorts(), clock }, { baseUrl: server.origin });
  for (const [wait, requests] of [
    [1000, 1],
    [7000, 2],
  ] as const) {
    await clock.until(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect([clock.waiting, server.received.length]).toEqual([[wait], requests]);
    clock.tick();
  }
  expect((await done).status.code).toBe(2);
  expect(server.received).toHaveLength(3);
});

it('a wait ends when the run is stopped', async () => {
  await answering(limited('600'));
  const clock = manualClock();
  const stop = new AbortController();
  const around = { signal: stop.signal };
  const done = run(flowOf([pull()], endpoint()), { ...testPorts(), clock }, { baseUrl: server.origin }, around);
  await clock.until(1);
  stop.abort();
  expect(await done).toMatchObject({ status: { code: 4 }, failures: [] });
  expect(server.received).toHaveLength(1);
});

describe('a step that wants answers whatever their status', () => {
  const pushes = [push('Create order', { allow_unsuccessful_statuses: true }), { ...push('Tell'), name: 'Tell' }];
  const connector = {
    endpoints: [
      { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink', idempotencyKey: { header: 'K' } },
      { name: 'Tell', direction: 'Send', method: 'POST', url: '/tell', idempotencyKey: { header: 'K' } },
    ],
  };
  const received = (path: string): Received[] => server.received.filter(({ url }) => url.pathname === path);

  it.each([
    [400, 1, 'at once'],
    [404, 1, 'at once'],
    [408, 3, 'after its retries'],
    [500, 3, 'after its retries'],
    [503, 3, 'after its retries'],
    [429, 7, 'after its waits and retries'],
  ])('gets %s (%s requests, %s)', async (status, requests) => {
    isOpen = true;
    server = await startServer(({ url }) =>
      url.pathname === '/tell' ? { status: 201 } : { status, json: { error: status } },
    );
    const values = { baseUrl: server.origin };
    const result = await run(flowOf(pushes, connector), testPorts(), values, { payload: { id: 1 } });
    expect(result).toMatchObject({ status: { code: 2 }, failures: [] });
    expect(received('/sink')).toHaveLength(requests);
    expect(received('/tell').map(({ body }) => body)).toEqual([JSON.stringify({ error: status })]);
  });

  it('gets one that asks for hours at once', async () => {
    await answering({ ...limited('7200'), json: { error: 'later' } });
    const ports = testPorts();
    const values = { baseUrl: server.origin };
    expect((await run(flowOf(pushes, connector), ports, values, { payload: { id: 1 } })).status.code).toBe(2);
    expect(received('/tell').map(({ body }) => body)).toEqual(['{"error":"later"}']);
    expect(ports.sleeps).toEqual([]);
  });

  it('does not get a refused login: nothing else would be answered either', async () => {
    await answering({ status: 401, json: {} });
    const values = { baseUrl: server.origin };
    const { failures } = await run(flowOf(pushes, connector), testPorts(), values, { payload: { id: 1 } });
    expect(failures).toMatchObject([{ code: 'run/unauthorised' }]);
  });
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

  it.each([
    ['are a failure', { errors: [{ message: 'No' }] }, 3],
    ['are a failure beside data', { data: { order: null }, errors: [{ message: 'No' }], extensions: {} }, 3],
    ['are none where there are none', { data: { order: {} }, errors: [] }, 2],
    ['are none in an answer of another kind', { ok: true, errors: [{ message: 'Line 3 was left out' }] }, 2],
    ['are none where they are no errors of GraphQL', { data: {}, errors: ['E1'] }, 2],
  ])('of an endpoint that does not say that it is one %s', async (_, json, code) => {
    await answering({ json });
    const endpoints = [{ name: 'Create order', direction: 'Send', method: 'POST', url: '/api' }];
    const result = await run(flowOf([push()], { endpoints }), testPorts(), { baseUrl: server.origin });
    expect(result.status.code).toBe(code);
  });
});
