import { afterEach, describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { connectorSchema } from '../../src/connector/definition.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { runService } from '../../src/interpret/run-service.ts';
import { bundleOf, order, shop } from '../support/acme.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, guarded, pull, push, run, single } from '../support/flows.ts';
import { startServer, type Answer, type NoAnswer, type TestServer } from '../support/http-server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const connectorOf = (more: object = {}): object => ({
  endpoints: [{ name: 'Create order', direction: 'Send', method: 'POST', url: '/sink', ...more }],
});
/** What the server answers, one after the other; then 201. */
async function answering(...answers: readonly (Answer | NoAnswer)[]): Promise<string> {
  server = await startServer((_, count) => answers[count - 1] ?? { status: 201 });
  return server.origin;
}
const payload = [{ id: 7 }];
const quick = (retries = 2): object => push('Create order', { timeout: 1, retries });

async function pushed(
  answers: readonly (Answer | NoAnswer)[],
  endpoint: object = {},
  step = quick(),
): Promise<RunResult> {
  const baseUrl = await answering(...answers);
  return run(flowOf([single, step], connectorOf(endpoint)), testPorts(), { baseUrl }, { payload });
}

const unread: Answer = { status: 201, xml: '{"id":', headers: { 'content-type': 'application/json' } };
const packed: Answer = { status: 201, xml: 'no gzip', headers: { 'content-encoding': 'gzip' } };

