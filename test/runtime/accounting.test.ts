import { afterEach, describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import type { FailedPayloadRecord } from '../../src/contract/journal.ts';
import type { RunProgress } from '../../src/contract/events.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type Answer, type Received, type TestServer } from '../support/http-server.ts';

let server: TestServer;
afterEach(() => server.close());

async function answering(...answers: readonly (Answer | 'drop')[]): Promise<void> {
  server = await startServer((_: Received, count) => answers[count - 1] ?? { json: [] });
}

const connector = (more: object = {}): object => ({
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders', pagination: { method: 'Link Header' } },
    { name: 'Create order', direction: 'Send', method: 'POST', url: 'sink', ...more },
  ],
  authMethods: [{ name: 'Login', type: 'token-login', url: 'token' }],
});
const plain = (more: object = {}): object => ({ ...connector(more), authMethods: [] });
const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
const guard = {
  name: 'Guard',
  microservice: 'try-catch',
  routes: [{ name: 'Try', first_step: 'Push' }, { name: 'Catch' }],
};
const page = (ids: readonly number[], next?: string): Answer => ({
  json: ids.map((id) => ({ id })),
  ...(next === undefined ? {} : { headers: { link: `<${next}>; rel="next"` } }),
});

describe('the figures of a run', () => {
  it('count payloads in and out of every step, and what failed', async () => {
    await answering(page([1, 2], '/orders?p=2'), page([3]), { status: 204 }, { status: 422 }, { status: 204 });
    const ports = testPorts();
    const steps = [pull(), single, guard, push('Create order', { retries: 0 })];
    const result = await run(flowOf(steps, plain()), ports, { baseUrl: server.origin });
    expect(
      result.steps.map(({ name, shape, payloadsIn, payloadsOut, failed }) => [
        name,
        shape,
        payloadsIn,
        payloadsOut,
        failed,
      ]),
    ).toEqual([
      ['Pull', 'connector', 1, 2, 0],
      ['Single', 'batch', 2, 3, 0],
      ['Guard', 'try-catch', 3, 2, 1],
      ['Push', 'connector', 3, 2, 1],
    ]);
    expect(result.requests).toMatchObject({ received: 2, sent: 2 });
    expect([result.status, result.isComplete, result.canResume]).toEqual([
      { code: 5, name: 'PARTIAL_SUCCESS' },
      true,
      false,
    ]);
    expect(ports.events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['run-started', 'payload-failed', 'run-finished']),
    );
    expect(ports.events[0]).toMatchObject({ event: 'run-started', run: 'run-1', kind: 'flow', name: 'Test' });
    expect(ports.events.at(-1)).toMatchObject({ event: 'run-finished', status: 5 });
    expect(ports.events.find(({ event }) => event === 'payload-failed')).toMatchObject({ step: 'Push', caught: true });
  });

  it('can be read while it is under way', async () => {
    await answering(page([1, 2]), { status: 204 });
    let read: (() => RunProgress) | undefined;
    const flow = flowOf([pull(), push()], plain());
    await run(flow, testPorts(), { baseUrl: server.origin }, { onProgress: (reader) => void (read = reader) });
    expect(read?.()).toMatchObject({ pages: 1, records: 2 });
  });

  it('say that a run which a failure has ended is not complete', async () => {
    await answering(page([1]), { status: 422 });
    const ports = testPorts();
    const result = await run(flowOf([pull(), push()], plain()), ports, { baseUrl: server.origin });
    expect([result.status, result.isComplete]).toEqual([{ code: 3, name: 'FAILURE' }, false]);
    expect(ports.events.find(({ event }) => event === 'payload-failed')).toMatchObject({ step: 'Push', caught: false });
  });

  it('say that a run was stopped, and send nothing any more', async () => {
    const controller = new AbortController();
    server = await startServer(({ method }) => {
      if (method === 'POST') controller.abort();
      return method === 'POST' ? { status: 204 } : page([1, 2, 3]);
    });
    const flow = flowOf([pull(), single, push()], plain());
    const result = await run(flow, testPorts(), { baseUrl: server.origin }, { signal: controller.signal });
    expect([result.status, result.isComplete]).toEqual([{ code: 4, name: 'STOPPED' }, false]);
    expect(server.received.filter(({ method }) => method === 'POST').length).toBeLessThan(3);
  });
});

