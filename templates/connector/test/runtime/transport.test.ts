import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { HttpError, NetworkError, RateLimitedError, ResponseError, TimeoutError, isHttpError } from '../../src/runtime/errors.ts';
import { RateLimiter } from '../../src/runtime/rate-limiter.ts';
import { readRetryAfter } from '../../src/runtime/retry-after.ts';
import { Secret } from '../../src/runtime/secret.ts';
import { TestServer } from '../support/server.ts';
import { FakeClock, open, operation } from './support.ts';

let server: TestServer;
let other: TestServer;
before(async () => {
  server = await TestServer.start();
  other = await TestServer.start();
});
beforeEach(() => {
  server.prepare();
  other.prepare();
});
after(() => Promise.all([server.close(), other.close()]));

const ok = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":1}' };

describe('requests', () => {
  it('join base, path, query and headers', async () => {
    server.prepare(ok);
    const core = open(`${server.origin}/v1/?tenant=7`, { headers: { 'X-Client': 'a', 'X-Call': 'b' } });
    const spec = operation({ path: '/orders?view=full', parameters: [{ name: 'page', in: 'query' }], accept: 'application/json' });
    assert.deepEqual(await core.call(spec, { page: 2 }, { headers: { 'X-Call': 'c' } }), { id: 1 });
    const [request] = server.received;
    assert.equal(`${request?.url.pathname}${request?.url.search}`, '/v1/orders?tenant=7&view=full&page=2');
    assert.equal(request?.headers['x-client'], 'a');
    assert.equal(request?.headers['x-call'], 'c');
    assert.equal(request?.headers.accept, 'application/json');
  });

  it('have the content type that is demanded where there is no body', async () => {
    server.prepare(ok, ok);
    const spec = operation({ method: 'POST', bodilessContentType: 'application/json', body: { contentType: 'text/plain' } });
    await open(server.origin).call(spec, {});
    await open(server.origin).call(spec, { body: 'text' });
    assert.deepEqual(server.received.map(({ headers }) => headers['content-type']), ['application/json', 'text/plain']);
  });

  it('keep one idempotency key through all attempts', async () => {
    server.prepare({ status: 503 }, ok);
    await open(server.origin).call(operation({ method: 'POST', idempotencyHeader: 'Idempotency-Key', isSafeToRetry: true }), {});
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    assert.equal(keys.length, 2);
    assert.match(String(keys[0]), /^[\da-f-]{36}$/);
    assert.equal(keys[0], keys[1]);
  });

  it('take what overrides say', async () => {
    server.prepare({ status: 500 }, ok);
    const core = open(server.origin, {}, {}, { 'orders.list': { path: '/v2/orders', isSafeToRetry: true, headers: { 'X-A': '1' } } });
    await core.call(operation(), {});
    assert.equal(server.received[1]?.url.pathname, '/v2/orders');
    assert.equal(server.received[1]?.headers['x-a'], '1');
  });
});

