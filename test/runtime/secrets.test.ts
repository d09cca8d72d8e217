import { afterEach, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, guarded, pull, push, run, single } from '../support/flows.ts';
import { startServer, type Answer, type NoAnswer, type Received, type TestServer } from '../support/http-server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const secrets = [
  "Qz7canary s3cr+t=é!'x",
  'Passw0rd!Kestrel/(x)~*',
  'Zm9v+YmFy/cXV4==',
  '<&"\'>Kanarienvogel%41\\',
  'TenantCanary',
];

/** Where an instance may have its secret; `base` where only letters are possible. */
const places: Readonly<Record<string, { readonly method?: object; readonly endpoint?: object; readonly key: string }>> =
  {
    'a query': { key: 'hook', endpoint: { params: [{ in: 'url', key: 'k', value: 'x{{hook}}y' }] } },
    'the query of an address': { key: 'hook', endpoint: { url: '/orders?k={{hook}}&z=1' } },
    'a path': { key: 'hook', endpoint: { url: '/orders/{{hook}}/x' } },
    'a header': { key: 'hook', endpoint: { params: [{ in: 'header', key: 'x-hook', value: '{{hook}}' }] } },
    'a password': { key: 'password', method: { type: 'basic' } },
    'a token': { key: 'token', method: { type: 'token' } },
    'a key in the query': { key: 'api_key', method: { type: 'api-key', apiKey: { in: 'query', name: 'key' } } },
    'a key in a cookie': { key: 'api_key', method: { type: 'api-key', apiKey: { in: 'cookie', name: 'key' } } },
    'a login': { key: 'password', method: { type: 'token-login', url: '/token' } },
    'a client in the body': { key: 'client_secret', method: { type: 'oauth2-client-credentials', url: '/token' } },
    'a client in a header': {
      key: 'client_secret',
      method: { type: 'oauth2-client-credentials', url: '/token', clientAuthentication: 'header' },
    },
    'a signature': {
      key: 'consumer_secret',
      method: { type: 'oauth1', signature: { method: 'PLAINTEXT' } },
    },
  };

/** All that a third party can repeat of a request, as it came and decoded. */
function echo({ url, headers, body }: Received): string {
  const auth = headers.authorization ?? '';
  const decoded = Buffer.from(auth.replace(/^Basic /u, ''), 'base64').toString();
  return JSON.stringify([url.href, decode(url.href), headers, auth, decoded, decode(decoded), body, decode(body)]);
}
function decode(text: string): string {
  return text.replaceAll('+', ' ').replaceAll(/(?:%[\da-f]{2})+/giu, (bytes) => {
    return Buffer.from(bytes.replaceAll('%', ''), 'hex').toString();
  });
}

/** What nobody may see: runs of letters of the secret, and what is Base64 of it. */
function tellTales(secret: string): readonly string[] {
  const base64 = [secret, `ada:${secret}`, encodeURIComponent(secret), `ada:${encodeURIComponent(secret)}`]
    .map((text) => Buffer.from(text).toString('base64').slice(0, -4))
    .flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
  return [secret, ...(secret.match(/[A-Za-z0-9]{4,}/gu) ?? []), ...base64];
}

const ways: Readonly<Record<string, (request: Received) => Answer | NoAnswer>> = {
  'is refused': (request) => ({ status: 422, xml: echo(request) }),
  'is unauthorised': (request) => ({ status: 401, xml: echo(request) }),
  'meets an error': (request) => ({ status: 500, xml: echo(request) }),
  'meets a limit': (request) => ({ status: 429, xml: echo(request) }),
  'gets no JSON': (request) => ({
    status: 200,
    xml: `<${echo(request)}`,
    headers: { 'content-type': 'application/json' },
  }),
  'is sent elsewhere': (request) => ({ status: 302, xml: echo(request), headers: { location: request.url.href } }),
  'gets no answer': () => 'drop',
};