describe('a step that gets no payload', () => {
  const nothing = { name: 'Nothing', microservice: 'split', config: { path: 'missing' } };
  const posts = (): number => server.received.filter(({ method }) => method === 'POST').length;

  it('does nothing, and says so where it would have sent', async () => {
    await answering(page([1]));
    const ports = testPorts();
    const track = { name: 'Track', microservice: 'track', config: { direction: 'send', fields: ['id'] } };
    const result = await run(flowOf([pull(), nothing, track, push()], plain()), ports, { baseUrl: server.origin });
    expect([result.status.code, posts()]).toEqual([2, 0]);
    const said = ports.events.filter((event) => event.event === 'message' && event.level === 'info');
    expect(said).toMatchObject([{ text: 'No payload arrived; the step did nothing.', step: 'Push' }]);
  });

  it('works on one empty payload, where the profile says so', async () => {
    await answering(page([1]), { status: 204 });
    const profile = resolveProfile({ 'flow.emptyBucket': 'continue', 'connector.concurrency': '1' });
    await run(flowOf([pull(), nothing, push()], plain()), testPorts(), { baseUrl: server.origin }, { profile });
    expect(server.received.map(({ method, body }) => [method, body])).toEqual([
      ['GET', ''],
      ['POST', ''],
    ]);
  });

  it('is no matter where there is one', async () => {
    await answering(page([1]), { status: 204 });
    const ports = testPorts();
    const profile = resolveProfile({ 'flow.emptyBucket': 'continue', 'connector.concurrency': '1' });
    await run(flowOf([pull(), push()], plain()), ports, { baseUrl: server.origin }, { profile });
    expect(posts()).toBe(1);
    expect(ports.events.filter((event) => event.event === 'message')).toEqual([]);
  });
});

describe('attempts', () => {
  const token: Answer = { json: { access_token: 'at' } };
  const values = (): Record<string, string> => ({ baseUrl: server.origin, username: 'u', password: 'p' });
  const attemptsIn = (ports: ReturnType<typeof testPorts>, event: 'request' | 'retry'): unknown[] =>
    ports.events.flatMap((one) => (one.event === event ? [one.attempt] : []));

  it('are counted from one, without the request that a new login repeats', async () => {
    await answering(token, { status: 401 }, token, { status: 500 }, { status: 500 }, page([1]));
    const ports = testPorts();
    const result = await run(flowOf([pull()], connector()), ports, values());
    expect(result.failures).toEqual([]);
    expect(attemptsIn(ports, 'request')).toEqual([1, 1, 2, 3]);
    expect(attemptsIn(ports, 'retry')).toEqual([2, 3]);
    expect(ports.sleeps).toEqual([1000, 2000]);
  });

  it('come to an end, and the failure says how many there were', async () => {
    await answering({ status: 500 }, { status: 502 }, { status: 503 });
    const result = await run(flowOf([pull()], plain()), testPorts(), { baseUrl: server.origin });
    expect(result.failures).toMatchObject([{ code: 'run/server-error', status: 503, attempt: 3 }]);
    expect(server.received).toHaveLength(3);
  });

  it.each([
    [199 + 1, []],
    [299, []],
    [300, ['run/rejected']],
    [404, ['run/rejected']],
    [408, ['run/server-error']],
    [425, ['run/server-error']],
    // Waited for; it uses up no attempt.
    [429, []],
    [499, ['run/rejected']],
    [500, ['run/server-error']],
  ])('end with status %i as %j', async (status, codes) => {
    await answering({ status, json: [] });
    const result = await run(flowOf([{ ...pull(), config: { retries: 0 } }], plain()), testPorts(), {
      baseUrl: server.origin,
    });
    expect(result.failures.map(({ code }) => code)).toEqual(codes);
  });
});

it('keeps what failed with the key under which it was sent', async () => {
  await answering(page([1, 2]), { status: 422 }, 'drop');
  const kept: FailedPayloadRecord[] = [];
  const ports = testPorts();
  const { journal } = ports;
  const keeping = { ...journal, keepFailed: (failed: FailedPayloadRecord) => Promise.resolve(void kept.push(failed)) };
  const flow = flowOf(
    [pull(), single, guard, push('Create order', { retries: 0 })],
    plain({ idempotencyKey: { header: 'Idempotency-Key' } }),
  );
  await run(flow, { ...ports, journal: keeping }, { baseUrl: server.origin });
  const keys = server.received.flatMap(({ headers }) => headers['idempotency-key'] ?? []);
  // A refusal is final: sent again, it is another request.
  expect(
    kept.map(({ step, failure, payload, idempotencyKey }) => [
      step,
      failure.code,
      Buffer.from(payload.bytes ?? '').toString(),
      idempotencyKey,
    ]),
  ).toEqual([
    ['Push', 'run/rejected', '{"id":1}', undefined],
    ['Push', 'run/connection-failed', '{"id":2}', keys[1]],
  ]);
});
