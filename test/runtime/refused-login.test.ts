import { afterEach, describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { connectorSchema } from '../../src/connector/definition.ts';
import { runService } from '../../src/interpret/run-service.ts';
import { bundleOf, order, shop } from '../support/acme.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, guarded, pull, push, run, single } from '../support/flows.ts';
import { startServer, type Answer, type NoAnswer, type Received, type TestServer } from '../support/http-server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const endpoints = [
  { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' },
  {
    name: 'Create order',
    direction: 'Send',
    method: 'POST',
    url: '/sink',
    concurrency: 4,
    idempotencyKey: { header: 'Idempotency-Key' },
  },
];
const login = { name: 'Login', type: 'token-login', url: '/token' };
const user = { username: 'ada', password: 'pa55-word' };
/** Ten records, pushed four at a time inside a try/catch. */
const steps = [single, ...guarded(push())];
const payload = Array.from({ length: 10 }, (_, id) => ({ id }));

async function serving(
  answer: (request: Received, count: number) => Answer | NoAnswer | Promise<Answer | NoAnswer>,
): Promise<string> {
  server = await startServer(answer);
  return server.origin;
}
const received = (path: string): number => server?.received.filter(({ url }) => url.pathname === path).length ?? 0;

describe('a login that is refused ends the run once', () => {
  it.each([
    ['400', { status: 400, json: { error: 'invalid_grant' } }, 'run/unauthorised'],
    ['401', { status: 401 }, 'run/unauthorised'],
    ['403', { status: 403 }, 'run/unauthorised'],
    ['404', { status: 404 }, 'run/login-failed'],
    ['a redirect', { status: 302, headers: { location: '/login' } }, 'run/login-failed'],
    ['no token in the answer', { json: { token: 't-1' } }, 'run/login-failed'],
    ['an answer that is no JSON', { xml: '<html>' }, 'run/login-failed'],
  ] as const)('%s', async (_, answer, code) => {
    const baseUrl = await serving(() => answer);
    const flow = flowOf(steps, { endpoints, authMethods: [login] });
    const result = await run(flow, testPorts(), { baseUrl, ...user }, { payload });
    expect(result).toMatchObject({ status: { code: 3 }, isComplete: false, notifications: [] });
    expect(result.failures).toMatchObject([{ code, request: { method: 'POST', url: `${baseUrl}/token` } }]);
    expect([received('/token'), received('/sink')]).toEqual([1, 0]);
  });

  it('when the token endpoint fails, also after the retries', async () => {
    const baseUrl = await serving(() => ({ status: 500, xml: 'down' }));
    const flow = flowOf(steps, {
      endpoints: endpoints.map((one) => ({ ...one, concurrency: 1 })),
      authMethods: [login],
    });
    const { failures } = await run(flow, testPorts(), { baseUrl, ...user }, { payload });
    expect(failures).toMatchObject([
      { code: 'run/login-failed', status: 500, request: { url: `${baseUrl}/token` }, answer: 'down' },
    ]);
    expect(received('/token')).toBe(3);
  });

  it('when the token is refused, and so is the one of a second login', async () => {
    let logins = 0;
    const baseUrl = await serving(({ url }) =>
      url.pathname === '/token' ? { json: { access_token: `token-${++logins}` } } : { status: 401 },
    );
    const flow = flowOf(steps, { endpoints, authMethods: [login] });
    const result = await run(flow, testPorts(), { baseUrl, ...user }, { payload });
    expect(result.failures).toMatchObject([
      { code: 'run/unauthorised', status: 401, request: { method: 'POST', url: `${baseUrl}/sink` } },
    ]);
    expect(logins).toBe(2);
    // Four were under way with each token.
    expect(received('/sink')).toBeLessThanOrEqual(8);
  });

  it('when there is no login, with the requests that are under way', async () => {
    const waiting: (() => void)[] = [];
    const baseUrl = await serving(
      () =>
        new Promise<Answer>((resolve) => {
          waiting.push(() => resolve({ status: 401 }));
          // The first one comes last, so that the run hears of it when the others are refused already.
          if (waiting.length === 4) for (const answer of waiting.splice(0).toReversed()) answer();
        }),
    );
    const flow = flowOf(steps, { endpoints, authMethods: [{ name: 'Basic', type: 'basic' }] });
    const result = await run(flow, testPorts(), { baseUrl, ...user }, { payload });
    expect(result.failures).toMatchObject([{ code: 'run/unauthorised', status: 401 }]);
    expect(received('/sink')).toBe(4);
  });

  it.each([
    ['a credential that is not there', 'run/missing-credential', { name: 'Basic', type: 'basic' }, { username: 'ada' }],
    [
      'a reference that leads nowhere',
      'run/missing-credential',
      { name: 'Basic', type: 'basic' },
      { ...user, password: 'secret://NOWHERE' },
    ],
    ['a hook that is not there', 'run/no-signing-hook', { name: 'Signed', type: 'custom', hook: 'none' }, {}],
    [
      'a credential that cannot be sent',
      'run/bad-credential',
      { name: 'Basic', type: 'basic' },
      { ...user, username: 'a:b' },
    ],
    ['a token that no header can carry', 'run/bad-credential', { name: 'Token', type: 'token' }, { token: 'ключ' }],
    [
      'a key that no header can carry',
      'run/bad-credential',
      { name: 'Key', type: 'api-key', apiKey: { in: 'header', name: 'X-Key' } },
      { api_key: 'a\nb' },
    ],
  ] as const)('%s', async (_, code, method, values) => {
    const baseUrl = await serving(() => ({ status: 201 }));
    const flow = flowOf(steps, { endpoints, authMethods: [method] });
    const result = await run(flow, testPorts(), { baseUrl, ...values }, { payload });
    expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code }], notifications: [], inDoubt: [] });
    expect(server?.received).toEqual([]);
  });

  it('a hook that fails', async () => {
    const baseUrl = await serving(() => ({ status: 201 }));
    const flow = flowOf(steps, { endpoints, authMethods: [{ name: 'Signed', type: 'custom', hook: 'vendor' }] });
    const hooks = new Map([
      [
        'vendor',
        (_: unknown, value: (key: string) => string | undefined) => {
          throw new Error(`no signature with ${value('key') ?? ''}`);
        },
      ],
    ]);
    const ports = { ...testPorts({ KEY: 'hmac-key' }), hooks };
    const { failures } = await run(flow, ports, { baseUrl, key: 'secret://KEY' }, { payload });
    expect(failures).toMatchObject([
      { code: 'run/login-failed', message: 'The signing hook "vendor" failed: no signature with ***' },
    ]);
    expect(server?.received).toEqual([]);
  });
});

