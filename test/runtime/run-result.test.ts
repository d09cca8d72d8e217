import { afterEach, describe, expect, it } from 'vitest';
import type { RunProgress } from '../../src/contract/events.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let server: TestServer;
afterEach(() => server.close());

const connector = {
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' },
    { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink' },
  ],
};
const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
const say = (template: string): object => ({
  name: 'Say',
  microservice: 'notify',
  config: { level: 'error', channels: 'email_and_log', template, groups: ['Ops'] },
});
const guard = {
  name: 'Guard',
  microservice: 'try-catch',
  routes: [
    { name: 'Try', first_step: 'Push' },
    { name: 'Catch', first_step: 'Say' },
  ],
};

/** This many orders; those with an even id are refused. */
async function serve(count: number): Promise<void> {
  const orders = Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
  server = await startServer(({ method, body }) => {
    if (method === 'GET') return { json: orders };
    return (JSON.parse(body) as { id: number }).id % 2 === 0
      ? { status: 422, json: { error: 'even' } }
      : { status: 204 };
  });
}

describe('the result of a run', () => {
  it('names the record and page of every failure', async () => {
    await serve(5);
    const result = await run(flowOf([pull(), single, guard, push(), say('x')], connector), testPorts(), {
      baseUrl: server.origin,
    });
    expect(result.failures).toMatchObject([
      { code: 'run/rejected', step: 'Push', status: 422, origin: { page: 1, path: '1', key: '2' } },
      { code: 'run/rejected', step: 'Push', status: 422, origin: { page: 1, path: '3', key: '4' } },
    ]);
    expect(result.omitted).toEqual({ failures: 0, items: 0, notifications: 0, warnings: 0 });
  });

  it('names what started the run by its own key', async () => {
    await serve(0);
    const result = await run(
      flowOf([guard, push(), say('x')], connector),
      testPorts(),
      { baseUrl: server.origin },
      { payload: { id: 12 } },
    );
    expect(result.failures).toMatchObject([{ step: 'Push', origin: { key: '12' } }]);
  });

  it('has every message to people once, with how often it was given', async () => {
    await serve(6);
    const ports = testPorts();
    const result = await run(flowOf([pull(), single, guard, push(), say('refused')], connector), ports, {
      baseUrl: server.origin,
    });
    expect(result.notifications).toEqual([
      { level: 'error', channel: 'email+log', groups: ['Ops'], text: 'refused', count: 3 },
    ]);
    expect(ports.events.filter(({ event }) => event === 'notification')).toHaveLength(3);
  });

  it('counts what it does not list', async () => {
    await serve(20_004);
    const ports = testPorts();
    const result = await run(flowOf([pull(), single, guard, push(), say('[[payload.id]]')], connector), ports, {
      baseUrl: server.origin,
    });
    expect(result.failures).toHaveLength(10_000);
    expect(result.notifications).toHaveLength(10_000);
    expect(result.omitted).toEqual({ failures: 2, items: 0, notifications: 2, warnings: 0 });
    expect(ports.events.filter(({ event }) => event === 'payload-failed')).toHaveLength(10_002);
  }, 60_000);

  it('counts the records on the pages', async () => {
    await serve(7);
    const result = await run(flowOf([pull()], connector), testPorts(), { baseUrl: server.origin });
    expect(result.requests).toEqual({ received: 1, records: 7, sent: 0 });
  });
});

describe('the log of a run', () => {
  it('has the figures of each step before its end', async () => {
    await serve(4);
    const ports = testPorts();
    const result = await run(flowOf([pull(), single, guard, push(), say('x')], connector), ports, {
      baseUrl: server.origin,
    });
    const finished = ports.events.flatMap((event) => (event.event === 'step-finished' ? [event.step] : []));
    expect(finished).toEqual(result.steps);
    expect(finished.map(({ name }) => name)).toEqual(['Pull', 'Single', 'Guard', 'Push', 'Say']);
    expect(ports.events.at(-1)?.event).toBe('run-finished');
  });

  it('has the figures of the steps of a run that fails, too', async () => {
    await serve(4);
    const ports = testPorts();
    await run(flowOf([pull(), single, push()], connector), ports, { baseUrl: server.origin });
    const finished = ports.events.flatMap((event) => (event.event === 'step-finished' ? [event.step] : []));
    expect(finished.at(-1)).toMatchObject({ name: 'Push', failed: 1 });
  });
});

it('says how far it has got to whoever watches', async () => {
  await serve(4);
  const seen: RunProgress[] = [];
  let read: (() => RunProgress) | undefined;
  const ports = testPorts();
  const watching = {
    ...ports,
    log: (event: { readonly event: string }) => {
      if (event.event === 'request' && read !== undefined) seen.push(read());
    },
  };
  await run(
    flowOf([pull(), single, guard, push(), say('x')], connector),
    { ...ports, ...watching },
    { baseUrl: server.origin },
    { onProgress: (given) => (read = given) },
  );
  expect(seen[1]).toEqual({ pages: 1, records: 4, sent: 0, failed: 0 });
  expect(read?.()).toEqual({ pages: 1, records: 4, sent: 2, failed: 2 });
});