describe('responses', () => {
  for (const [name, answer, spec, expected] of [
    ['nothing at 204', { status: 204 }, {}, undefined],
    ['JSON without a content type', { status: 200, body: '[1]' }, {}, [1]],
    ['JSON that claims to be text, where JSON is declared', { ...ok, headers: { 'content-type': 'text/html' } }, { responses: { '200': 'json' } }, { id: 1 }],
    ['JSON of bytes, where JSON is declared', { ...ok, headers: { 'content-type': 'application/octet-stream' } }, { responses: { '2XX': 'json' } }, { id: 1 }],
    ['text where nothing is declared', { ...ok, body: 'oops' }, { responses: { '200': 'none' } }, 'oops'],
    ['nothing where nothing is declared', { status: 200, headers: { 'content-type': 'text/plain' } }, { responses: { '200': 'none' } }, undefined],
    ['Latin-1', { status: 200, headers: { 'content-type': 'application/json; charset=ISO-8859-1' }, body: Buffer.from('["\u00fc"]', 'latin1') }, {}, ['ü']],
    ['text with a mark', { status: 200, headers: { 'content-type': 'text/csv' }, body: '\ufeffa,ü' }, {}, 'a,ü'],
    ['text in a character set that an override names', { status: 200, headers: { 'content-type': 'text/csv' }, body: Buffer.from('\u00fc', 'latin1') }, { charset: 'latin1' }, 'ü'],
    ['gzip', { ...ok, headers: { ...ok.headers, 'content-encoding': 'gzip' }, body: gzipSync('{"id":2}') }, {}, { id: 2 }],
    ['deflate', { ...ok, headers: { ...ok.headers, 'content-encoding': 'deflate' }, body: deflateSync('{"id":2}') }, {}, { id: 2 }],
    ['brotli', { ...ok, headers: { ...ok.headers, 'content-encoding': 'br' }, body: brotliCompressSync('{"id":2}') }, {}, { id: 2 }],
    ['two compressions', { ...ok, headers: { ...ok.headers, 'content-encoding': 'gzip, br' }, body: brotliCompressSync(gzipSync('{"id":2}')) }, {}, { id: 2 }],
    ...['application/json;charset=UTF-8', 'application/json ; charset=utf-8', 'Application/JSON', 'application/vnd.api+json', 'text/json', 'application/problem+json'].map(
      (type) => [`${type} as JSON`, { ...ok, headers: { 'content-type': type } }, {}, { id: 1 }] as const,
    ),
    ['text', { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: 'a,b' }, {}, 'a,b'],
    ['bytes', { status: 200, headers: { 'content-type': 'application/pdf' }, body: '%PDF' }, {}, new Uint8Array([37, 80, 68, 70])],
    ['declared bytes', { ...ok, body: '{}' }, { responses: { '2XX': 'bytes' } }, new Uint8Array([123, 125])],
  ] as const)
    it(`give ${name}`, async () => {
      server.prepare(answer);
      assert.deepEqual(await open(server.origin).call(operation(spec), {}), expected);
    });

  for (const [name, answer, spec, problem, shown] of [
    ['HTML where JSON is declared', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' }, { responses: { '200': 'json' } }, 'not-json', '<html>Log in</html>'],
    ['what calls itself JSON and is none', { ...ok, body: '{"id":' }, {}, 'not-json', '{"id":'],
    ['JSON that is cut off', { ...ok, body: '[1,2' }, { responses: { default: 'json' } }, 'not-json', '[1,2'],
    ['bytes of another character set', { ...ok, body: Buffer.from('{"a":"\u00fc"}', 'latin1') }, {}, 'charset', '{"a":"\ufffd"}'],
    ['compressed bytes that do not say so', { ...ok, body: gzipSync('{"id":2}') }, {}, 'charset', undefined],
    ['more than the limit', { ...ok, body: JSON.stringify('x'.repeat(2000)) }, {}, 'too-large', ''],
    ['more than the limit once it is unpacked', { ...ok, headers: { 'content-encoding': 'gzip' }, body: gzipSync('x'.repeat(100_000)) }, {}, 'too-large', ''],
    ['too many bytes', { status: 200, headers: { 'content-type': 'application/pdf' }, body: 'x'.repeat(2000) }, {}, 'too-large', ''],
  ] as const)
    it(`that cannot be read are errors: ${name}`, async () => {
      server.prepare(answer);
      const call = open(server.origin, { maxResponseBytes: 1000 }).call(operation({ isSafeToRetry: true, ...spec }), {});
      const error = await call.catch((thrown: unknown) => thrown);
      assert.ok(error instanceof ResponseError, String(error));
      assert.deepEqual([error.problem, error.status], [problem, 200]);
      if (shown !== undefined) assert.equal(error.excerpt, shown);
      assert.match(error.message, /^orders\.list: GET http:\/\/127\.0\.0\.1:\d+\/orders: the answer 200 /);
      assert.equal(server.received.length, 1);
    });

  it('of failures are read as far as the limit', async () => {
    server.prepare({ status: 500, headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(5_000_000) });
    const error = await open(server.origin, { maxResponseBytes: 1000 }).call(operation(), {}).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof HttpError && String(error.body).length < 1_000_000);
    assert.ok(error.message.length < 700);
  });

  it('show status and headers to who asks', async () => {
    server.prepare({ ...ok, headers: { ...ok.headers, 'x-total': '5' } });
    let total: string | null = null;
    await open(server.origin).call(operation(), {}, { onResponse: ({ headers }) => (total = headers.get('x-total')) });
    assert.equal(total, '5');
  });
});

