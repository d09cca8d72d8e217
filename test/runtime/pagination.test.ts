import { describe, expect, it } from 'vitest';
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

  it('ends when a page leads to one that was read', async () => {
    const server = await startServer(({ url }) => ({ json: { orders: [{ id: 1 }], links: { next: url.href } } }));
    try {
      const flow = flowOf(
        [pull()],
        connector({ pagination: { method: 'Next Page URL', nextPath: 'links.next' }, dataPath: 'orders' }),
      );
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result.failures.map(({ code }) => code)).toEqual(['run/pagination-loop']);
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
      const flow = flowOf(
        [pull()],
        connector({ pagination: { method: 'Next Page URL', nextPath: 'links.next' }, dataPath: 'orders' }),
      );
      const result = await run(flow, testPorts(), { baseUrl: server.origin });
      expect(result.failures.map(({ code }) => code)).toEqual(['run/page-elsewhere']);
      expect(visited).toEqual([]);
    } finally {
      await server.close();
      await other.close();
    }
  });
});
