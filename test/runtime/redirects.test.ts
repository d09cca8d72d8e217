import { afterEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type Answer, type TestServer } from '../support/http-server.ts';

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serving(answer: Parameters<typeof startServer>[0]): Promise<TestServer> {
  const server = await startServer(answer);
  open.push(server);
  return server;
}
const to = (location: string, status = 302): Answer => ({ status, headers: { location } });

function read({ origin }: TestServer, method = 'GET'): Promise<RunResult> {
  const connector = {
    authMethods: [{ name: 'Token', type: 'token' }],
    endpoints: [
      { name: 'List orders', direction: 'Receive', method, url: '/orders', ...(method === 'GET' ? {} : { body: {} }) },
      { name: 'Create order', direction: 'Send', method: 'POST', url: '/orders' },
    ],
  };
  const step = method === 'POST' ? push() : pull();
  return run(flowOf([step], connector), testPorts(), { baseUrl: origin, token: 'pat-1234' }, { payload: { id: 1 } });
}

describe('a read that is sent on', () => {
  it.each([301, 302, 303, 307, 308])('goes there with its credentials: %s', async (status) => {
    const server = await serving(({ url }) => (url.pathname === '/orders' ? to('moved?page=1', status) : { json: [] }));
    expect((await read(server)).failures).toEqual([]);
    expect(server.received.map(({ url, headers }) => [url.pathname + url.search, headers.authorization])).toEqual([
      ['/orders', 'Bearer pat-1234'],
      ['/moved?page=1', 'Bearer pat-1234'],
    ]);
  });

  it('goes from where it was sent to', async () => {
    const ways: Readonly<Record<string, string>> = { '/orders': '/a/b', '/a/b': 'c', '/a/c': './d' };
    const server = await serving(({ url: { pathname } }) =>
      ways[pathname] === undefined ? { json: [] } : to(ways[pathname]),
    );
    expect((await read(server)).failures).toEqual([]);
    expect(server.received.map(({ url }) => url.pathname)).toEqual(['/orders', '/a/b', '/a/c', '/a/d']);
  });

  it('goes no further than five times', async () => {
    const server = await serving(() => to('/orders'));
    expect((await read(server)).failures).toMatchObject([{ code: 'run/rejected', status: 302 }]);
    expect(server.received).toHaveLength(6);
  });

  it.each([300, 304, 305])('goes nowhere for %s', async (status) => {
    const server = await serving(() => to('/moved', status));
    expect((await read(server)).failures).toMatchObject([{ code: 'run/rejected', status }]);
    expect(server.received).toHaveLength(1);
  });

  it.each(['http://[', '', undefined])('goes nowhere without a place: %s', async (location) => {
    const server = await serving(() => (location === undefined ? { status: 302 } : to(location)));
    const { failures } = await read(server);
    expect(failures).toMatchObject([{ code: 'run/rejected', status: 302 }]);
  });

  it('does not leave its host: nothing is sent there, and the failure says where it was sent', async () => {
    const other = await serving(() => ({ json: [] }));
    const server = await serving(() => to(`${other.origin}/orders?k=pat-1234`));
    expect((await read(server)).failures).toMatchObject([
      {
        code: 'run/rejected',
        status: 302,
        message: `GET "List orders" was answered with 302, which leads to ${other.origin}/orders?k=***.`,
        request: { url: `${server.origin}/orders` },
      },
    ]);
    expect(other.received).toEqual([]);
  });
});

it('a push is not sent on', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const server = await serving(() => to('/moved', status));
    expect((await read(server, 'POST')).failures).toMatchObject([{ code: 'run/rejected', status }]);
    expect(server.received).toHaveLength(1);
  }
});