describe('a POST of which nobody knows whether it arrived', () => {
  it.each([
    ['500', { status: 500 }, 'it was answered with 500'],
    ['502', { status: 502 }, 'it was answered with 502'],
    ['503', { status: 503 }, 'it was answered with 503'],
    ['503 that asks to come back', { status: 503, headers: { 'retry-after': '1' } }, 'it was answered with 503'],
    ['504', { status: 504 }, 'it was answered with 504'],
    ['408', { status: 408 }, 'it was answered with 408'],
    ['a reset', 'drop', 'the connection broke before the answer'],
    ['an answer that is cut off', 'cut', 'the connection broke before the answer'],
    ['no answer in time', 'hang', 'no answer came in time'],
  ] as const)('because of %s is sent again, and listed once with its record', async (_, fault, reason) => {
    const result = await pushed([fault, fault]);
    expect(result.status.code).toBe(2);
    expect(server?.received).toHaveLength(3);
    expect(result.inDoubt).toEqual([
      {
        step: 'Push',
        origin: { path: '0', key: '7' },
        request: { method: 'POST', url: `${server?.origin ?? ''}/sink` },
        reason: `${reason}, and it was sent again: it may have arrived more than once`,
      },
    ]);
    expect(result.assumed).toContainEqual({ key: 'connector.repeatUnconfirmed', answer: 'repeat' });
  });

  it.each([
    ['504', { status: 504 }, 'run/server-error', 'it was answered with 504'],
    ['a reset', 'drop', 'run/connection-failed', 'the connection broke before the answer'],
    ['a way to another page', { status: 303, headers: { location: '/1' } }, 'run/rejected', 'it was answered with 303'],
    [
      'an answer that is no JSON',
      unread,
      'run/bad-answer',
      'it was answered with 201, but not in a way that can be read',
    ],
    [
      'an answer that is not packed as it says',
      packed,
      'run/bad-answer',
      'it was answered with 201, but not in a way that can be read',
    ],
  ] as const)('because of %s is listed when it is given up', async (_, fault, code, reason) => {
    const result = await pushed([fault], {}, quick(0));
    expect(result).toMatchObject({
      status: { code: 3 },
      failures: [{ code }],
      inDoubt: [{ step: 'Push', origin: { key: '7' }, reason: `${reason}: it may have arrived` }],
    });
    expect(server?.received).toHaveLength(1);
    expect(result.assumed.map(({ key }) => key)).not.toContain('connector.repeatUnconfirmed');
  });

  it('is so for PATCH as well', async () => {
    expect((await pushed([{ status: 504 }], { method: 'PATCH' })).inDoubt).toHaveLength(1);
  });

  it('is not sent again where the profile says so, and listed all the same', async () => {
    for (const fault of [{ status: 504 }, 'drop', { status: 503, headers: { 'retry-after': '1' } }] as const) {
      const baseUrl = await answering(fault);
      const flow = flowOf([push()], connectorOf(), { profile: { 'connector.repeatUnconfirmed': 'fail' } });
      const result = await run(flow, testPorts(), { baseUrl }, { payload: { id: 1 } });
      expect(result.status.code).toBe(3);
      expect(server?.received).toHaveLength(1);
      expect(result.inDoubt).toMatchObject([{ reason: expect.stringMatching(/: it may have arrived$/u) as string }]);
      expect(result.assumed).toContainEqual({ key: 'connector.repeatUnconfirmed', answer: 'fail' });
      await server?.close();
    }
  });

  it('is listed also when its repetitions are refused, or never leave', async () => {
    const refused = await pushed([{ status: 504 }, { status: 422 }]);
    expect(refused).toMatchObject({ failures: [{ code: 'run/rejected' }], inDoubt: [{ origin: { key: '7' } }] });
    await server?.close();
    server = await startServer(() => {
      void server?.close();
      return 'drop';
    });
    const values = { baseUrl: server.origin };
    const lost = await run(flowOf([single, push()], connectorOf()), testPorts(), values, { payload });
    expect(lost).toMatchObject({ failures: [{ code: 'run/connection-failed' }], inDoubt: [{ origin: { key: '7' } }] });
  });

  it('is listed when the run is stopped meanwhile', async () => {
    const stop = new AbortController();
    server = await startServer(() => {
      stop.abort();
      return 'hang';
    });
    const values = { baseUrl: server.origin };
    const around = { payload, signal: stop.signal };
    expect(await run(flowOf([single, push()], connectorOf()), testPorts(), values, around)).toMatchObject({
      status: { code: 4 },
      inDoubt: [
        {
          step: 'Push',
          origin: { key: '7' },
          request: { method: 'POST', url: `${server.origin}/sink` },
          reason: 'it was under way when the run was stopped: it may have arrived',
        },
      ],
    });
  });

  it('is listed for each record by itself', async () => {
    server = await startServer(({ body }, count) =>
      body.includes('2') ? { status: 201 } : { status: count < 6 ? 504 : 201 },
    );
    const values = { baseUrl: server.origin };
    const flow = flowOf([single, ...guarded()], connectorOf());
    const result = await run(flow, testPorts(), values, { payload: [{ id: 1 }, { id: 2 }, { id: 3 }] });
    expect(result.inDoubt.map(({ origin }) => origin?.key)).toEqual(['1', '3']);
  });

  it('is listed in the log before it is sent again, and kept by the journal', async () => {
    const baseUrl = await answering({ status: 504 });
    const ports = testPorts();
    const { journal } = ports;
    await run(flowOf([push()], connectorOf()), { ...ports, journal }, { baseUrl }, { payload: { id: 7 } });
    const seen = ports.events.map((event) => (event.event === 'request' ? String(event.status) : event.event));
    expect(seen.filter((one) => /504|201|in-doubt|retry/u.test(one))).toEqual(['504', 'in-doubt', 'retry', '201']);
    expect(await journal.doubts()).toHaveLength(1);
  });
});

