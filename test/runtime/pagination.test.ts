import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type Answer, type Received } from '../support/http-server.ts';

const orders = Array.from({ length: 7 }, (_, id) => ({ id }));
const perPage = 3;

function slice(page: number): object[] {
  return orders.slice((page - 1) * perPage, page * perPage);
}

interface Case {
  readonly pagination: object;
  readonly dataPath?: string;
  readonly answer: (url: URL) => Answer;
}

const cases: Readonly<Record<string, Case>> = {
  'page number': {
    pagination: { method: 'Page number parameter', pageParameter: 'page', dataPath: 'orders' },
    dataPath: 'orders',
    answer: (url) => ({ json: { orders: slice(Number(url.searchParams.get('page'))) } }),
  },
  'limit and offset': {
    pagination: {
      method: 'Limit offset',
      limitParameter: 'limit',
      offsetParameter: 'offset',
      limit: perPage,
      dataPath: 'orders',
    },
    dataPath: 'orders',
    answer(url) {
      const offset = Number(url.searchParams.get('offset'));
      return { json: { orders: orders.slice(offset, offset + Number(url.searchParams.get('limit'))) } };
    },
  },
  'next URL': {
    pagination: { method: 'Next Page URL', nextPath: 'links.next' },
    dataPath: 'orders',
    answer(url) {
      const page = Number(url.searchParams.get('page') ?? 1);
      return {
        json: { orders: slice(page), links: { next: page < 3 ? `${url.origin}/orders?page=${page + 1}` : null } },
      };
    },
  },
  'link header': {
    pagination: { method: 'Link Header' },
    answer(url) {
      const page = Number(url.searchParams.get('page') ?? 1);
      const link = `</orders?page=1>; rel="first", </orders?page=${page + 1}>; rel="next"`;
      return { json: slice(page), ...(page < 3 ? { headers: { link } } : {}) };
    },
  },
  'page token': {
    pagination: { method: 'Next page token', tokenParameter: 'cursor', tokenPath: 'next' },
    dataPath: 'orders',
    answer(url) {
      const page = Number(url.searchParams.get('cursor')?.slice(1) ?? 1);
      return { json: { orders: slice(page), next: page < 3 ? `c${page + 1}` : null } };
    },
  },
};

function connector({ pagination, dataPath }: Pick<Case, 'pagination' | 'dataPath'>): object {
  const list = {
    name: 'List orders',
    direction: 'Receive',
    method: 'GET',
    url: 'orders',
    pagination,
    ...(dataPath === undefined ? {} : { dataPath }),
  };
  return { endpoints: [list, { name: 'Create order', direction: 'Send', method: 'POST', url: 'sink' }] };
}

const nextUrl = { method: 'Next Page URL', nextPath: 'links.next' };
const numbered = { method: 'Page number parameter', pageParameter: 'page' };