describe('a failure of a login', () => {
  const flow = flowOf([pull()], { endpoints, authMethods: [login] });

  it('shows its request and the answer, without secrets', async () => {
    const baseUrl = await serving(({ body }) => ({ status: 401, json: { error: 'no such user', sent: body } }));
    const { failures } = await run(flow, testPorts(), { baseUrl, ...user });
    expect(failures).toMatchObject([
      {
        step: 'Pull',
        status: 401,
        request: { method: 'POST', url: `${baseUrl}/token` },
        answer: JSON.stringify({ error: 'no such user', sent: '{"username":"ada","password":"***"}' }),
      },
    ]);
  });

  it('names what an answer has instead of a token, and never its values', async () => {
    const baseUrl = await serving(() => ({ json: { data: { token: 'never-shown' }, expires: 5 } }));
    const ports = testPorts();
    const result = await run(flow, ports, { baseUrl, ...user });
    expect(result.failures[0]?.message).toBe(
      'The answer to the token request of "Login" has no token at "access_token". It has "data", "expires".',
    );
    expect(JSON.stringify([result, ports.events])).not.toContain('never-shown');
  });

  it.each([
    ['a list', '[]', 'It is no JSON object.'],
    ['nothing', '{}', 'It is empty.'],
    ['no JSON', 'never-shown', 'It is no JSON object.'],
  ])('says so when it gets %s', async (_, text, words) => {
    const baseUrl = await serving(() => ({ xml: text }));
    const { failures } = await run(flow, testPorts(), { baseUrl, ...user });
    expect(failures[0]?.message).toContain(words);
    expect(JSON.stringify(failures)).not.toContain('never-shown');
  });

  it('names the request when the connection breaks', async () => {
    const baseUrl = await serving(() => 'drop');
    const { failures } = await run(flow, testPorts(), { baseUrl, ...user });
    expect(failures).toMatchObject([
      { code: 'run/connection-failed', step: 'Pull', request: { method: 'POST', url: `${baseUrl}/token` } },
    ]);
  });
});