describe('errors', () => {
  it('carry the parsed body, typed by status, and print no header', async () => {
    server.prepare({ status: 404, headers: { 'content-type': 'application/json', 'set-cookie': 'sid=abc', 'x-request-id': 'r1' }, body: '{"code":"gone"}' });
    const error = await open(server.origin).call(operation(), {}).catch((thrown: unknown) => thrown);
    assert.ok(isHttpError<{ 404: { code: string } }, 404>(error, 404));
    assert.equal(error.body.code, 'gone');
    assert.equal(error.requestId, 'r1');
    assert.equal(error.message, `orders.list: GET ${server.origin}/orders: 404 Not Found: {"code":"gone"}`);
    assert.deepEqual(error.request, { method: 'GET', url: `${server.origin}/orders` });
    assert.equal(error.headers.get('set-cookie'), 'sid=abc');
    assert.doesNotMatch(inspect(error) + JSON.stringify(error), /sid=abc/);
  });

  it('tell a refused connection from a late answer', async () => {
    const closed = await TestServer.start();
    await closed.close();
    await assert.rejects(open(closed.origin, { retry: false }).call(operation(), {}), NetworkError);
    const late: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    await assert.rejects(open(server.origin, { fetch: late, retry: false, timeoutMs: 1 }).call(operation(), {}), TimeoutError);
  });

  it('give the reason of an abort as it is', async () => {
    const controller = new AbortController();
    const waiting: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        controller.abort(new Error('enough'));
      });
    const call = open(server.origin, { fetch: waiting }).call(operation({ isSafeToRetry: true }), {}, { signal: controller.signal });
    await assert.rejects(call, /^Error: enough$/);
    await assert.rejects(open(server.origin).call(operation(), {}, { signal: controller.signal }), /enough/);
    assert.equal(server.received.length, 0);
  });
});

describe('retries', () => {
  it('come back with full jitter, doubled, while a repetition does no harm', async () => {
    server.prepare({ status: 500 }, { status: 502 }, { status: 504 }, ok);
    const clock = new FakeClock();
    await open(server.origin, { clock }).call(operation({ isSafeToRetry: true }), {});
    assert.deepEqual(clock.waits, [250, 500, 1000]);
  });

  it('end with the last error when attempts are used up', async () => {
    server.prepare({ status: 500 }, { status: 503 });
    const call = open(server.origin).call(operation({ isSafeToRetry: true }), {}, { retry: { attempts: 2 } });
    await assert.rejects(call, (error) => error instanceof HttpError && error.status === 503);
  });

  it('never send twice what may have had an effect', async () => {
    server.prepare({ status: 503 }, ok);
    await assert.rejects(open(server.origin).call(operation({ method: 'POST' }), {}), HttpError);
    assert.equal(server.received.length, 1);
  });

  it('send again what was refused unread, when the server says', async () => {
    server.prepare({ status: 429, headers: { 'retry-after': '7' } }, ok);
    const clock = new FakeClock();
    await open(server.origin, { clock }).call(operation({ method: 'POST' }), {});
    assert.deepEqual(clock.waits, [7000]);
  });

  it('send again what was never carried out: a 503 that says when to come back, and what nobody listened to', async () => {
    server.prepare({ status: 503, headers: { 'retry-after': '7' } }, ok);
    const clock = new FakeClock();
    await open(server.origin, { clock }).call(operation({ method: 'POST' }), {});
    const closed = await TestServer.start();
    await closed.close();
    const post = open(closed.origin, { clock, retry: { attempts: 2 } }).call(operation({ method: 'POST' }), {});
    await assert.rejects(post, NetworkError);
    assert.deepEqual(clock.waits, [7000, 250]);
  });

  it('give up at once on a wait beyond the budget', async () => {
    server.prepare({ status: 429, headers: { 'retry-after': '3600' } });
    const clock = new FakeClock();
    const error = await open(server.origin, { clock }).call(operation(), {}).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof RateLimitedError);
    assert.equal(error.retryAfterMs, 3_600_000);
    assert.deepEqual(clock.waits, []);
  });

  it('do not count what the server puts off, and end all the same', async () => {
    const wait = { status: 429, headers: { 'retry-after': '2' } };
    server.prepare(wait, wait, { status: 503, headers: { 'retry-after': '1' } }, wait, wait, { status: 500 }, wait, ok);
    const clock = new FakeClock();
    await open(server.origin, { clock, retry: { attempts: 2 } }).call(operation({ isSafeToRetry: true }), {});
    assert.deepEqual(clock.waits, [2000, 2000, 1000, 2000, 2000, 8000, 2000]);
    server.prepare(...Array.from({ length: 99 }, () => ({ status: 429, headers: { 'retry-after': '0' } })));
    await assert.rejects(open(server.origin, { clock: new FakeClock() }).call(operation(), {}), RateLimitedError);
    assert.ok(server.received.length < 25, `${server.received.length} requests`);
    server.prepare(...Array.from({ length: 99 }, () => wait));
    await assert.rejects(open(server.origin, { retry: { budgetMs: 7000 } }).call(operation(), {}), /to be sent again in 2 s/);
    assert.equal(server.received.length, 4);
  });

  it('take a wait without sense for none', async () => {
    server.prepare({ status: 429, headers: { 'retry-after': '-5' } }, ok);
    const clock = new FakeClock();
    await open(server.origin, { clock }).call(operation(), {});
    assert.deepEqual(clock.waits, [250]);
  });

  it('compare dates with the clock of the server', async () => {
    server.prepare({ status: 429, headers: { date: 'Thu, 01 Jan 2026 01:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 01:00:09 GMT' } }, ok);
    const clock = new FakeClock();
    await open(server.origin, { clock }).call(operation(), {});
    assert.deepEqual(clock.waits, [9000]);
  });

  for (const status of [408, 500, 502, 503, 504]) {
    it(`never send a POST again after ${status}, without a key`, async () => {
      server.prepare({ status }, ok);
      await assert.rejects(open(server.origin).call(operation({ method: 'POST' }), {}), HttpError);
      assert.equal(server.received.length, 1);
    });

    it(`send a POST again after ${status}, under the same key`, async () => {
      for (const [spec, headers] of [
        [{ idempotencyHeader: 'X-Once' }, {}],
        [{}, { 'Idempotency-Key': 'order-7' }],
      ] as const) {
        server.prepare({ status }, ok);
        await open(server.origin).call(operation({ method: 'POST', ...spec }), {}, { headers });
        const keys = server.received.map(({ headers: sent }) => sent['x-once'] ?? sent['idempotency-key']);
        assert.equal(keys.length, 2);
        assert.ok(keys[0] !== undefined && keys[0] === keys[1]);
      }
    });
  }
});

