import { afterEach, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let server: TestServer | undefined;
afterEach(async () => server?.close());

const list = { name: 'List orders', direction: 'Receive', method: 'GET' };

describe('parameters', () => {
  it('leaves optional ones without a value out, and encodes the others', async () => {
    server = await startServer(() => ({ json: [] }));
    const endpoint = {
      ...list,
      url: '/shops/{{shop}}/orders?since={{since}}',
      params: [
        { in: 'url', key: 'status', value: '{{status}}', required: false },
        { in: 'url', key: 'tag', value: '{{tag}}', required: false },
      ],
      variables: [{ key: 'shop' }, { key: 'status' }, { key: 'tag' }],
    };
    const step = {
      ...pull(),
      variables: [
        { key: 'shop', value: 'a b/ü?' },
        { key: 'since', value: '1&2/3' },
        { key: 'tag', value: 'x=y' },
      ],
    };
    const result = await run(flowOf([step], { endpoints: [endpoint] }), testPorts(), {
      baseUrl: `${server.origin}/v1`,
    });
    expect(result.failures).toEqual([]);
    expect(server.received.map(({ url }) => url.pathname + url.search)).toEqual([
      '/v1/shops/a%20b/%C3%BC%3F/orders?since=1%262%2F3&tag=x%3Dy',
    ]);
  });

  it('lets no value climb out of its place in the path', async () => {
    server = await startServer(() => ({ json: [] }));
    const step = { ...pull(), variables: [{ key: 'id', value: 'x/../../admin' }] };
    const flow = flowOf([step], { endpoints: [{ ...list, url: 'orders/{{id}}' }] });
    const result = await run(flow, testPorts(), { baseUrl: server.origin });
    expect(result.failures.map(({ code }) => code)).toEqual(['run/bad-url']);
    expect(server.received).toEqual([]);
  });

  it.each([
    ['/v1?tenant=7', '/v1/orders?tenant=7&sort=id'],
    ['/v1/?a=/b?c', '/v1/orders?a=/b?c&sort=id'],
    ['/v1/#orders', '/v1/orders?sort=id'],
    ['?', '/orders?sort=id'],
  ])('keeps the path a path below a base URL that ends in "%s"', async (end, wanted) => {
    server = await startServer(() => ({ json: [] }));
    const flow = flowOf([pull()], { endpoints: [{ ...list, url: '/orders?sort=id' }] });
    const result = await run(flow, testPorts(), { baseUrl: server.origin + end });
    expect(result.failures).toEqual([]);
    expect(server.received.map(({ url }) => url.pathname + url.search)).toEqual([wanted]);
  });

  it('asks for http where a base URL has a host and a port only', async () => {
    const result = await run(flowOf([pull()], { endpoints: [{ ...list, url: '/orders' }] }), testPorts(), {
      baseUrl: 'localhost:8080',
    });
    expect(result.failures.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'run/bad-url Endpoint "List orders" has no complete URL that begins with https:// or http://.',
    ]);
  });

  it('puts body parameters of a search into its JSON', async () => {
    server = await startServer(() => ({ json: [] }));
    const endpoint = {
      ...list,
      method: 'POST',
      url: 'search',
      body: { kind: 'order', filter: { shop: '{{shop}}' } },
      params: [
        { in: 'body', key: 'filter.min', value: '10' },
        { in: 'body', key: 'sku', value: '007' },
        { in: 'body', key: 'sort', value: '{{sort}}', required: false },
      ],
    };
    await run(flowOf([pull()], { endpoints: [endpoint] }), testPorts(), { baseUrl: server.origin, shop: 'uk' });
    expect(server.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { kind: 'order', filter: { shop: 'uk', min: 10 }, sku: '007' },
    ]);
  });

  const filterOf = (field: string, value: string, location = 'url'): object => ({
    field,
    value,
    location,
    comparison: 'eq',
    type: 'string',
  });

  it('sends all values of a parameter that is given several times, in order', async () => {
    server = await startServer(() => ({ json: [] }));
    const endpoint = {
      ...list,
      url: 'orders?sort=id',
      params: [
        { in: 'url', key: 'status[]', value: 'all' },
        { in: 'url', key: 'expand', value: 'lines' },
        { in: 'url', key: 'expand', value: 'tax' },
        { in: 'url', key: 'limit', value: '50' },
        { in: 'header', key: 'X-Shop', value: 'uk' },
        { in: 'header', key: 'x-shop', value: 'de' },
        { in: 'header', key: 'Cookie', value: 'a=1' },
        { in: 'header', key: 'cookie', value: 'b=2' },
      ],
    };
    const filters = [
      filterOf('status[]', 'open'),
      filterOf('tag', 'x&y'),
      filterOf('status[]', 'paid'),
      filterOf('sort', 'date'),
      filterOf('Accept', 'text/csv', 'header'),
      filterOf('accept', 'text/plain', 'header'),
    ];
    await run(flowOf([{ ...pull(), filters }], { endpoints: [endpoint] }), testPorts(), { baseUrl: server.origin });
    const [{ url, headers } = { url: undefined, headers: {} }] = server.received;
    // What the step says stands for what the endpoint says.
    expect(url?.search).toBe('?sort=date&status[]=open&status[]=paid&expand=lines&expand=tax&limit=50&tag=x%26y');
    expect(headers).toMatchObject({ 'x-shop': 'uk, de', cookie: 'a=1; b=2', accept: 'text/csv, text/plain' });
  });

  it('makes a list of a body parameter that is given several times', async () => {
    server = await startServer(() => ({ json: [] }));
    const endpoint = { ...list, method: 'POST', url: 'search', body: { status: 'all' } };
    const filters = [
      filterOf('status', 'open', 'body'),
      filterOf('status', '007', 'body'),
      filterOf('ids', '12345678901234567890', 'body'),
      filterOf('ids', '1.10', 'body'),
      filterOf('one', '[1]', 'body'),
    ];
    await run(flowOf([{ ...pull(), filters }], { endpoints: [endpoint] }), testPorts(), { baseUrl: server.origin });
    expect(server.received[0]?.body).toBe('{"status":["open","007"],"ids":[12345678901234567890,1.10],"one":[1]}');
  });

  it.each([
    [undefined, 'application/json'],
    ['json', 'application/json'],
    ['xml', '*/*'],
    ['csv', '*/*'],
  ])('asks for what the endpoint gives: %s', async (dataType, accept) => {
    server = await startServer(() => ({ xml: '' }));
    const endpoint = { ...list, url: 'orders', ...(dataType === undefined ? {} : { dataType }) };
    await run(flowOf([pull()], { endpoints: [endpoint] }), testPorts(), { baseUrl: server.origin });
    expect(server.received[0]?.headers.accept).toBe(accept);
  });

  it('refuses different values of a header that takes one', async () => {
    server = await startServer(() => ({ json: [] }));
    const flow = (...values: readonly string[]): ReturnType<typeof flowOf> =>
      flowOf([{ ...pull(), filters: values.map((value) => filterOf('Content-Type', value, 'header')) }], {
        endpoints: [{ ...list, url: 'orders' }],
      });
    const values = { baseUrl: server.origin };
    expect((await run(flow('text/csv', 'text/plain'), testPorts(), values)).failures).toMatchObject([
      { code: 'run/bad-header', step: 'Pull' },
    ]);
    expect(server.received).toEqual([]);
    expect((await run(flow('text/csv', 'text/csv'), testPorts(), values)).failures).toEqual([]);
    expect(server.received[0]?.headers['content-type']).toBe('text/csv');
  });

  it('refuses a header that cannot be sent, and sends what can be', async () => {
    server = await startServer(() => ({ json: [] }));
    const params = [{ in: 'header', key: 'x-name', value: '{{name}}' }];
    const flow = flowOf([pull()], { endpoints: [{ ...list, url: 'orders', params }] });
    for (const name of ['ключ', 'a\r\nx-admin: 1', 'a\0', '\u007F', '€']) {
      const { failures } = await run(flow, testPorts(), { baseUrl: server.origin, name });
      expect(failures).toMatchObject([{ code: 'run/bad-header', step: 'Pull' }]);
    }
    expect(server.received).toEqual([]);
    for (const name of ['Größe', 'a\tb', '!~', '']) await run(flow, testPorts(), { baseUrl: server.origin, name });
    expect(server.received.map(({ headers }) => headers['x-name'])).toEqual(['Größe', 'a\tb', '!~', '']);
  });

  it('sends a form where the endpoint takes one', async () => {
    server = await startServer(() => ({ json: {} }));
    const endpoint = { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders', bodyType: 'form' };
    const flow = flowOf([push()], { endpoints: [endpoint] });
    await run(flow, testPorts(), { baseUrl: server.origin }, { payload: { id: 1, lines: [{ sku: 'A' }] } });
    expect(server.received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(decodeURIComponent(server.received[0]?.body ?? '')).toBe('id=1&lines[0][sku]=A');
  });

  it('keeps to the limit of an endpoint beside that of the connector', async () => {
    server = await startServer(({ url }) => ({
      json: { next: url.searchParams.get('c') === '2' ? null : Number(url.searchParams.get('c') ?? 0) + 1 },
    }));
    const ports = testPorts();
    const endpoint = {
      ...list,
      url: 'orders',
      rateLimit: { count: 1, unit: 'minute' },
      pagination: { method: 'Next page token', tokenParameter: 'c', tokenPath: 'next' },
    };
    await run(flowOf([pull()], { endpoints: [endpoint], rateLimit: { count: 100, unit: 'second' } }), ports, {
      baseUrl: server.origin,
    });
    expect(ports.sleeps).toEqual([60_000, 120_000]);
  });
});

it('goes on with what it sent where the answer has nothing in it', async () => {
  const create = { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders' };
  for (const answer of [
    { status: 204 },
    { status: 201 },
    { status: 201, xml: ' \n' },
    { status: 201, xml: '\uFEFF' },
  ]) {
    server = await startServer(() => answer);
    const flow = flowOf([push(), { ...push('Tell'), name: 'Tell' }], {
      endpoints: [create, { ...create, name: 'Tell', url: 'tell' }],
    });
    await run(flow, testPorts(), { baseUrl: server.origin }, { payload: { id: 1 } });
    expect(server.received.map(({ body }) => body)).toEqual(['{"id":1}', '{"id":1}']);
    await server.close();
  }
});

it('reads all pages of a GraphQL connection', async () => {
  const nodes = Array.from({ length: 5 }, (_, id) => ({ id }));
  server = await startServer(({ body }) => {
    const { variables } = JSON.parse(body) as { variables: { after: string | null; status: string } };
    const start = Number(variables.after ?? 0);
    const pageInfo = { endCursor: String(start + 2), hasNextPage: start + 2 < nodes.length };
    return variables.status === 'open'
      ? { json: { data: { orders: { nodes: nodes.slice(start, start + 2), pageInfo } } } }
      : { status: 400 };
  });
  const endpoint = {
    ...list,
    method: 'POST',
    url: 'graphql',
    body: {
      query: 'query ($after: String, $status: String) { orders }',
      variables: { after: null, status: '{{status}}' },
    },
    dataPath: 'data.orders.nodes',
    pagination: {
      method: 'GraphQL Cursor',
      endCursorPath: 'data.orders.pageInfo.endCursor',
      hasNextPagePath: 'data.orders.pageInfo.hasNextPage',
    },
  };
  const result = await run(flowOf([pull()], { endpoints: [endpoint] }), testPorts(), {
    baseUrl: server.origin,
    status: 'open',
  });
  expect(result.failures).toEqual([]);
  const asked = server.received.map(
    ({ body }) => (JSON.parse(body) as { variables: { after: unknown } }).variables.after,
  );
  expect(asked).toEqual([null, '2', '4']);
});