describe('pagination', () => {
  it.each(Object.entries(cases))('%s reads every record once', async (_, one) => {
    const server = await startServer((request) => (request.method === 'POST' ? {} : one.answer(request.url)));
    try {
      const path = one.dataPath ?? '*';
      const split = { name: 'Single', microservice: 'batch', config: { path, size: 1, do_not_wrap_single: true } };
      const result = await run(flowOf([pull(), split, push()], connector(one)), testPorts(), {
        baseUrl: server.origin,
      });
      expect(result.failures).toEqual([]);
      expect(result.status.code).toBe(2);
      const sent = server.received
        .filter(({ method }) => method === 'POST')
        .map(({ body }) => JSON.parse(body) as unknown);
      expect(sent).toEqual(orders);
    } finally {
      await server.close();
    }
  });

  it('ends when a page leads to one that was read, and names page and address', async () => {
    const server = await startServer(({ url }) => ({ json: { orders: [{ id: 1 }], links: { next: url.href } } }));
    try {
      const flow = flowOf([pull()], connector({ pagination: nextUrl, dataPath: 'orders' }));
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result.failures).toMatchObject([
        {
          code: 'run/pagination-loop',
          step: 'Pull',
          origin: { page: 1 },
          request: { method: 'GET', url: `${server.origin}/orders` },
          message: expect.stringContaining('Page 1 of "List orders"') as unknown,
        },
      ]);
    } finally {
      await server.close();
    }
  });

  it('never takes credentials to another host', async () => {
    const visited: Received[] = [];
    const other = await startServer((request) => {
      visited.push(request);
      return { json: [] };
    });
    const server = await startServer(() => ({
      json: { orders: [{ id: 1 }], links: { next: `${other.origin}/more` } },
    }));
    try {
      const flow = flowOf([pull()], connector({ pagination: nextUrl, dataPath: 'orders' }));
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result.failures.map(({ code }) => code)).toEqual(['run/page-elsewhere']);
      expect(result.failures[0]?.message).toContain(`${other.origin}, and the list is at ${server.origin}`);
      expect(visited).toEqual([]);
    } finally {
      await server.close();
      await other.close();
    }
  });

  it('reads an address that comes from behind a proxy from the host of the instance, and says so', async () => {
    const server = await startServer(({ url }) => ({
      json: url.searchParams.has('page')
        ? { orders: [{ id: 2 }] }
        : { orders: [{ id: 1 }], links: { next: 'http://inner.example:8080/orders?page=2' } },
    }));
    try {
      const flow = flowOf([pull()], connector({ pagination: nextUrl, dataPath: 'orders' }));
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result).toMatchObject({ failures: [], requests: { received: 2, records: 2 } });
      expect(result.warnings).toEqual([
        `"List orders": The next page is named with http://inner.example:8080; it was read from ${server.origin}, which the instance names.`,
      ]);
    } finally {
      await server.close();
    }
  });

  it('sends to further pages what the authentication method adds, and shows none of it', async () => {
    const server = await startServer(({ url }) => ({
      status: url.searchParams.get('key') === 'S3cret/1' ? 200 : 403,
      json: {
        orders: [{ id: 1 }],
        links: { next: url.searchParams.has('page') ? 'http://[S3cret/1' : '?page=2' },
      },
    }));
    try {
      const method = { name: 'Key', type: 'none', params: [{ in: 'url', key: 'key', value: '{{key}}' }] };
      const variables = [{ key: 'key', secret: true }];
      const flow = flowOf([pull()], {
        ...connector({ pagination: nextUrl, dataPath: 'orders' }),
        authMethods: [{ ...method, variables }],
      });
      const result = await run(flow, testPorts({ KEY: 'S3cret/1' }), { baseUrl: server.origin, key: 'secret://KEY' });
      expect(server.received.slice(0, 2).map(({ url }) => url.search)).toEqual([
        '?key=S3cret%2F1',
        '?page=2&key=S3cret%2F1',
      ]);
      expect(result.failures).toMatchObject([{ code: 'run/bad-next-page', origin: { page: 2 } }]);
      expect(JSON.stringify(result)).not.toContain('S3cret');
    } finally {
      await server.close();
    }
  });

  it('leaves alone what an answer sets itself', async () => {
    const server = await startServer(({ url }) => ({
      json: { orders: [{ id: 1 }], links: { next: url.searchParams.has('page') ? null : '?page=2&tenant=its-own' } },
    }));
    try {
      const method = { name: 'Key', type: 'none', params: [{ in: 'url', key: 'tenant', value: 'ours' }] };
      const flow = flowOf([pull()], {
        ...connector({ pagination: nextUrl, dataPath: 'orders' }),
        authMethods: [method],
      });
      await run(flow, testPorts(), { baseUrl: server.origin });
      expect(server.received.map(({ url }) => url.search)).toEqual(['?tenant=ours', '?page=2&tenant=its-own']);
    } finally {
      await server.close();
    }
  });

  it('shows no credentials that an answer adds to the address of a page', async () => {
    const server = await startServer(({ url }) =>
      url.searchParams.has('page')
        ? { status: 403, json: { error: `not with ${url.searchParams.get('access_token')}` } }
        : {
            json: {
              orders: [{ id: 1 }],
              links: { next: '?page=2&access_token=EAAB0wNlong&page_token=visible-here&key=a1' },
            },
          },
    );
    try {
      const ports = testPorts();
      const flow = flowOf([pull()], connector({ pagination: nextUrl, dataPath: 'orders' }));
      const result = await run(flow, ports, { baseUrl: server.origin });
      expect(result.failures).toMatchObject([
        {
          code: 'run/rejected',
          origin: { page: 2 },
          request: { url: expect.stringContaining('page_token=visible-here&key=a1') as unknown },
        },
      ]);
      expect(JSON.stringify([result, ports.events])).not.toContain('EAAB0wNlong');
    } finally {
      await server.close();
    }
  });

  it('takes an answer without content for a page without records', async () => {
    const server = await startServer(({ url }) =>
      url.searchParams.get('page') === '1' ? { json: { orders: [{ id: 1 }] } } : { status: 204 },
    );
    try {
      const flow = flowOf([pull()], connector({ pagination: numbered, dataPath: 'orders' }));
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result).toMatchObject({ failures: [], steps: [{ name: 'Pull', payloadsOut: 1 }] });
    } finally {
      await server.close();
    }
  });

  it('hands on a first page without records, and an answer that is one record', async () => {
    for (const [pagination, orders] of [
      [numbered, []],
      [{ method: 'default' }, { id: 1 }],
    ] as const) {
      const server = await startServer(() => ({ json: { orders } }));
      try {
        const flow = flowOf([pull()], connector({ pagination, dataPath: 'orders' }));
        const result = await run(flow, testPorts(), { baseUrl: server.origin });
        expect(result).toMatchObject({ failures: [], steps: [{ name: 'Pull', payloadsOut: 1 }] });
      } finally {
        await server.close();
      }
    }
  });

  it('hands on an answer that is no success where the step asks for that, and ends there', async () => {
    const server = await startServer(({ url }) =>
      url.searchParams.get('page') === '1'
        ? { json: { orders: [{ id: 1 }] } }
        : { status: 404, json: { error: 'no such page' } },
    );
    try {
      const tolerant = { ...pull(), config: { allow_unsuccessful_statuses: true } };
      const flow = flowOf(
        [tolerant],
        connector({ pagination: { ...numbered, totalPath: 'total' }, dataPath: 'orders' }),
      );
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result).toMatchObject({ failures: [], steps: [{ name: 'Pull', payloadsOut: 2 }] });
    } finally {
      await server.close();
    }
  });

  it.each([
    ['text/plain', 'no orders', numbered, 'run/no-end-of-list'],
    ['text/csv', 'id;name\n1;A\n', numbered, 'run/no-list'],
    ['application/json', '{"orders":{"id":1}}', numbered, 'run/no-list'],
    ['application/json', '', numbered, 'run/no-list'],
    ['application/json', '{"orders":null}', { method: 'default' }, 'run/no-list'],
    ['application/json', '{"error":"no"}', numbered, 'run/no-list', 'orders.*.node'],
  ])('does not take %s %j for a page that ends the list', async (type, text, pagination, code, dataPath = 'orders') => {
    const server = await startServer(() => ({ headers: { 'content-type': type }, xml: text }));
    try {
      const flow = flowOf([pull()], connector({ pagination, dataPath }));
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result.failures.map((failure) => failure.code)).toEqual([code]);
    } finally {
      await server.close();
    }
  });
});

