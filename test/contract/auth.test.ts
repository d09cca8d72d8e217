import { createHash, createHmac } from 'node:crypto';
import { passwordDigest } from 'soap';
import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/contract/define-auth.ts';
import { authUnits } from '../../src/auth/index.ts';
import type { AuthType } from '../../src/connector/definition.ts';
import { Secret } from '../../src/text/secret.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, run } from '../support/flows.ts';
import { startServer, type Answer, type Received } from '../support/http-server.ts';

const list = { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' };

const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const envelope = (content: string): string =>
  `<e:Envelope xmlns:e="${soap11}"><e:Body>${content}</e:Body></e:Envelope>`;
/** The same listing, as an operation of a SOAP service that is asked in XML. */
const soapList = {
  ...list,
  method: 'POST',
  soap: {
    version: '1.1',
    raw: true,
    envelope: envelope('<List/>'),
    operation: { name: 'List', action: 'urn:list', input: { parts: [] }, output: { parts: [] } },
  },
};

interface Case {
  /** Credentials go into envelopes. */
  readonly isSoap?: true;
  /** Members of the method besides name and type. */
  readonly method?: object;
  /** Plain values of the instance; all of them are secrets. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What proves the credentials to the server. `logins` counts the token requests so far. */
  readonly accepts: (request: Received, logins: number) => boolean;
  /** What the refusal of a request without credentials says. */
  readonly challenge?: string;
  /** The token request, for methods that log in. */
  readonly login?: (request: Received) => boolean;
}

const form = ({ body }: Received): Record<string, string> => Object.fromEntries(new URLSearchParams(body));
const bearer = ({ headers }: Received, logins: number): boolean => headers.authorization === `Bearer at-${logins}`;
const client = { client_id: 'client-7', client_secret: 'shh-client' };

const cases: Readonly<Record<AuthType, Case>> = {
  none: { secrets: {}, accepts: ({ headers }) => headers.authorization === undefined },
  basic: {
    secrets: { username: 'ada-l', password: 'pä55-word' },
    accepts: ({ headers }) =>
      Buffer.from((headers.authorization ?? '').slice(6), 'base64').toString() === 'ada-l:pä55-word',
  },
  digest: {
    challenge: 'Digest realm="shop", qop="auth", algorithm=SHA-256, nonce="n1"',
    secrets: { username: 'ada-l', password: 'pa55-word' },
    accepts({ headers }) {
      const [, own, response] = /cnonce="(\w+)", response="(\w+)"/u.exec(headers.authorization ?? '') ?? [];
      const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
      const right = [hash('ada-l:shop:pa55-word'), 'n1', '00000001', own, 'auth', hash('GET:/orders')].join(':');
      return response === hash(right);
    },
  },
  token: {
    secrets: { token: 'pat-1234' },
    accepts: ({ headers }) => headers.authorization === 'Bearer pat-1234',
  },
  'api-key': {
    method: { apiKey: { in: 'query', name: 'key' } },
    secrets: { api_key: 'k3y/with&signs' },
    accepts: ({ url }) => url.searchParams.get('key') === 'k3y/with&signs',
  },
  'token-login': {
    method: { url: 'token', tokenPath: 'access_token' },
    secrets: { username: 'ada-l', password: 'pa55-word' },
    accepts: bearer,
    login: ({ body }) => body === '{"username":"ada-l","password":"pa55-word"}',
  },
  'oauth2-client-credentials': {
    method: { url: 'token', scopes: ['orders', 'stock'] },
    secrets: client,
    accepts: bearer,
    login(request) {
      expect(form(request)).toEqual({ grant_type: 'client_credentials', scope: 'orders stock', ...client });
      return true;
    },
  },
  'oauth2-password': {
    method: { url: 'token', clientAuthentication: 'header' },
    secrets: { ...client, username: 'ada-l', password: 'pa55-word' },
    accepts: bearer,
    login(request) {
      expect(form(request)).toEqual({ grant_type: 'password', username: 'ada-l', password: 'pa55-word' });
      return request.headers.authorization === `Basic ${Buffer.from('client-7:shh-client').toString('base64')}`;
    },
  },
  'oauth2-authorization-code': {
    method: { url: 'token', authorizeUrl: 'authorize' },
    secrets: client,
    accepts: bearer,
    login: (request) => form(request)['refresh_token'] === 'rt-left',
  },
  'oauth2-refresh-token': {
    method: { url: 'token' },
    secrets: { ...client, refresh_token: 'rt-0' },
    accepts: bearer,
    // Each answer replaces the refresh token, so the second request must bring the first one's.
    login: (request) => /^rt-\d$/u.test(form(request)['refresh_token'] ?? ''),
  },
  oauth1: {
    secrets: { consumer_key: 'ck-1', consumer_secret: 'cs-secret', token: 'tk-1', token_secret: 'ts-secret' },
    accepts: ({ headers }) =>
      /^OAuth oauth_consumer_key="ck-1".*oauth_signature="[^"]{28,}"$/u.test(headers.authorization ?? ''),
  },
  'soap-header': {
    isSoap: true,
    method: { envelope: { header: '<Key xmlns="urn:k" user="{{user}}">{{key}}</Key>' } },
    secrets: { user: 'ada"l', key: 'k<&>1234' },
    accepts: ({ body }) =>
      body.includes(
        '<e:Header><Key xmlns="urn:k" user="ada&quot;l">k&lt;&amp;&gt;1234</Key></e:Header><e:Body><List/></e:Body>',
      ),
  },
  'soap-login': {
    isSoap: true,
    method: {
      url: 'token',
      tokenPath: 'LoginResult.Detail',
      envelope: {
        header: '<Session>{{token}}</Session>',
        login: envelope('<Login><u>{{username}}</u><p>{{password}}</p></Login>'),
        loginAction: 'urn:login',
        tokenPart: { separator: ',', at: 2 },
      },
    },
    secrets: { username: 'ada-l', password: 'pa55&word' },
    accepts: ({ body }, logins) => body.includes(`<e:Header><Session>at-${logins}</Session></e:Header>`),
    login: ({ body, headers }) =>
      headers['soapaction'] === '"urn:login"' && body.includes('<Login><u>ada-l</u><p>pa55&amp;word</p></Login>'),
  },
  'ws-security': {
    isSoap: true,
    method: { wsSecurity: { password: 'digest', lifetime: 60 } },
    secrets: { username: 'ada-l', password: 'pa55-word' },
    accepts({ body }) {
      const text = (name: string): string => new RegExp(`:${name}(?:\\s[^>]*)?>([^<]*)<`, 'u').exec(body)?.[1] ?? '';
      expect(text('Password')).toBe(passwordDigest(text('Nonce'), text('Created'), 'pa55-word'));
      return text('Username') === 'ada-l' && text('Expires') > text('Created');
    },
  },
  'netsuite-tba': {
    isSoap: true,
    method: {
      envelope: { header: '<passport>{{account}} {{token_id}} {{nonce}} {{timestamp}} {{signature}}</passport>' },
    },
    secrets: {
      account: 'ACC_1',
      consumer_key: 'ck-1',
      consumer_secret: 'cs-9',
      token_id: 'ti-1',
      token_secret: 'ts-9',
    },
    accepts({ body }) {
      const [account, token, nonce, timestamp, signature] =
        /<passport>(.*)<\/passport>/u.exec(body)?.[1]?.split(' ') ?? [];
      const signed = [account, 'ck-1', token, nonce, timestamp].join('&');
      return signature === createHmac('sha256', 'cs-9&ts-9').update(signed).digest('base64');
    },
  },
  custom: {
    method: { hook: 'vendor' },
    secrets: { shared: 'hmac-secret' },
    accepts: ({ headers }) => headers['x-signature'] === 'GET /orders hmac-secret',
  },
};

