// Whatever a server or a platform repeats of a secret, and however it writes it, no error shows it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { Credential, SchemeSpec } from '../../src/runtime/auth/credentials.ts';
import { Redactor } from '../../src/runtime/redact.ts';
import { Secret } from '../../src/runtime/secret.ts';
import { Secrets } from '../../src/runtime/secrets.ts';
import { TestServer } from '../support/server.ts';
import { open, operation } from './support.ts';

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
beforeEach(() => server.prepare());
after(() => server.close());

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const json = { 'content-type': 'application/json' };

/** Everything that a person or a log could see of an error. */
function shownOf(error: unknown): string {
  return `${String(error)}\n${inspect(error, { depth: 9, showHidden: true })}\n${JSON.stringify(error)}`;
}

const secret = "Pa s/wörd+2026!'&%=";
const forms: readonly (readonly [name: string, write: (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['in a component of an address', encodeURIComponent],
  ['in an address, every sign of it', (text) => encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)],
  ['in an address, twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['in a form', (text) => new URLSearchParams([['', text]]).toString().slice(1)],
  ['in JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ['in JSON of ASCII', (text) => text.replaceAll(/[^\w ]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)],
  ['in HTML', (text) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;')],
  ['in Base64', base64],
  ['in Base64 of addresses', (text) => Buffer.from(text).toString('base64url')],
  ['in Base64 behind one character', (text) => base64(`x${text}`)],
  ['in Base64 between others', (text) => base64(`ab${text}cd`)],
  ['in hexadecimal digits', (text) => Buffer.from(text).toString('hex')],
  ['in small letters', (text) => text.toLowerCase()],
];

function redactorOf(...kept: string[]): Redactor {
  const secrets = new Secrets();
  secrets.keep(...kept);
  return new Redactor(secrets);
}

describe('a redactor finds a secret', () => {
  const redactor = redactorOf(secret);
  for (const [name, write] of forms)
    it(name, () => {
      const text = redactor.text(`before <${write(secret)}> after`);
      assert.match(text, /^before <.{0,4}\*\*\*.{0,4}> after$/);
    });

  it('of any length, but takes no parts out of words', () => {
    assert.equal(redactorOf('ab').text('cab ab=abc "ab"'), 'cab ***=abc "***"');
    assert.equal(redactorOf('x'.repeat(5000)).text(`a ${'x'.repeat(5000)}`), 'a ***');
    assert.equal(redactorOf().text('nothing to hide'), 'nothing to hide');
    assert.equal(redactorOf('', ' ').text('a b'), 'a b');
  });

  it('that begins another one', () => {
    assert.equal(redactorOf('secret', 'secret-two').text('secret-two secret'), '*** ***');
  });

  it('forgets tokens that have been replaced many times, and never what the client was given', () => {
    const secrets = new Secrets();
    const many = new Redactor(secrets);
    secrets.keep('forever-1');
    assert.equal(many.text('forever-1'), '***');
    for (let count = 0; count < 200; count++) secrets.pass(`token-${1000 + count}`);
    assert.equal(many.text('forever-1 token-1000 token-1199'), '*** token-1000 ***');
  });
});

const provider = { get: async () => secret, invalidate: () => {} };
const credentials: readonly (readonly [string, SchemeSpec, Credential])[] = [
  ['a key in the query', { type: 'apiKey', in: 'query', name: 'k' }, secret],
  ['a key in a cookie', { type: 'apiKey', in: 'cookie', name: 'k' }, new Secret(encodeURIComponent(secret))],
  ['a bearer token', { type: 'bearer' }, new Secret('tok.en-1234_5678')],
  ['a fetched token', { type: 'apiKey', in: 'query', name: 'k' }, provider],
  ['a password', { type: 'basic' }, { username: 'ada', password: secret }],
  ['OAuth 1', { type: 'oauth1' }, { consumerKey: 'ck', consumerSecret: 'consumer-secret-1', token: 'oauth-token-1', tokenSecret: 'token-secret-1' }],
  ['a signature', { type: 'sign' }, ({ headers }) => headers.set('x-signature', 'signature-1234')],
];

function valuesOf(credential: Credential): string[] {
  if (typeof credential === 'string') return [credential];
  if (credential instanceof Secret) return [credential.reveal()];
  if (typeof credential === 'function') return ['signature-1234'];
  if ('get' in credential) return [secret];
  return Object.entries(credential).flatMap(([name, value]) => (/pass|secret|token/i.test(name) ? [String(value)] : []));
}

describe('errors show nothing of', () => {
  for (const [name, scheme, credential] of credentials)
    it(`${name}, whatever the answer repeats`, async () => {
      for (const value of valuesOf(credential))
        for (const [, write] of forms) {
          const echoed = { echo: `<${write(value)}>`, basic: base64(`ada:${value}`) };
          for (const answer of [
            { status: 422, headers: json, body: JSON.stringify(echoed) },
            { status: 403, headers: { 'content-type': 'text/html' }, body: `<p>${write(value)}</p>` },
            { status: 200, headers: { 'content-type': 'text/html' }, body: `<p>${write(value)}</p>` },
          ]) {
            server.prepare(answer, answer);
            const core = open(server.origin, { credentials: { key: credential }, retry: false }, { key: scheme });
            const error = await core.call(operation({ auth: ['key'], responses: { '200': 'json' } }), {}).catch((thrown: unknown) => thrown);
            assert.ok(error instanceof Error);
            const shown = shownOf(error);
            for (const form of [value, write(value), encodeURIComponent(value), base64(value), base64(`ada:${value}`)])
              assert.ok(!shown.includes(form), `${name}: ${form} in ${shown}`);
            assert.match(shown, /\*\*\*/);
          }
        }
    });

  it('secrets that the caller puts into headers and parameters', async () => {
    server.prepare({ status: 400, headers: json, body: '{"got":["mine-1234","their-5678","sid-98765"]}' });
    const spec = operation({ parameters: [{ name: 'api_key', in: 'query' }, { name: 'q', in: 'query' }] });
    const headers = { Authorization: 'Bearer mine-1234', cookie: 'sid=sid-98765; theme=darkest' };
    const error = await open(server.origin).call(spec, { api_key: 'their-5678', q: 'blue' }, { headers }).catch((thrown: unknown) => thrown);
    assert.doesNotMatch(shownOf(error), /mine-1234|their-5678|sid-98765/);
    assert.match(String(error), /GET \S+\/orders\?api_key=\*\*\*&q=blue: 400 Bad Request: \{"got":\["\*\*\*","\*\*\*","\*\*\*"\]\}/);
  });

  it('a secret that cannot be a header', async () => {
    const key = 'first-line\nsecond-line';
    const core = open(server.origin, { credentials: { key } }, { key: { type: 'apiKey', in: 'header', name: 'X-Key' } });
    const error = await core.call(operation({ auth: ['key'] }), {}).catch((thrown: unknown) => thrown);
    assert.match(String(error), /AuthenticationError: orders\.list: the credentials "key" cannot be put into a request/);
    assert.doesNotMatch(shownOf(error), /second-line/);
    assert.equal(server.received.length, 0);
  });

  it('a secret in what the platform or a token provider says', async () => {
    const failing: typeof fetch = (input) => Promise.reject(new TypeError('failed', { cause: new Error(`request to ${String(input)} failed`) }));
    const key: SchemeSpec = { type: 'apiKey', in: 'query', name: 'k' };
    const network = await open(server.origin, { fetch: failing, retry: false, credentials: { key: secret } }, { key })
      .call(operation({ auth: ['key'] }), {})
      .catch((thrown: unknown) => thrown);
    assert.match(shownOf(network), /request to http:\S+ failed/);
    const told = { get: () => Promise.reject(new Error(`refused ${secret}`)), invalidate: () => {} };
    const login = await open(server.origin, { credentials: { key: told, other: secret } }, { key, other: key })
      .call(operation({ auth: ['key'] }), {})
      .catch((thrown: unknown) => thrown);
    assert.match(shownOf(login), /refused \*\*\*/);
    for (const error of [network, login]) for (const [, write] of forms) assert.ok(!shownOf(error).includes(write(secret)));
  });

  it('a password in the base URL', async () => {
    const base = server.origin.replace('://', '://ada:hunter22@');
    const error = await open(base, { retry: false }).call(operation(), {}).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error);
    assert.doesNotMatch(shownOf(error), /hunter22/);
  });
});

it('an error shows the first 500 characters of an answer', async () => {
  server.prepare({ status: 400, headers: { 'content-type': 'text/plain' }, body: `${'a'.repeat(499)}bc` });
  const error = await open(server.origin).call(operation(), {}).catch((thrown: unknown) => thrown);
  assert.match(String(error), /: 400 Bad Request: a{499}b…$/);
});