describe('pages ahead', () => {
  /** Which pages were asked for. The answer for a page may wait until the server is asked for two further ones. */
  async function pages(
    more: object,
    {
      instance = {},
      waits = [],
      body = (page: number): object => ({ orders: page < 12 ? [{ id: page }] : [] }),
    }: { instance?: object; waits?: readonly number[]; body?: (page: number) => object } = {},
  ): Promise<{ most: number; asked: readonly number[]; result: RunResult }> {
    let [underWay, most] = [0, 0];
    const asked: number[] = [];
    const waiting = new Map<number, () => void>();
    const server = await startServer(async ({ url }) => {
      const page = Number(url.searchParams.get('page') ?? 1);
      asked.push(page);
      most = Math.max(most, ++underWay);
      waiting.get(page - 2)?.();
      if (waits.includes(page) && !asked.includes(page + 2))
        await new Promise<void>((resolve) => void waiting.set(page, resolve));
      underWay--;
      return { json: body(page) };
    });
    try {
      const shop = { endpoints: [{ ...listing, ...more }] };
      const values = { baseUrl: server.origin };
      const instances = new Map([['Shop', { name: 'Shop', connector: 'shop', values, ...instance }]]);
      const result = await run(flowOf([pull()], shop), testPorts(), values, { instances });
      return { most, asked: asked.toSorted((a, c) => a - c), result };
    } finally {
      await server.close();
    }
  }
  const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);
  const listing = {
    name: 'List orders',
    direction: 'Receive',
    method: 'GET',
    url: 'orders',
    dataPath: 'orders',
    pagination: { method: 'Page number parameter', pageParameter: 'page' },
  };

  it('are asked for several at once, and few that are not there', async () => {
    const { most, asked, result } = await pages({}, { waits: [4, 5, 6] });
    expect(result).toMatchObject({ failures: [], requests: { records: 11 } });
    expect(most).toBeLessThanOrEqual(6);
    expect(asked.length).toBeLessThanOrEqual(18);
  });

  it.each([
    ['the endpoint', { concurrency: 1 }, {}],
    ['the instance', {}, { concurrency: 1 }],
  ])('are asked for one by one where %s says so', async (_, endpoint, instance) => {
    const { most, asked } = await pages(endpoint, { instance });
    expect([most, asked]).toEqual([1, upTo(12)]);
  });

  const rateLimit = { count: 100, unit: 'second' };
  it.each([
    ['the endpoint', { rateLimit }, {}],
    ['the instance', {}, { rateLimit }],
  ])('are not guessed where requests are counted for %s', async (_, endpoint, instance) => {
    expect((await pages(endpoint, { instance })).asked).toEqual(upTo(12));
  });

  it('are called off when the list has ended', async () => {
    // Nobody answers beyond the last page.
    const beyond = new Promise<never>(() => undefined);
    const server = await startServer(({ url }) => {
      const page = Number(url.searchParams.get('page'));
      return page > 5 ? beyond : { json: { orders: page < 5 ? [{ id: page }] : [] } };
    });
    try {
      const result = await run(flowOf([pull()], { endpoints: [listing] }), testPorts(), { baseUrl: server.origin });
      expect(result).toMatchObject({ failures: [], requests: { records: 4 } });
    } finally {
      await server.close();
    }
  });

  it('are called off when the run is stopped', async () => {
    const stop = new AbortController();
    const server = await startServer(({ url }) => {
      if (url.searchParams.get('page') === '1') return { json: { orders: [{ id: 1 }] } };
      stop.abort();
      return new Promise<never>(() => undefined);
    });
    try {
      const flow = flowOf([pull()], { endpoints: [listing] });
      const result = await run(flow, testPorts(), { baseUrl: server.origin }, { signal: stop.signal });
      expect(result.status.code).toBe(4);
    } finally {
      await server.close();
    }
  });

  it('are not asked for beyond the number of pages that the list states', async () => {
    const pagination = { ...listing.pagination, pagesPath: 'pages' };
    const body = (page: number): object => ({ orders: [{ id: page }], pages: 9 });
    expect((await pages({ pagination }, { body, waits: [2, 5, 7] })).asked).toEqual(upTo(9));
  });

  it('are guessed from addresses that count up, and read only as the answers say', async () => {
    const pagination = { method: 'Next Page URL', nextPath: 'next' };
    const listOf = (last: number) => (page: number) => ({
      orders: [{ id: page }],
      ...(page < last ? { next: `?page=${page + 1}` } : {}),
    });
    const { asked, result } = await pages({ pagination }, { body: listOf(20), waits: [5, 6, 9] });
    expect(result).toMatchObject({ failures: [], requests: { records: 20 } });
    expect(asked).toEqual(upTo(asked.length));
    expect(asked.length).toBeLessThanOrEqual(26);
    expect((await pages({ pagination }, { body: listOf(4) })).asked).toEqual(upTo(4));
  });
});