const hooks = new Map([
  [
    'vendor',
    (request: { method: string; url: string }, value: (key: string) => string | undefined) => ({
      'X-Signature': `${request.method} ${new URL(request.url).pathname} ${value('shared') ?? ''}`,
    }),
  ],
]);

function issue({ isSoap }: Case, number: number): Answer {
  return isSoap === true
    ? { xml: envelope(`<LoginResponse><LoginResult><Detail>acme,at-${number}</Detail></LoginResult></LoginResponse>`) }
    : { json: { access_token: `at-${number}`, refresh_token: `rt-${number}`, expires_in: 3600 } };
}

/** The token that a request carries. */
function tokenOf({ headers, body }: Outgoing): string | undefined {
  return /at-\d/u.exec(headers['authorization'] ?? String(body))?.[0];
}

function world({ secrets }: Case): { ports: ReturnType<typeof testPorts>; values: Record<string, string> } {
  const logins = { load: () => Promise.resolve('rt-left'), save: () => Promise.resolve() };
  const ports = { ...testPorts(secrets), hooks, logins };
  return { ports, values: Object.fromEntries(Object.keys(secrets).map((key) => [key, `secret://${key}`])) };
}

function flow(type: AuthType, { method, isSoap }: Case): ReturnType<typeof flowOf> {
  return flowOf([pull()], {
    endpoints: [isSoap === true ? soapList : list],
    authMethods: [{ name: 'Method', type, ...method }],
  });
}

it.each(authUnits.map(({ type }) => type))('%s has a case', (type) => {
  expect(Object.keys(cases)).toContain(type);
});