const { now, waits } = JSON.parse(readFileSync(join(import.meta.dirname, 'retry-after.json'), 'utf8')) as {
  now: string;
  waits: { name: string; status?: number; headers: Record<string, string>; waitMs?: number }[];
};

describe('the wait that a server asks for', () => {
  for (const { name, status, headers, waitMs } of waits)
    it(`${name}: ${waitMs ?? 'none'}`, () => assert.equal(readRetryAfter(new Headers(headers), Date.parse(now), status), waitMs));
});

it('the rate limiter lets a burst through, then an even stream, in order', async () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter({ count: 2, unit: 'second' }, clock);
  for (let count = 0; count < 4; count++) await limiter.take();
  assert.deepEqual(clock.waits, [500, 500]);
  clock.nowMs += 10_000;
  await limiter.take();
  await limiter.take();
  assert.equal(clock.waits.length, 2);
});

describe('redirects', () => {
  it('keep credentials on the origin and leave them behind elsewhere', async () => {
    server.prepare(
      { status: 302, headers: { location: '/moved' } },
      { status: 307, headers: { location: `${other.origin}/file` } },
    );
    other.prepare(ok);
    const core = open(server.origin, { credentials: { key: 'k' } }, { key: { type: 'apiKey', in: 'header', name: 'X-Key' } });
    assert.deepEqual(await core.call(operation({ auth: ['key'] }), {}), { id: 1 });
    assert.deepEqual(server.received.map(({ headers }) => headers['x-key']), ['k', 'k']);
    assert.equal(other.received[0]?.headers['x-key'], undefined);
  });

  it('are not followed for what sends a body', async () => {
    server.prepare({ status: 302, headers: { location: '/moved' } });
    await assert.rejects(open(server.origin).call(operation({ method: 'POST' }), {}), /302/);
  });
});

it('a secret shows itself to nobody but who asks', () => {
  const secret = new Secret('hunter2');
  assert.equal(secret.reveal(), 'hunter2');
  assert.doesNotMatch(`${secret} ${JSON.stringify({ secret })} ${inspect({ secret })} ${Object.values(secret).join('')}`, /hunter2/);
});
