// Documents that nobody has looked into are cut without making values of them. They must come out as those that are.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

const count = 12_000;
const records = Array.from(
  { length: count },
  (_, id) => `{"id":${id},"ean":12345678901234567890,"t":"${'é],'.repeat(30)}"}`,
);
let text = '';
let type = '';
let server: TestServer;
beforeAll(async () => {
  server = await startServer(({ method }) =>
    method === 'POST' ? { status: 204 } : { xml: text, headers: { 'content-type': type } },
  );
});
afterAll(() => server.close());

const connector = {
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' },
    { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink' },
  ],
};
/** Through a cache, so that the batch gets bytes that nobody has read. */
const cached = ['add', 'load'].map((action) => ({ name: action, microservice: 'cache', config: { action, key: 'k' } }));

async function batched(config: object, before: readonly object[] = cached): Promise<readonly string[]> {
  const from = server.received.length;
  const steps = [pull(), ...before, { name: 'Batch', microservice: 'batch', config }, push()];
  const result = await run(flowOf(steps, connector), testPorts(), { baseUrl: server.origin });
  expect(result.failures).toEqual([]);
  return server.received.slice(from).flatMap(({ method, body }) => (method === 'POST' ? [body] : []));
}

describe('long JSON', () => {
  it.each([
    ['*', 5000, `[${records.join(',')}]`],
    ['data.orders', 7000, `{"total":1.0,"data":{"orders":[${records.join(',')}]},"x":[1]}`],
  ])('is batched at "%s" with its bytes as they stand', async (path, size, document) => {
    [text, type] = [document, 'application/json'];
    const sent = await batched({ path, size });
    const expected = Array.from({ length: Math.ceil(count / size) }, (_, index) =>
      records.slice(index * size, (index + 1) * size),
    );
    expect(sent.map((body) => body.length)).toEqual(expected.map((some) => `[${some.join(',')}]`.length));
    expect(sent).toEqual(expected.map((some) => `[${some.join(',')}]`));
    expect(await batched({ path, size }, [])).toEqual(sent);
  });

  it('that has no list there is dropped as short JSON is', async () => {
    [text, type] = [`{"data":[${records.join(',')}]}`, 'application/json'];
    expect(await batched({ path: 'orders', size: 1000 })).toEqual([]);
  });
});

describe('long CSV', () => {
  const lines = Array.from({ length: count }, (_, id) => `${id};"a;\n""${id}"""`);
  const filter = {
    name: 'All',
    microservice: 'filter',
    filters: [{ field: 'id', comparison: 'neq', type: 'string', value: 'none' }],
  };

  it('is batched as what has been read is', async () => {
    [text, type] = [`id;t\r\n${lines.join('\r\n')}`, 'text/csv'];
    const sent = await batched({ path: '*', size: 5000 }, []);
    const expected = [0, 5000, 10_000].map((from) => `id;t\r\n${lines.slice(from, from + 5000).join('\r\n')}`);
    expect(sent).toEqual(expected);
    expect(await batched({ path: '*', size: 5000 }, [filter])).toEqual(expected);
  });

  it('that cannot be read sends nothing', async () => {
    [text, type] = [`id;t\r\n${lines.join('\r\n')}\r\n1;2;3\r\n`, 'text/csv'];
    const from = server.received.length;
    const steps = [pull(), { name: 'Batch', microservice: 'batch', config: { path: '*', size: 10 } }, push()];
    const result = await run(flowOf(steps, connector), testPorts(), { baseUrl: server.origin });
    expect(result.failures).toMatchObject([{ code: 'run/bad-document', step: 'Batch' }]);
    expect(server.received.slice(from).filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