describe('a token endpoint with too many requests', () => {
  it.each([
    ['429', { status: 429, headers: { 'retry-after': '600' } }, 600_000],
    ['503', { status: 503, headers: { 'retry-after': '600' } }, 600_000],
    ['429 that does not say how long', { status: 429 }, 1000],
  ])('is waited for, and uses up no attempt: %s', async (_, fault, waitMs) => {
    const baseUrl = await serving(({ url }, count) => {
      if (url.pathname !== '/token') return { json: [] };
      return count === 1 ? fault : { json: { access_token: 't-1' } };
    });
    const ports = testPorts();
    const step = { ...pull(), config: { retries: 0 } };
    const flow = flowOf([step], { endpoints, authMethods: [login] });
    expect((await run(flow, ports, { baseUrl, ...user })).failures).toEqual([]);
    expect(ports.sleeps).toEqual([waitMs]);
  });

  it('is a rate limit, not a refused login, when it does not end', async () => {
    const baseUrl = await serving(() => ({ status: 429 }));
    const { failures } = await run(flowOf([pull()], { endpoints, authMethods: [login] }), testPorts(), {
      baseUrl,
      ...user,
    });
    expect(failures).toMatchObject([{ code: 'run/rate-limited', status: 429, request: { url: `${baseUrl}/token` } }]);
  });
});

it('a session that ends during a wait is renewed at each attempt', async () => {
  let logins = 0;
  const answers = [{ status: 401 }, { status: 503 }, { status: 401 }, { json: [] }];
  const baseUrl = await serving(({ url }) =>
    url.pathname === '/token' ? { json: { access_token: `token-${++logins}` } } : (answers.shift() ?? { status: 500 }),
  );
  const flow = flowOf([pull()], { endpoints, authMethods: [login] });
  expect((await run(flow, testPorts(), { baseUrl, ...user })).failures).toEqual([]);
  expect(logins).toBe(3);
});

describe('a service', () => {
  const authMethods = [login];
  const values = (baseUrl: string): Readonly<Record<string, string>> => ({ baseUrl, ...user });

  it.each([
    ['for the pull', 'GET', 0],
    // No more than are under way at once.
    ['for a push', 'POST', 8],
  ] as const)('ends once when its token is refused %s', async (_, refused, pushes) => {
    let count = 0;
    const baseUrl = await serving(({ url, method, headers }) => {
      if (url.pathname === '/token') {
        // Only the first login gives a token, so that the second one is refused.
        return ++count === 1 ? { json: { access_token: 'token-1' } } : { status: 401 };
      }
      if (method === refused || headers.authorization !== 'Bearer token-1') return { status: 401 };
      return method === 'GET'
        ? { json: { orders: Array.from({ length: 20 }, (_one, index) => order(index + 1)) } }
        : { status: 201 };
    });
    const ports = testPorts();
    const result = await runService({
      bundle: bundleOf(),
      serviceId: '1001',
      connectors: new Map([['shop', connectorSchema.parse({ ...shop, authMethods })]]),
      instances: new Map([['Store', { name: 'Store', connector: 'shop', values: values(baseUrl) }]]),
      nowMs: Date.UTC(2026, 2, 1, 10),
      ports,
      profile: resolveProfile(),
      signal: new AbortController().signal,
      run: 'run-1',
    });
    await ports.http.close();
    expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code: 'run/unauthorised' }], items: [] });
    expect(result.failures).toHaveLength(1);
    expect(count).toBe(2);
    expect(received('/orders')).toBe(1);
    expect(received('/sales')).toBeLessThanOrEqual(pushes);
    const rows = await ports.stores.ledgers.list('1001');
    expect(rows.filter(({ status, attempts }) => status === 'Failed' || attempts > 0)).toEqual([]);
  });
});
