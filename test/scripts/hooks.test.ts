import { expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type Answer, type Received } from '../support/http-server.ts';

const list = { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' };
const create = { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders' };
const script = (name: string, code: string): object => ({ name, language: 'javascript', code });
const hook = (place: 'before' | 'after', name = 'Hook'): object => ({ scripts: { [place]: { name } } });

interface Outcome {
  readonly result: RunResult;
  readonly seen: readonly Received[];
  readonly ports: TestPorts;
}

/** Runs the steps against a server that answers so. */
async function runAgainst(
  steps: readonly object[],
  connector: object,
  answer: (request: Received) => Answer,
  secrets: Readonly<Record<string, string>> = {},
  flowScripts: readonly object[] = [],
): Promise<Outcome> {
  const server = await startServer(answer);
  const ports = testPorts(secrets);
  try {
    const values = Object.fromEntries(Object.keys(secrets).map((key) => [key, `secret://${key}`]));
    const flow = flowOf(steps, connector, {}, flowScripts);
    const result = await run(flow, ports, { ...values, baseUrl: server.origin });
    return { result, seen: server.received, ports };
  } finally {
    await server.close();
  }
}

const codes = ({ result }: Outcome): readonly string[] => result.failures.map(({ code }) => code);

it('a script before a request changes it, without seeing its credentials', async () => {
  const outcome = await runAgainst(
    [pull(), push()],
    {
      authMethods: [{ name: 'Token', type: 'token' }],
      endpoints: [list, { ...create, ...hook('before') }],
      scripts: [
        script(
          'Hook',
          `module.exports = (data) => {
  const { request, payload } = data;
  if (payload !== request.body || request.headers.authorization !== undefined) throw new Error('unexpected');
  request.url = request.url + '/7';
  request.method = 'put';
  request.headers['X-Shop'] = 'uk';
  delete request.headers.accept;
  request.body = JSON.stringify({ wrapped: JSON.parse(payload) });
  return data;
};`,
        ),
      ],
    },
    ({ method }) => (method === 'GET' ? { json: { id: 1 } } : { status: 204 }),
    { token: 'pat-1234' },
  );
  expect(codes(outcome)).toEqual([]);
  const { method, url, headers, body } = outcome.seen[1]!;
  expect([method, url.pathname, headers['x-shop'], headers.authorization, body]).toEqual([
    'PUT',
    '/orders/7',
    'uk',
    'Bearer pat-1234',
    '{"wrapped":{"id":1}}',
  ]);
  // The log shows what was sent.
  const shown = outcome.ports.events.filter((one) => one.event === 'request').map((one) => [one.method, one.url]);
  expect(shown[1]?.[0]).toBe('PUT');
  expect(shown[1]?.[1]).toMatch(/\/orders\/7$/u);
});

it('a script before a request that leads to another host sends nothing', async () => {
  const outcome = await runAgainst(
    [pull()],
    {
      endpoints: [{ ...list, ...hook('before') }],
      scripts: [script('Hook', `module.exports = () => ({ request: { url: 'http://127.0.0.2:1/orders' } });`)],
    },
    () => ({ json: [] }),
  );
  expect(codes(outcome)).toEqual(['run/script-result']);
  expect(outcome.seen).toEqual([]);
});

it.each(['{ request: 7 }', '{ request: { method: 7 } }', "{ request: { headers: 'a' } }", "{ request: { url: '' } }"])(
  'a script before a request that returns %s sends nothing',
  async (returned) => {
    const outcome = await runAgainst(
      [pull()],
      {
        endpoints: [{ ...list, ...hook('before') }],
        scripts: [script('Hook', `module.exports = () => (${returned});`)],
      },
      () => ({ json: [] }),
    );
    expect(codes(outcome)).toEqual(['run/script-result']);
    expect(outcome.seen).toEqual([]);
  },
);

it('a script after an answer changes it before its pages and records are read', async () => {
  const outcome = await runAgainst(
    [pull(), push()],
    {
      endpoints: [
        { ...list, ...hook('after'), dataPath: 'rows', pagination: { method: 'Next Page URL', nextPath: 'next' } },
        create,
      ],
      scripts: [
        script(
          'Hook',
          `module.exports = ({ payload, response }) => {
  const [ids, next] = payload.split(';');
  return { payload: JSON.stringify({ rows: ids.split(',').map((id) => ({ id })), next: next || null, was: response.status }) };
};`,
        ),
      ],
    },
    ({ method, url }) =>
      method === 'POST' ? { status: 204 } : { bytes: Buffer.from(url.search === '' ? '1,2;?page=2' : '3;') },
  );
  expect(codes(outcome)).toEqual([]);
  expect(outcome.seen.map(({ method, url, body }) => `${method} ${url.search} ${body}`)).toEqual([
    'GET  ',
    'GET ?page=2 ',
    'POST  {"rows":[{"id":"1"},{"id":"2"}],"next":"?page=2","was":200}',
    'POST  {"rows":[{"id":"3"}],"next":null,"was":200}',
  ]);
});

it('a script after an answer that fails leaves what was sent as sent once', async () => {
  const outcome = await runAgainst(
    [pull(), push()],
    {
      endpoints: [list, { ...create, ...hook('after') }],
      scripts: [script('Hook', 'module.exports = () => { throw new Error("cannot read this"); };')],
    },
    ({ method }) => (method === 'GET' ? { json: { id: 1 } } : { json: { ok: true } }),
  );
  expect(codes(outcome)).toEqual(['run/script-failed']);
  expect(outcome.seen.map(({ method }) => method)).toEqual(['GET', 'POST']);
});

it('scripts around a login change its request, and find the token', async () => {
  const outcome = await runAgainst(
    [pull()],
    {
      authMethods: [
        {
          name: 'Login',
          type: 'token-login',
          url: 'login',
          scripts: { before: { name: 'Sign' }, after: { name: 'Token', version: 2 } },
          variables: [{ key: 'tenant', secret: true }],
        },
      ],
      endpoints: [list],
      scripts: [
        script(
          'Sign',
          `module.exports = ({ request, variables }) => {
  console.log('tenant', variables.tenant);
  return { request: { ...request, body: JSON.stringify({ ...JSON.parse(request.body), tenant: variables.tenant }) } };
};`,
        ),
        { ...script('Token', 'module.exports = () => ({ payload: "wrong" });'), version: 1 },
        { ...script('Token', `module.exports = ({ payload }) => ({ payload: payload.split('|')[1] });`), version: 2 },
      ],
    },
    ({ url, headers }) => {
      if (url.pathname === '/login') return { bytes: Buffer.from('ok|t-77889900|') };
      return headers.authorization === 'Bearer t-77889900' ? { json: [] } : { status: 403 };
    },
    { username: 'ada', password: 'pa55-word', tenant: 'acme-tenant' },
  );
  expect(codes(outcome)).toEqual([]);
  expect(outcome.seen[0]?.body).toBe('{"username":"ada","password":"pa55-word","tenant":"acme-tenant"}');
  const shown = JSON.stringify([outcome.result, outcome.ports.events]);
  for (const secret of ['pa55-word', 'acme-tenant', 't-77889900']) expect(shown).not.toContain(secret);
});

it('an object of a script after a login stands in for the answer', async () => {
  const outcome = await runAgainst(
    [pull()],
    {
      authMethods: [
        {
          name: 'Login',
          type: 'token-login',
          url: 'login',
          tokenPath: 'session.id',
          scripts: { after: { name: 'A' } },
        },
      ],
      endpoints: [list],
      scripts: [
        script('A', `module.exports = ({ payload }) => ({ payload: JSON.stringify({ session: { id: payload } }) });`),
      ],
    },
    ({ url, headers }) =>
      url.pathname === '/login'
        ? { bytes: Buffer.from('abc-12345') }
        : headers.authorization === 'Bearer abc-12345'
          ? { json: [] }
          : { status: 403 },
    { username: 'ada', password: 'pa55-word' },
  );
  expect(codes(outcome)).toEqual([]);
});

it('what a script around a login throws shows no secret, and sends nothing', async () => {
  const outcome = await runAgainst(
    [pull()],
    {
      authMethods: [{ name: 'Login', type: 'token-login', url: 'login', scripts: { before: { name: 'A' } } }],
      endpoints: [list],
      scripts: [script('A', 'module.exports = ({ variables }) => { throw new Error("with " + variables.password); };')],
    },
    () => ({ json: [] }),
    { username: 'ada', password: 'pa55-word' },
  );
  expect(codes(outcome)).toEqual(['run/script-failed']);
  expect(outcome.seen).toEqual([]);
  expect(JSON.stringify([outcome.result, outcome.ports.events])).not.toContain('pa55-word');
});

it('a script of the flow may be named, and sees its variables as earlier steps have set them', async () => {
  const set = {
    name: 'Set',
    microservice: 'set-variables',
    config: { flow: [{ name: 'shop', value: '[[payload.id]]' }], meta: [{ key: 'lang', value: 'de' }] },
  };
  const outcome = await runAgainst(
    [pull(), set, push()],
    { endpoints: [list, { ...create, ...hook('before') }] },
    ({ method }) => (method === 'GET' ? { json: { id: 1 } } : { status: 204 }),
    {},
    [
      script(
        'Hook',
        `module.exports = ({ request, flow, meta }) => ({ request: { headers: { ...request.headers, 'x-shop': flow.variables.shop + meta.lang } } });`,
      ),
    ],
  );
  expect(codes(outcome)).toEqual([]);
  expect(outcome.seen[1]?.headers['x-shop']).toBe('1de');
});

it('a script after an answer that is not there is said before anything is sent', async () => {
  const outcome = await runAgainst([pull()], { endpoints: [{ ...list, ...hook('after', 'Nobody') }] }, () => ({
    json: [],
  }));
  expect(codes(outcome)).toEqual(['run/unknown-script']);
  expect(outcome.seen).toEqual([]);
});
