import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { HttpError, NetworkError, RateLimitedError, TimeoutError, isHttpError } from '../../src/runtime/errors.ts';
import { RateLimiter } from '../../src/runtime/rate-limiter.ts';
import { readRetryAfter } from '../../src/runtime/retry.ts';
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
    ['text that claims to be JSON', { ...ok, body: 'oops' }, {}, 'oops'],
    ['text', { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: 'a,b' }, {}, 'a,b'],
    ['bytes', { status: 200, headers: { 'content-type': 'application/pdf' }, body: '%PDF' }, {}, new Uint8Array([37, 80, 68, 70])],
    ['declared bytes', { ...ok, body: '{}' }, { responses: { '2XX': 'bytes' } }, new Uint8Array([123, 125])],
  ] as const)
    it(`give ${name}`, async () => {
      server.prepare(answer);
      assert.deepEqual(await open(server.origin).call(operation(spec), {}), expected);
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
    assert.equal(error.message, 'orders.list: 404 Not Found');
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

  it('read every form of the wait', () => {
    const now = Date.UTC(2026, 0, 1);
    const read = (headers: Record<string, string>): number | undefined => readRetryAfter(new Headers(headers), now);
    assert.equal(read({ 'retry-after': '0' }), 0);
    assert.equal(read({ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }), 9000);
    assert.equal(read({ 'retry-after': 'soon' }), undefined);
    assert.equal(read({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 4) }), 4000);
    assert.equal(read({ 'ratelimit-remaining': '0', 'ratelimit-reset': '4' }), 4000);
    assert.equal(read({ 'ratelimit-remaining': '3', 'ratelimit-reset': '4' }), undefined);
  });
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
