// Every operation against a local server that is built from the description: test/cases holds what it says.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiSpec } from '../src/api.ts';
import { AuthenticationError, HttpError } from '../src/runtime/errors.ts';
import { parseJson } from '../src/runtime/json.ts';
import { decodeText } from '../src/runtime/charset.ts';
import type { ClientOptions } from '../src/runtime/options.ts';
import type { Paged } from '../src/runtime/paged.ts';
import { Client } from './support/client.ts';
import { type Case, answerOf, pagesOf, readCases, testCredentials } from './support/cases.ts';
import { type Received, TestServer } from './support/server.ts';

type Groups = Record<string, Record<string, (input: object, options?: object) => PromiseLike<unknown>>>;

const clock = { now: () => Date.now(), wait: async () => {}, random: () => 0.5 };
const cases = readCases();
const otherServers = cases.flatMap(([, items]) => items.flatMap(({ request }) => request.baseUrl ?? []));
let server: TestServer;

function open(options: Partial<ClientOptions> = {}): Groups {
  return new Client({
    baseUrl: server.origin,
    servers: Object.fromEntries(otherServers.map((url) => [url, server.origin])),
    credentials: testCredentials(server.origin),
    clock,
    rateLimit: false,
    validation: 'strict',
    onWarning: () => {},
    ...options,
  } as ConstructorParameters<typeof Client>[0]) as unknown as Groups;
}

/** The call of a case; validation is on wherever the case is sound. */
async function call(client: Groups, group: string, { operation, input, isExact }: Case): Promise<unknown> {
  return client[group]?.[operation]?.(input, isExact ? {} : { validation: 'off' });
}

function assertRequest({ method, url, headers, bytes }: Received, { request, input }: Case): void {
  assert.equal(method, request.method);
  const [path = ''] = request.path.split(/[?#]/, 1);
  const pattern = path.split(/\{[^{}]*\}/).map((text) => encodeURI(text).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  assert.match(url.pathname, new RegExp(`^${pattern.join('[^/]+')}$`));
  const names = [...url.searchParams.keys()];
  for (const name of request.query) assert.ok(names.some((key) => key === name || key.startsWith(`${name}[`)), `query has ${name}`);
  for (const name of request.headers) assert.notEqual(headers[name.toLowerCase()], undefined, `header ${name} is sent`);
  if (request.contentType === undefined || input['body'] === undefined) return;
  assert.equal(headers['content-type']?.split(';', 1)[0], request.contentType.split(';', 1)[0]);
  if (!/json/.test(request.contentType)) return;
  const body = decodeText(bytes, request.contentType);
  // A file may be sent under a type of JSON as well.
  if (body !== input['body']) assert.deepEqual(parseJson(body), input['body']);
}

before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

for (const [group, groupCases] of cases)
  describe(group, () => {
    for (const item of groupCases) {
      it(`${item.operation} sends what is described and gives what is answered`, async () => {
        server.prepare(answerOf(item.response));
        const result = await call(open(), group, item);
        const [request] = server.received;
        assert.ok(request);
        assertRequest(request, item);
        if (result instanceof Uint8Array) assert.equal(Buffer.from(result).toString(), String(item.response.body));
        else assert.deepEqual(result, item.request.method === 'HEAD' ? undefined : item.response.body);
      });

      it(`${item.operation} comes again after 429`, async () => {
        server.prepare({ status: 429, headers: { 'retry-after': '1' } }, answerOf(item.response));
        await call(open(), group, item);
        assert.equal(server.received.length, 2);
      });

      const { error } = item;
      if (error !== undefined)
        it(`${item.operation} throws the declared ${error.status}`, async () => {
          server.prepare(answerOf(error), answerOf(error));
          await assert.rejects(call(open({ retry: false }), group, item), (thrown) => {
            assert.ok(thrown instanceof HttpError);
            assert.equal(thrown.status, error.status);
            if (item.request.method !== 'HEAD') assert.deepEqual(thrown.body, error.body);
            return true;
          });
        });

      const { pagination } = item;
      if (pagination !== undefined)
        it(`${item.operation} reads two pages`, async (test) => {
          const pages = pagesOf(item, `${server.origin}/next`);
          if (pages === undefined) return test.diagnostic('the example has no records to count');
          server.prepare(...pages.answers);
          const paged = open({ validation: 'off' })[group]?.[item.operation]?.(pages.input) as Paged<unknown, unknown>;
          const bodies: unknown[] = [];
          for await (const body of paged.pages()) bodies.push(body);
          assert.equal(bodies.length, 2);
          assert.equal(server.received.length, 2);
          assert.notEqual(server.received[0]?.url.href, server.received[1]?.url.href);
        });
    }
  });

/** The first operation that takes each kind of credentials. */
const bySchemes = new Map(
  cases
    .flatMap(([group, items]) => items.map((item) => ({ group, item })))
    .toReversed()
    .flatMap(({ group, item }) =>
      (item.auth ?? []).flatMap((method) => {
        const schemes = apiSpec.authMethods[method] ?? [];
        const [only] = schemes;
        return schemes.length === 1 && only !== undefined ? [[only.scheme, { group, item }] as const] : [];
      }),
    ),
);

describe('credentials', () => {
  for (const [scheme, { group, item }] of bySchemes) {
    const type = apiSpec.schemes[scheme]?.type ?? '';
    if (['apiKey', 'bearer', 'oauth2'].includes(type))
      it(`fetches another token for "${scheme}" when one has expired`, async () => {
        let count = 0;
        let current: string | undefined;
        const provider = {
          get: async () => (current ??= `fetched-${++count}`),
          invalidate: () => {
            current = undefined;
          },
        };
        server.prepare({ status: 401 }, answerOf(item.response));
        await call(open({ credentials: { [scheme]: provider } }), group, item);
        assert.equal(server.received.length, 2);
        const shown = server.received.map(({ url, headers }) => `${url.search} ${JSON.stringify(headers)}`);
        assert.match(shown[0] ?? '', /fetched-1/);
        assert.match(shown[1] ?? '', /fetched-2/);
      });

    it(`sends nothing without credentials for "${scheme}"`, async () => {
      server.prepare(answerOf(item.response));
      const isOptional = (item.auth ?? []).some((method) => apiSpec.authMethods[method]?.length === 0);
      const sent = call(open({ credentials: {} }), group, item);
      if (isOptional) await sent;
      else await assert.rejects(sent, AuthenticationError);
      assert.equal(server.received.length, isOptional ? 1 : 0);
    });
  }
});
