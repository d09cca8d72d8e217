import { afterEach, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

const list = { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' };
const create = {
  name: 'Create order',
  direction: 'Send',
  method: 'POST',
  url: 'orders',
  idempotencyKey: { header: 'Idempotency-Key' },
};

let server: TestServer | undefined;
afterEach(async () => server?.close());

describe('authentication', () => {
  it('sends user name and password', async () => {
    server = await startServer(() => ({ json: [] }));
    const flow = flowOf([pull()], { endpoints: [list], authMethods: [{ name: 'Basic', type: 'basic' }] });
    await run(flow, testPorts({ PASSWORD: 'pä55' }), {
      baseUrl: server.origin,
      username: 'ada',
      password: 'secret://PASSWORD',
    });
    expect(server.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ada:pä55').toString('base64')}`);
  });

  it('logs in once, and again when the token is refused', async () => {
    let logins = 0;
    server = await startServer(({ url, headers }) => {
      if (url.pathname === '/login') return { json: { session: { key: `t${++logins}` } } };
      return headers.authorization === 'Bearer t2' ? { json: [] } : { status: 401 };
    });
    const method = { name: 'Login', type: 'token-login', url: 'login', tokenPath: 'session.key' };
    const flow = flowOf([pull()], { endpoints: [list], authMethods: [method] });
    const result = await run(flow, testPorts(), { baseUrl: server.origin, username: 'ada', password: 'x' });
    expect(result.status.code).toBe(2);
    expect(server.received.map(({ url }) => url.pathname)).toEqual(['/login', '/orders', '/login', '/orders']);
  });

  it('gives up after a second refusal and shows no secret', async () => {
    server = await startServer(() => ({ status: 401 }));
    const ports = testPorts({ TOKEN: 'sesame-1234' });
    const keyed = { ...list, params: [{ in: 'url', key: 'key', value: '{{token}}' }] };
    const flow = flowOf([pull()], { endpoints: [keyed], authMethods: [{ name: 'Key', type: 'token' }] });
    const result = await run(flow, ports, { baseUrl: server.origin, token: 'secret://TOKEN' });
    expect(result.failures.map(({ code, status }) => [code, status])).toEqual([['run/unauthorised', 401]]);
    expect(server.received[0]?.url.search).toContain('sesame-1234');
    expect(JSON.stringify([result, ports.events])).not.toContain('sesame');
  });

  it('names the secret that has no value', async () => {
    const flow = flowOf([pull()], { endpoints: [list], authMethods: [{ name: 'Key', type: 'token' }] });
    const result = await run(flow, testPorts(), { baseUrl: 'http://127.0.0.1:9', token: 'secret://SHOP_TOKEN' });
    expect(result.failures[0]).toMatchObject({
      code: 'run/missing-credential',
      message: expect.stringContaining('SHOP_TOKEN') as unknown,
    });
  });
});

describe('retries', () => {
  it('waits as long as a 429 asks for', async () => {
    server = await startServer((_, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '7' } } : { json: [] },
    );
    const ports = testPorts();
    const result = await run(flowOf([pull()], { endpoints: [list] }), ports, { baseUrl: server.origin });
    expect(result.status.code).toBe(2);
    expect(ports.sleeps).toEqual([7000]);
  });

  it('repeats a push with the same idempotency key', async () => {
    server = await startServer((_, count) => (count < 3 ? { status: 503 } : { json: { ok: true } }));
    const ports = testPorts();
    const result = await run(
      flowOf([push()], { endpoints: [create] }),
      ports,
      { baseUrl: server.origin },
      { payload: { id: 1 } },
    );
    expect(result.status.code).toBe(2);
    expect(ports.sleeps).toEqual([1000, 2000]);
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('does not repeat what was refused', async () => {
    server = await startServer(() => ({ status: 422 }));
    const result = await run(
      flowOf([push()], { endpoints: [create] }),
      testPorts(),
      { baseUrl: server.origin },
      { payload: {} },
    );
    expect(result.failures.map(({ code, status }) => [code, status])).toEqual([['run/rejected', 422]]);
    expect(server.received).toHaveLength(1);
  });

  it('reports a broken connection', async () => {
    server = await startServer(() => 'drop');
    const result = await run(
      flowOf([push('Create order', { retries: 0 })], { endpoints: [create] }),
      testPorts(),
      { baseUrl: server.origin },
      { payload: {} },
    );
    expect(result.failures.map(({ code }) => code)).toEqual(['run/connection-failed']);
  });

  it('keeps to the rate limit of the instance', async () => {
    server = await startServer(({ url }) => ({
      json: { next: Number(url.searchParams.get('c') ?? 0) < 2 ? Number(url.searchParams.get('c') ?? 0) + 1 : null },
    }));
    const ports = testPorts();
    const paged = { ...list, pagination: { method: 'Next page token', tokenParameter: 'c', tokenPath: 'next' } };
    await run(flowOf([pull()], { endpoints: [paged], rateLimit: { count: 1, unit: 'second' } }), ports, {
      baseUrl: server.origin,
    });
    expect(ports.sleeps).toEqual([1000, 2000]);
  });
});

it('refuses a parameter that it cannot send', async () => {
  server = await startServer(() => ({ json: [] }));
  const endpoint = { ...list, params: [{ in: 'body', key: 'query', value: 'all' }] };
  const result = await run(flowOf([pull()], { endpoints: [endpoint] }), testPorts(), { baseUrl: server.origin });
  expect(result.failures.map(({ code }) => code)).toEqual(['run/body-parameter']);
  expect(server.received).toEqual([]);
});
