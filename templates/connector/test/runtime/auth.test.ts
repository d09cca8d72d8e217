import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { signOAuth1 } from '../../src/runtime/auth/oauth1.ts';
import { tokenLogin } from '../../src/runtime/auth/token-login.ts';
import { Core } from '../../src/runtime/core.ts';
import { AuthenticationError } from '../../src/runtime/errors.ts';
import { Secret } from '../../src/runtime/secret.ts';
import { TestServer } from '../support/server.ts';
import { FakeClock, open, operation } from './support.ts';

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
beforeEach(() => {
  server.prepare();
  server.tokens = 0;
});
after(() => server.close());

const ok = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
const oauth = (): { type: 'oauth2'; tokenUrl: string } => ({ type: 'oauth2', tokenUrl: `${server.origin}/oauth-token` });
const client = { clientId: 'id', clientSecret: new Secret('s3cret') } as const;

it('puts keys, passwords and tokens where the schemes say', async () => {
  server.prepare(ok, ok, ok, ok, ok);
  const core = open(
    server.origin,
    { credentials: { header: 'a', query: new Secret('b&'), cookie: 'c', basic: { username: 'jürg', password: 'p:w' }, bearer: 't' } },
    {
      header: { type: 'apiKey', in: 'header', name: 'X-Key' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
      basic: { type: 'basic' },
      bearer: { type: 'bearer' },
    },
  );
  for (const auth of ['header', 'query', 'cookie', 'basic', 'bearer']) await core.call(operation({ auth: [auth] }), {});
  const [header, query, cookie, basic, bearer] = server.received;
  assert.equal(header?.headers['x-key'], 'a');
  assert.equal(query?.url.searchParams.get('key'), 'b&');
  assert.equal(cookie?.headers.cookie, 'sid=c');
  assert.equal(Buffer.from(String(basic?.headers.authorization).slice(6), 'base64').toString(), 'jürg:p:w');
  assert.equal(bearer?.headers.authorization, 'Bearer t');
});

it('takes the first method that is complete: all of its schemes, any of the methods', async () => {
  server.prepare(ok);
  const core = new Core(
    {
      name: 'orders',
      baseUrl: server.origin,
      schemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' }, app: { type: 'apiKey', in: 'header', name: 'X-App' }, bearer: { type: 'bearer' } },
      authMethods: { both: [{ scheme: 'key' }, { scheme: 'app' }], bearer: [{ scheme: 'bearer' }] },
    },
    { credentials: { key: 'k', bearer: 't' } },
    {},
  );
  await core.call(operation({ auth: ['both', 'bearer'] }), {});
  assert.equal(server.received[0]?.headers['x-key'], undefined);
  assert.equal(server.received[0]?.headers.authorization, 'Bearer t');
  await assert.rejects(core.call(operation({ auth: ['both'] }), {}), /set key and app/);
});

describe('OAuth 2', () => {
  it('asks once for all calls that wait, and again a minute before the token expires', async () => {
    server.prepare(ok, ok, ok);
    const clock = new FakeClock();
    const core = open(server.origin, { clock, credentials: { oauth: { grant: 'client_credentials', ...client } } }, { oauth: oauth() });
    await Promise.all([core.call(operation({ auth: ['oauth'] }), {}), core.call(operation({ auth: ['oauth'] }), {})]);
    assert.equal(server.tokens, 1);
    clock.nowMs += 3541 * 1000;
    await core.call(operation({ auth: ['oauth'] }), {});
    assert.deepEqual(server.received.map(({ headers }) => headers.authorization), ['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('renews a refused token once, not for ever', async () => {
    server.prepare({ status: 401 }, { status: 401 });
    const core = open(server.origin, { credentials: { oauth: { grant: 'client_credentials', ...client } } }, { oauth: oauth() });
    await assert.rejects(core.call(operation({ auth: ['oauth'] }), {}), /401/);
    assert.equal(server.tokens, 2);
    assert.equal(server.received.length, 2);
  });

  it('uses a code once and the refresh token from then on, and hands each pair over', async () => {
    const sent: URLSearchParams[] = [];
    const fetchTokens: typeof fetch = async (url, init) => {
      if (!String(url).endsWith('/oauth-token')) return fetch(url, init);
      sent.push(new URLSearchParams(String(init?.body)));
      return Response.json({ access_token: `a${sent.length}`, refresh_token: `r${sent.length}`, expires_in: 3600 });
    };
    server.prepare(ok, { status: 401 }, ok);
    const pairs: unknown[] = [];
    const core = open(
      server.origin,
      {
        fetch: fetchTokens,
        credentials: {
          oauth: { grant: 'authorization_code', ...client, code: 'c', redirectUri: 'https://me/back', codeVerifier: 'v', onTokens: ({ refreshToken }) => pairs.push(refreshToken?.reveal()) },
        },
      },
      { oauth: oauth() },
    );
    await core.call(operation({ auth: ['oauth'] }), {});
    await core.call(operation({ auth: ['oauth'] }), {});
    assert.deepEqual(sent.map((body) => [body.get('grant_type'), body.get('code') ?? body.get('refresh_token')]), [
      ['authorization_code', 'c'],
      ['refresh_token', 'r1'],
    ]);
    assert.equal(sent[0]?.get('code_verifier'), 'v');
    assert.deepEqual(pairs, ['r1', 'r2']);
  });

  for (const [base, tokenUrl, expected] of [
    ['/api', 'token', '/api/token'],
    ['/api/', 'token', '/api/token'],
    ['/api?tenant=7', 'auth/token?x=1', '/api/auth/token?x=1'],
    ['/api', '/oauth/token', '/oauth/token'],
    ['', './token', '/token'],
  ] as const)
    it(`takes the token URL "${tokenUrl}" as relative to the base URL "${base}"`, async () => {
      server.prepare({ ...ok, body: '{"access_token":"T"}' }, ok);
      const core = open(server.origin + base, { credentials: { oauth: { grant: 'client_credentials', ...client } } }, { oauth: { type: 'oauth2', tokenUrl } });
      await core.call(operation({ auth: ['oauth'] }), {});
      const [login, call] = server.received;
      assert.equal(`${login?.url.pathname}${login?.url.search}`, expected);
      assert.equal(call?.headers.authorization, 'Bearer T');
    });

  it('shows a token URL that leads nowhere', async () => {
    const scheme = { type: 'oauth2', tokenUrl: '{tenant}/token' } as const;
    const core = open(server.origin, { credentials: { oauth: { grant: 'client_credentials', ...client } } }, { oauth: scheme });
    await assert.rejects(core.call(operation({ auth: ['oauth'] }), {}), /no token for "oauth": The token URL "\{tenant\}\/token" is not complete: set "tokenUrl"/);
  });

  it('gives id and secret of the client as the description says, unless the caller says otherwise', async () => {
    const scheme = { type: 'oauth2', tokenUrl: 'token', clientAuthentication: 'header' } as const;
    for (const place of [undefined, 'body'] as const) {
      server.prepare({ ...ok, body: '{"access_token":"T"}' }, ok);
      const credentials = { grant: 'client_credentials', ...client, ...(place === undefined ? {} : { clientAuthentication: place }) } as const;
      await open(server.origin, { credentials: { oauth: credentials } }, { oauth: scheme }).call(operation({ auth: ['oauth'] }), {});
      const [login] = server.received;
      assert.equal(login?.headers.authorization, place === undefined ? `Basic ${Buffer.from('id:s3cret').toString('base64')}` : undefined);
      assert.equal(new URLSearchParams(login?.body).has('client_secret'), place === 'body');
    }
  });

  it('asks a token endpoint again that is busy, whatever the operation does: nothing of it was sent', async () => {
    const token = { ...ok, body: '{"access_token":"T"}' };
    server.prepare({ status: 429, headers: { 'retry-after': '3' } }, { status: 503 }, token, ok);
    const clock = new FakeClock();
    const scheme = { type: 'oauth2', tokenUrl: '/token' } as const;
    const core = open(server.origin, { clock, credentials: { oauth: { grant: 'client_credentials', ...client } } }, { oauth: scheme });
    await core.call(operation({ method: 'POST', auth: ['oauth'] }), {});
    assert.deepEqual(clock.waits, [3000, 500]);
    assert.deepEqual(server.received.map(({ url }) => url.pathname), ['/token', '/token', '/token', '/orders']);
  });

  it('asks one that refuses once', async () => {
    server.prepare({ status: 401, headers: ok.headers, body: '{"error":"invalid_client","error_description":"unknown s3cret"}' });
    const scheme = { type: 'oauth2', tokenUrl: '/token' } as const;
    const core = open(server.origin, { credentials: { oauth: { grant: 'client_credentials', ...client } } }, { oauth: scheme });
    await assert.rejects(core.call(operation({ auth: ['oauth'] }), {}), /POST http:\S+\/token refused the credentials \(401\): invalid_client, unknown \*\*\*/);
    assert.equal(server.received.length, 1);
  });

  it('says which scheme failed, without the secret', async () => {
    const refuse: typeof fetch = async () => Response.json({ error: 'invalid_client' }, { status: 401 });
    const core = open(server.origin, { fetch: refuse, credentials: { oauth: { grant: 'client_credentials', ...client } } }, { oauth: oauth() });
    const error = await core.call(operation({ auth: ['oauth'] }), {}).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AuthenticationError);
    assert.match(error.message, /no token for "oauth"/);
    assert.doesNotMatch(inspect(error, { depth: 9 }), /s3cret/);
  });
});

it('signs as the example of OAuth Core 1.0, appendix A, does', async () => {
  const request = {
    method: 'GET',
    url: new URL('http://photos.example.net/photos?file=vacation.jpg&size=original'),
    headers: new Headers(),
    body: undefined,
  };
  const credentials = {
    consumerKey: 'dpf43f3p2l4k3l03',
    consumerSecret: 'kd94hf93k423kf44',
    token: 'nnch734d00sl2jdk',
    tokenSecret: 'pfkkdhi9sl3r4s00',
    signatureMethod: 'HMAC-SHA1' as const,
  };
  await signOAuth1(request, credentials, undefined, 'kllo9940pd9333jh', 1_191_242_096);
  assert.match(request.headers.get('authorization') ?? '', /oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"/);
});

it('logs in where an API has a login of its own, and again when its token is refused', async () => {
  let logins = 0;
  const login: typeof fetch = async (url, init) => {
    if (!String(url).endsWith('/login')) return fetch(url, init);
    logins += 1;
    return Response.json({ session: { token: `t${logins}` } });
  };
  server.prepare({ status: 401 }, ok);
  const key = tokenLogin({ url: 'https://api.example.com/login', body: { user: 'ada' }, tokenPath: 'session.token' });
  const core = open(server.origin, { fetch: login, credentials: { key } }, { key: { type: 'apiKey', in: 'header', name: 'X-Token' } });
  await core.call(operation({ auth: ['key'] }), {});
  assert.deepEqual(server.received.map(({ headers }) => headers['x-token']), ['t1', 't2']);
});

it('lets a hook sign what will be sent', async () => {
  server.prepare(ok);
  const core = open(
    server.origin,
    { credentials: { hmac: ({ method, url, headers, body }) => headers.set('x-signature', `${method} ${url.pathname} ${String(body)}`) } },
    { hmac: { type: 'sign' } },
  );
  await core.call(operation({ method: 'PUT', auth: ['hmac'], body: { contentType: 'application/json' } }), { body: { a: 1 } });
  assert.equal(server.received[0]?.headers['x-signature'], 'PUT /orders {"a":1}');
});
