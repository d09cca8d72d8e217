import { afterEach, describe, expect, it } from 'vitest';
import type { InDoubt } from '../../src/contract/events.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { flowOf, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const connector = { endpoints: [{ name: 'Create order', direction: 'Send', method: 'POST', url: '/sink' }] };
const unread = { status: 201, xml: '{', headers: { 'content-type': 'application/json' } };

describe('a journal that takes its time', () => {
  /** Notes what is in doubt only when the test says so. */
  function slowJournal(): { ports: TestPorts; write: () => void; begun: Promise<void> } {
    const ports = testPorts();
    const { journal } = ports;
    let write = (): void => undefined;
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const doubt = async (request: InDoubt): Promise<void> => {
      const written = new Promise<void>((resolve) => (write = resolve));
      begin();
      await written;
      await journal.doubt(request);
    };
    return { ports: { ...ports, journal: { ...journal, doubt } }, write: () => write(), begun };
  }

  it('has it before the request is sent again', async () => {
    server = await startServer((_, count) => ({ status: count === 1 ? 504 : 201 }));
    const baseUrl = server.origin;
    const { ports, write, begun } = slowJournal();
    const done = run(flowOf([push()], connector), ports, { baseUrl }, { payload: { id: 7 } });
    await begun;
    await new Promise((resolve) => setImmediate(resolve));
    expect(server?.received).toHaveLength(1);
    expect(ports.sleeps).toEqual([]);
    write();
    expect((await done).status.code).toBe(2);
    expect(server?.received).toHaveLength(2);
  });

  it.each([
    ['is given up', { status: 504 }],
    ['cannot be read', unread],
    ['is broken off', 'hang'],
  ] as const)('has it before the run ends, where the request %s', async (_, fault) => {
    const stop = new AbortController();
    server = await startServer(() => {
      if (fault === 'hang') stop.abort();
      return fault;
    });
    const { ports, write, begun } = slowJournal();
    const around = { payload: { id: 7 }, signal: stop.signal };
    let hasEnded = false;
    const flow = flowOf([push('Create order', { retries: 0 })], connector);
    const done = run(flow, ports, { baseUrl: server.origin }, around).finally(() => (hasEnded = true));
    await begun;
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasEnded).toBe(false);
    write();
    expect((await done).inDoubt).toHaveLength(1);
  });
});