describe.each(Object.entries(cases))('%s', (name, one) => {
  const type = name as AuthType; // keys of the table above

  it('is accepted, and shows no secret', async () => {
    const { ports, values } = world(one);
    let logins = 0;
    const server = await startServer((request) => {
      if (request.url.pathname === '/token')
        return one.login?.(request) === true ? issue(one, ++logins) : { status: 400 };
      if (one.challenge !== undefined && request.headers.authorization === undefined)
        return { status: 401, headers: { 'www-authenticate': one.challenge } };
      if (!one.accepts(request, logins)) return { status: 403 };
      return one.isSoap === true ? { xml: envelope('<Order/>') } : { json: [{ id: 1 }] };
    });
    try {
      const result = await run(flow(type, one), ports, { ...values, baseUrl: server.origin });
      expect(result.failures).toEqual([]);
      const shown = JSON.stringify([result, ports.events]);
      for (const secret of [...Object.values(one.secrets), 'at-1', 'rt-1']) expect(shown).not.toContain(secret);
      expect(shown).not.toContain(encodeURIComponent('k3y/with&signs'));
    } finally {
      await server.close();
    }
  });

  it('shows no secret when it is refused', async () => {
    const { ports, values } = world(one);
    const server = await startServer(() => ({ status: 401 }));
    try {
      const result = await run(flow(type, one), ports, { ...values, baseUrl: server.origin });
      expect(result.failures.map(({ code }) => code)).toEqual(['run/unauthorised']);
      const shown = JSON.stringify([result, ports.events]);
      for (const secret of Object.values(one.secrets)) expect(shown).not.toContain(secret);
      // One request, and after a login that can be repeated, one more.
      expect(server.received.length).toBeLessThanOrEqual(2);
    } finally {
      await server.close();
    }
  });

  if (one.login !== undefined) {
    it('logs in once for all requests that wait, and again once when a token has become stale', async () => {
      const { ports } = world(one);
      let logins = 0;
      const server = await startServer(() => {
        return issue(one, ++logins);
      });
      try {
        const unit = authUnits.find((candidate) => candidate.type === type);
        if (unit === undefined) throw new Error(type);
        let nowMs = 0;
        const warnings: string[] = [];
        const session = unit.open({
          method: { name: 'Method', type, ...one.method },
          value: (key) => (one.secrets[key] === undefined ? undefined : new Secret(one.secrets[key])),
          fill: (text) => `${server.origin}/${text}`,
          send: (request) => ports.http.send(request),
          shown: ({ method, url }) => ({ request: { method, url } }),
          hide: () => undefined,
          redact: (text) => text,
          hook: () => undefined,
          warn: (text) => void warnings.push(text),
          login: { instance: 'Shop', load: () => Promise.resolve('rt-left'), save: () => Promise.resolve() },
          timeoutMs: 5000,
          nowMs: () => nowMs,
          random: () => 0.5,
        });
        const request = (): Outgoing => ({
          method: 'GET',
          url: new URL(server.origin),
          headers: {},
          ...(one.isSoap === true ? { body: envelope('<List/>') } : {}),
        });
        const together = Array.from({ length: 5 }, request);
        await Promise.all(together.map((one) => session.apply(one)));
        expect(logins).toBe(1);
        // All five are refused, one after the other: the first renews, the others have what it got.
        expect(together.every((refused) => session.invalidate(refused, { headers: {} }))).toBe(true);
        const again = Array.from({ length: 5 }, request);
        await Promise.all(again.map((one) => session.apply(one)));
        expect(logins).toBe(2);
        expect(again.map(tokenOf)).toEqual(Array.from({ length: 5 }, () => 'at-2'));
        const [old] = together;
        if (old !== undefined) session.invalidate(old, { headers: {} });
        await session.apply(request());
        expect(logins).toBe(2);
        // The reply to a SOAP login does not say when the session ends.
        if (one.isSoap === true) return;
        nowMs = 3_600_000;
        await Promise.all(Array.from({ length: 5 }, () => session.apply(request())));
        expect(logins).toBe(3);
        if (type === 'oauth2-refresh-token') {
          expect(server.received.map((one) => form(one)['refresh_token'])).toEqual(['rt-0', 'rt-1', 'rt-2']);
          expect(warnings).toHaveLength(1);
          expect(warnings[0]).not.toContain('rt-');
        }
      } finally {
        await server.close();
        await ports.http.close();
      }
    });
  }
});

it('sends several credentials together, the signature over the finished request', async () => {
  const server = await startServer(({ url, headers }) =>
    url.searchParams.get('key') === 'k1' && headers['x-app'] === 'a1' && headers['x-signature'] === `GET ${url.href}`
      ? { json: [] }
      : { status: 403 },
  );
  const ports = {
    ...testPorts(),
    hooks: new Map([
      ['vendor', ({ method, url }: { method: string; url: string }) => ({ 'x-signature': `${method} ${url}` })],
    ]),
  };
  const method = {
    name: 'All',
    type: 'custom',
    hook: 'vendor',
    and: [
      { type: 'api-key', apiKey: { in: 'query', name: 'key', variable: 'key' } },
      { type: 'api-key', apiKey: { in: 'header', name: 'X-App', variable: 'app' } },
    ],
  };
  try {
    const result = await run(flowOf([pull()], { endpoints: [list], authMethods: [method] }), ports, {
      baseUrl: server.origin,
      key: 'k1',
      app: 'a1',
    });
    expect(result.failures).toEqual([]);
  } finally {
    await server.close();
  }
});

it('names the hook that a run was not given', async () => {
  const result = await run(
    flowOf([pull()], { endpoints: [list], authMethods: [{ name: 'Signed', type: 'custom', hook: 'vendor' }] }),
    testPorts(),
    { baseUrl: 'http://127.0.0.1:9' },
  );
  expect(result.failures.map(({ code }) => code)).toEqual(['run/no-signing-hook']);
});
