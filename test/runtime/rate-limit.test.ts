import { afterEach, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, push, run, single } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { manualClock } from '../support/manual-clock.ts';

let server: TestServer;
afterEach(() => server.close());

describe('a rate limit of our own', () => {
  const create = { name: 'Create order', direction: 'Send', method: 'PUT', url: '/orders', concurrency: 4 };
  const limit = { count: 2, unit: 'minute' };

  it.each([
    ['the connector', { rateLimit: limit }, {}],
    ['the endpoint', {}, { rateLimit: limit }],
  ])('of %s keeps requests back until it is their turn', async (_, connector, endpoint) => {
    server = await startServer(() => ({ status: 204 }));
    const clock = manualClock();
    const done = run(
      flowOf([single, push()], { ...connector, endpoints: [{ ...create, ...endpoint }] }),
      { ...testPorts(), clock },
      { baseUrl: server.origin },
      { payload: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }] },
    );
    await clock.until(2);
    // Two at once, then one each half minute.
    expect(clock.waiting).toEqual([30_000, 60_000]);
    while (server.received.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.received).toHaveLength(2);
    clock.tick();
    clock.tick();
    expect((await done).status.code).toBe(2);
    expect(server.received).toHaveLength(4);
  });
});