describe.each(Object.entries(places))('a secret in %s is never shown', (_, { key, method, endpoint }) => {
  it.each(Object.keys(ways))('when the request %s', async (way) => {
    for (const secret of secrets) {
      server = await startServer((request) => ways[way]?.(request) ?? 'drop');
      const ports = testPorts({ SECRET: secret });
      const flow = flowOf([pull(), single, ...guarded(push())], {
        variables: [{ key: 'hook', label: 'Hook', secret: true }],
        endpoints: [
          { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders', ...endpoint },
          { name: 'Create order', direction: 'Send', method: 'POST', url: '/orders', ...endpoint },
        ],
        ...(method === undefined ? {} : { authMethods: [{ name: 'Method', ...method }] }),
      });
      const values = {
        baseUrl: server.origin,
        username: 'ada',
        client_id: 'ada',
        consumer_key: 'ada',
        [key]: 'secret://SECRET',
      };
      const result = await run(flow, ports, values, { payload: [{ id: 1 }] });
      const shown = JSON.stringify([result, ports.events]);
      expect(result.failures.length).toBeGreaterThan(0);
      for (const piece of tellTales(secret)) expect(shown).not.toContain(piece);
      await server.close();
    }
  });
});

describe('a secret in the address of an instance is never shown', () => {
  it.each([
    ['its host', 'http://{{hook}}.invalid', 'TenantCanary'],
    ['its path', 'http://127.0.0.1:9/{{hook}}/v1', 'Tenant Canary'],
    ['the whole address', '{{hook}}', 'http://TenantCanary.invalid/TenantCanary'],
    ['its user', 'http://ada:TenantCanary@127.0.0.1:9', 'unused'],
  ])('in %s', async (_, baseUrl, hook) => {
    const ports = testPorts({ HOOK: hook });
    const flow = flowOf([pull()], {
      variables: [{ key: 'hook', label: 'Hook', secret: true }],
      endpoints: [{ name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' }],
    });
    const result = await run(flow, ports, { baseUrl, hook: 'secret://HOOK' });
    expect(result.failures).toMatchObject([{ code: 'run/connection-failed' }]);
    expect(JSON.stringify([result, ports.events])).not.toMatch(/tenant|canary/iu);
  });

  it('in what a third party repeats of it', async () => {
    server = await startServer(({ url }) => ({ status: 422, xml: `${url.host} ${url.pathname} ${url.search}` }));
    const ports = testPorts({ HOOK: `${server.origin}/tenant-canary/api?k=canary-bird` });
    const flow = flowOf([pull()], {
      variables: [{ key: 'hook', label: 'Hook', secret: true }],
      endpoints: [{ name: 'List orders', direction: 'Receive', method: 'GET', url: '{{hook}}' }],
    });
    const result = await run(flow, ports, { hook: 'secret://HOOK' });
    expect(result.failures).toMatchObject([{ status: 422, answer: '*** *** ?***', request: { url: '***' } }]);
  });

  it('in that of a login', async () => {
    const ports = testPorts({ HOOK: 'TenantCanary' });
    const flow = flowOf([pull()], {
      variables: [{ key: 'hook', label: 'Hook', secret: true }],
      authMethods: [{ name: 'Login', type: 'token-login', url: 'http://{{hook}}.invalid/{{hook}}' }],
      endpoints: [{ name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' }],
    });
    const values = { baseUrl: 'http://127.0.0.1:9', hook: 'secret://HOOK', username: 'ada', password: 'pa55' };
    const result = await run(flow, ports, values);
    expect(result.failures).toMatchObject([{ request: { url: 'http://***.invalid/***' } }]);
    expect(JSON.stringify([result, ports.events])).not.toMatch(/tenant|canary/iu);
  });
});

describe('credentials in plain text are never shown either', () => {
  it.each([
    ['password', { type: 'basic' }],
    ['token', { type: 'token' }],
    ['api_key', { type: 'api-key', apiKey: { in: 'header', name: 'x-key' } }],
    ['password', { type: 'token-login', url: '/token' }],
    ['client_secret', { type: 'oauth2-client-credentials', url: '/token' }],
    ['password', { type: 'oauth2-password', url: '/token' }],
    ['refresh_token', { type: 'oauth2-refresh-token', url: '/token' }],
    ['consumer_secret', { type: 'oauth1', signature: { method: 'PLAINTEXT' } }],
    ['token_secret', { type: 'oauth1', signature: { method: 'PLAINTEXT' } }],
  ])('%s of %o', async (key, method) => {
    server = await startServer((request) => ({ status: 422, xml: echo(request) }));
    const flow = flowOf([pull()], {
      authMethods: [{ name: 'Method', ...method }],
      endpoints: [{ name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' }],
    });
    const others = {
      username: 'ada',
      client_id: 'ada',
      consumer_key: 'ada',
      password: 'other',
      consumer_secret: 'other',
    };
    const values = { baseUrl: server.origin, ...others, [key]: 'CanaryBird' };
    const ports = testPorts();
    const result = await run(flow, ports, values);
    expect(result.failures).toMatchObject([{ status: 422, answer: expect.stringContaining('***') as string }]);
    for (const piece of tellTales('CanaryBird')) expect(JSON.stringify([result, ports.events])).not.toContain(piece);
  });
});

describe('what a third party repeats in its records', () => {
  const hook = 'Qz7 canary';
  const connector = {
    variables: [{ key: 'hook', label: 'Hook', secret: true }],
    endpoints: [
      {
        name: 'List orders',
        direction: 'Receive',
        method: 'GET',
        url: '/orders',
        params: [{ in: 'url', key: 'k', value: '{{hook}}' }],
      },
    ],
  };
  it('is not shown in a message to people', async () => {
    const step = { name: 'Say', microservice: 'notify', config: { level: 'info', template: 'Got [[payload.url]]' } };
    server = await startServer(({ url }) => ({ json: { url: url.href } }));
    const ports = testPorts({ HOOK: hook });
    const result = await run(flowOf([pull(), step], connector), ports, {
      baseUrl: server.origin,
      hook: 'secret://HOOK',
    });
    expect(JSON.stringify(result.notifications)).toContain('***');
    expect(JSON.stringify([result, ports.events])).not.toMatch(/Qz7|canary/u);
  });
});