describe('nothing is in doubt', () => {
  it.each([
    ['with an idempotency key', { idempotencyKey: { header: 'Idempotency-Key' } }],
    ['for PUT', { method: 'PUT' }],
    ['for DELETE', { method: 'DELETE' }],
  ])('%s, and every repetition has the same key', async (_, more) => {
    const result = await pushed([{ status: 504 }, 'drop', { status: 201 }], more);
    expect(result).toMatchObject({ status: { code: 2 }, inDoubt: [] });
    expect(server?.received).toHaveLength(3);
    expect(new Set(server?.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(result.assumed.map(({ key }) => key)).not.toContain('connector.repeatUnconfirmed');
  });

  it.each([
    ['429', { status: 429, headers: { 'retry-after': '1' } }],
    ['429 that does not say how long', { status: 429 }],
    ['425', { status: 425 }],
  ])('after %s', async (_, fault) => {
    expect(await pushed([fault, fault])).toMatchObject({ status: { code: 2 }, inDoubt: [] });
  });

  it.each([
    ['400', { status: 400 }, 'run/rejected'],
    ['401', { status: 401 }, 'run/unauthorised'],
    ['409', { status: 409 }, 'run/rejected'],
    ['a way that keeps the method', { status: 307, headers: { location: '/1' } }, 'run/rejected'],
    ['a wait of hours', { status: 429, headers: { 'retry-after': '7200' } }, 'run/wait-too-long'],
  ])('after %s', async (_, fault, code) => {
    expect(await pushed([fault])).toMatchObject({ failures: [{ code }], inDoubt: [] });
    expect(server?.received).toHaveLength(1);
  });

  it('of what a GraphQL service was too busy for', async () => {
    const throttled = { json: { errors: [{ message: 'slow', extensions: { code: 'THROTTLED' } }] } };
    expect(await pushed([throttled, throttled, { json: {} }], { url: '/graphql' })).toMatchObject({
      status: { code: 2 },
      inDoubt: [],
    });
  });

  it.each(['http://127.0.0.1:9', 'http://nobody.invalid'])('where nobody listens: %s', async (baseUrl) => {
    const result = await run(flowOf([push()], connectorOf()), testPorts(), { baseUrl }, { payload: { id: 1 } });
    expect(result).toMatchObject({ failures: [{ code: 'run/connection-failed' }], inDoubt: [] });
  });

  it('where only the login failed', async () => {
    for (const fault of ['drop', 'hang', { status: 500 }, { status: 401 }] as const) {
      server = await startServer(() => fault);
      const stop = new AbortController();
      if (fault === 'hang') server = await hangingUntil(stop);
      const method = { name: 'Login', type: 'token-login', url: '/token' };
      const values = { baseUrl: server.origin, username: 'ada', password: 'pa55-word' };
      const flow = flowOf([push()], { ...connectorOf(), authMethods: [method] });
      const around = { payload: { id: 1 }, signal: stop.signal };
      expect((await run(flow, testPorts(), values, around)).inDoubt).toEqual([]);
      await server.close();
    }
  });

  it('of a read, whatever its method', async () => {
    const endpoint = { name: 'List orders', direction: 'Receive', method: 'POST', url: '/search', body: {} };
    const baseUrl = await answering({ status: 504 }, { json: [] });
    const result = await run(flowOf([pull()], { endpoints: [endpoint] }), testPorts(), { baseUrl });
    expect(result).toMatchObject({ status: { code: 2 }, inDoubt: [] });
  });
});

/** The run is stopped when the request has come. */
function hangingUntil(stop: AbortController): Promise<TestServer> {
  return startServer(() => {
    stop.abort();
    return 'hang';
  });
}

describe('a service', () => {
  const keyless = connectorSchema.parse({
    ...shop,
    endpoints: shop.endpoints?.map((endpoint) => ({ ...endpoint, idempotencyKey: undefined })),
  });

  it.each([
    ['with a ledger', {}],
    ['without one', { dedupe: { identity: 'none' } }],
  ])('%s lists what nobody confirmed with its record', async (_, service) => {
    server = await startServer(({ method, body }) => {
      if (method === 'GET') return { json: { orders: [order(1), order(2), order(3)] } };
      return body.includes('#2') ? { status: 504 } : { status: body.includes('#3') ? 429 : 201 };
    });
    const ports = testPorts();
    const result = await runService({
      bundle: bundleOf(service),
      serviceId: '1001',
      connectors: new Map([['shop', keyless]]),
      instances: new Map([['Store', { name: 'Store', connector: 'shop', values: { baseUrl: server.origin } }]]),
      nowMs: Date.UTC(2026, 2, 1, 10),
      ports,
      profile: resolveProfile(),
      signal: new AbortController().signal,
      run: 'run-1',
    });
    await ports.http.close();
    expect(result.inDoubt).toEqual([
      {
        step: 'push',
        origin: expect.objectContaining({ key: '2' }) as object,
        request: { method: 'POST', url: `${server.origin}/sales` },
        reason: 'it was answered with 504: it may have arrived',
      },
    ]);
  });
});
