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
