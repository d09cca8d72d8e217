import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PaginationError } from '../../src/runtime/pagination-error.ts';
import type { Pagination } from '../../src/runtime/pagination.ts';
import type { Paged } from '../../src/runtime/paged.ts';
import { type Answer, TestServer } from '../support/server.ts';
import { open, operation } from './support.ts';

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

function page(body: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function list(pagination: Pagination, input: object = {}): Paged<unknown, unknown> {
  const parameters = ['page', 'limit', 'offset', 'after'].map((name) => ({ name, in: 'query' }) as const);
  return open(server.origin, { validation: 'off' }).paged(operation({ pagination, parameters }), input);
}

async function read(pagination: Pagination, answers: readonly Answer[], input: object = {}): Promise<unknown[]> {
  server.prepare(...answers);
  const records: unknown[] = [];
  for await (const record of list(pagination, input)) records.push(record);
  return records;
}

const queries = (): string[] => server.received.map(({ url }) => url.search);

describe('all records of all pages', () => {
  it('by page number, until a page is empty', async () => {
    const pagination = { kind: 'page-number', pageParameter: 'page', dataPath: 'data' } as const;
    const records = await read(pagination, [page({ data: [1, 2] }), page({ data: [3] }), page({ data: [] })], { limit: 2 });
    assert.deepEqual(records, [1, 2, 3]);
    assert.deepEqual(queries(), ['?limit=2', '?limit=2&page=2', '?limit=2&page=3']);
  });

  it('by page number, from zero and up to the stated number of pages', async () => {
    const pagination = { kind: 'page-number', pageParameter: 'page', firstPage: 0, dataPath: 'data', pagesPath: 'pages' } as const;
    assert.deepEqual(await read(pagination, [page({ data: [1], pages: 2 }), page({ data: [2], pages: 2 })]), [1, 2]);
    assert.deepEqual(queries(), ['', '?page=1']);
  });

  it('by offset, which moves by what came, until the total or an empty page', async () => {
    const pagination = { kind: 'offset', offsetParameter: 'offset', limitParameter: 'limit', limit: 2, dataPath: 'items' } as const;
    assert.deepEqual(await read(pagination, [page({ items: [1, 2] }), page({ items: [3] }), page({ items: [] })]), [1, 2, 3]);
    assert.deepEqual(queries(), ['?limit=2', '?limit=2&offset=2', '?limit=2&offset=3']);
    const total = { ...pagination, totalPath: 'meta.total' };
    assert.deepEqual(await read(total, [page({ items: [1], meta: { total: 2 } }), page({ items: [2], meta: { total: 2 } })]), [1, 2]);
    assert.deepEqual(queries(), ['?limit=2', '?limit=2&offset=1']);
  });

  it('and one page less where the API guarantees that a short one is the last', async () => {
    const pagination = { kind: 'offset', offsetParameter: 'offset', limitParameter: 'limit', limit: 2, shortPageEnds: true } as const;
    assert.deepEqual(await read(pagination, [page([1, 2]), page([3])]), [1, 2, 3]);
  });

  it('from where the caller begins', async () => {
    const offset = { kind: 'offset', offsetParameter: 'offset', limitParameter: 'limit', limit: 2, dataPath: 'items', totalPath: 'total' } as const;
    assert.deepEqual(await read(offset, [page({ items: [3, 4], total: 5 }), page({ items: [5], total: 5 })], { offset: 2 }), [3, 4, 5]);
    assert.deepEqual(queries(), ['?offset=2&limit=2', '?offset=4&limit=2']);
    const number = { kind: 'page-number', pageParameter: 'page', dataPath: 'items', totalPath: 'total', pagesPath: 'pages' } as const;
    assert.deepEqual(await read(number, [page({ items: [3, 4], total: 5, pages: 3 }), page({ items: [5], total: 5, pages: 3 })], { page: 2 }), [3, 4, 5]);
    assert.deepEqual(queries(), ['?page=2', '?page=3']);
  });

  it('by the next URL in the body, relative or not', async () => {
    const next = [page({ data: [1], next: '?page=2' }), page({ data: [2], next: `${server.origin}/more` }), page({ data: [3], next: null })];
    assert.deepEqual(await read({ kind: 'next-url', nextPath: 'next', dataPath: 'data' }, next), [1, 2, 3]);
    assert.equal(server.received[2]?.url.pathname, '/more');
  });

  it('by the Link header, whatever else it links to', async () => {
    const link = '<https://else/?page=1>; rel="prev", </orders?page=2>; title="a, b"; rel="last next"';
    assert.deepEqual(await read({ kind: 'link-header' }, [page([1], { link }), page([2], { link: '</>; rel=first' })]), [1, 2]);
  });

  it('by token, until there is none', async () => {
    const pagination = { kind: 'token', tokenParameter: 'after', tokenPath: 'cursor.next', dataPath: 'data' } as const;
    assert.deepEqual(await read(pagination, [page({ data: [1], cursor: { next: 'a=' } }), page({ data: [2], cursor: {} })]), [1, 2]);
    assert.deepEqual(queries(), ['', '?after=a%3D']);
  });

  it('by the id of the last record, while there is more', async () => {
    const pagination = { kind: 'token', tokenParameter: 'after', tokenPath: 'data.*.id', hasMorePath: 'more', dataPath: 'data' } as const;
    await read(pagination, [page({ data: [{ id: 'x' }, { id: 'y' }], more: true }), page({ data: [{ id: 'z' }], more: false })]);
    assert.deepEqual(queries(), ['', '?after=y']);
  });
});

it('one page when awaited, all pages when asked, nothing before', async () => {
  const pagination = { kind: 'token', tokenParameter: 'after', tokenPath: 'next', dataPath: 'data' } as const;
  server.prepare(page({ data: [1], next: 'b' }), page({ data: [1], next: 'b' }), page({ data: [2] }));
  const orders = list(pagination);
  assert.equal(server.received.length, 0);
  assert.deepEqual(await orders, { data: [1], next: 'b' });
  assert.equal(server.received.length, 1);
  const pages: unknown[] = [];
  for await (const one of orders.pages()) pages.push(one);
  assert.equal(pages.length, 2);
});

describe('what is no end of a list', () => {
  const number = { kind: 'page-number', pageParameter: 'page', dataPath: 'data' } as const;
  const token = { kind: 'token', tokenParameter: 'after', tokenPath: 'next', dataPath: 'data' } as const;

  it('a page that is shorter than asked', async () => {
    const pages = [page({ data: [1, 2], pages: 2 }), page({ data: [3], pages: 2 })];
    assert.deepEqual(await read({ ...number, limitParameter: 'limit', pagesPath: 'pages' }, pages, { limit: 100 }), [1, 2, 3]);
  });

  it('a page without records that has a token', async () => {
    assert.deepEqual(await read(token, [page({ data: [1], next: 'b' }), page({ data: [], next: 'c' }), page({ data: [2] })]), [1, 2]);
  });

  it('a page that equals the one before', async () => {
    const movement = page({ data: [{ sku: 'A', change: 1 }] });
    assert.equal((await read(number, [movement, movement, page({ data: [] })])).length, 2);
  });

  it('a cursor that JavaScript would round', async () => {
    const [first, last] = ['{"data":[1],"next":98765432109876543210}', '{"data":[2]}'];
    const headers = { 'content-type': 'application/json' };
    await read(token, [{ status: 200, headers, body: first }, { status: 200, headers, body: last }]);
    assert.deepEqual(queries(), ['', '?after=98765432109876543210']);
  });

  it('the last page once more, which ends the list without it', async () => {
    const last = page({ data: [{ id: 2 }] });
    assert.deepEqual(await read(number, [page({ data: [{ id: 1 }] }), last, last, last]), [{ id: 1 }, { id: 2 }]);
  });
});

describe('an error with a reason, and never a gap', () => {
  const number = { kind: 'page-number', pageParameter: 'page', dataPath: 'data' } as const;
  const total = { kind: 'offset', offsetParameter: 'offset', limitParameter: 'limit', limit: 2, dataPath: 'data', totalPath: 'total' } as const;
  const url = { kind: 'next-url', nextPath: 'next' } as const;
  const cases: [reason: string, Pagination, Answer[]][] = [
    ['loop', url, [page({ next: '/orders?page=2' }), page({ next: '/orders' })]],
    ['elsewhere', url, [page({ next: 'https://evil.example/' })]],
    ['bad-next', url, [page({ next: 'http://[' })]],
    ['bad-next', url, [page({ next: { page: 2 } })]],
    ['no-list', number, [page({ data: [1] }), page({ error: 'no' })]],
    ['no-end', { kind: 'page-number', pageParameter: 'page' }, [page({ data: [1] })]],
    ['incomplete', total, [page({ data: [1, 2], total: 4 }), page({ data: [], total: 4 })]],
    ['changed', total, [page({ data: [1, 2], total: 4 }), page({ data: [4], total: 3 })]],
    ['changed', total, [page({ data: [1, 2], total: 3 }), page({ data: [2, 3], total: 3 })]],
    ['repeated', number, [page({ data: [{ id: 1 }] }), page({ data: [{ id: 1 }] })]],
    ['repeated', number, [page({ data: [{ id: 1 }, { id: 2 }] }), page({ data: [{ id: 2 }, { id: 3 }] })]],
  ];
  for (const [reason, pagination, answers] of cases)
    it(`${reason} of ${pagination.kind}: ${answers.map(({ body }) => String(body)).join(' ')}`, async () => {
      await assert.rejects(read(pagination, answers), (error) => {
        assert.ok(error instanceof PaginationError);
        assert.equal(error.reason, reason);
        assert.match(error.message, /GET .*: page \d+ /);
        return true;
      });
      assert.equal(server.received.length, answers.length);
    });

  it('names both hosts', async () => {
    const elsewhere = [page({ next: 'https://evil.example/' })];
    await assert.rejects(read(url, elsewhere), new RegExp(`leads to https://evil.example, and the list is at ${server.origin}`));
  });
});

it('reads an address that a proxy hides from the host of the list', async () => {
  const answers = [page({ data: [1], next: 'http://internal.example:8080/orders?page=2' }), page({ data: [2] })];
  assert.deepEqual(await read({ kind: 'next-url', nextPath: 'next', dataPath: 'data' }, answers), [1, 2]);
  assert.equal(server.received[1]?.url.search, '?page=2');
});

it('asks for pages ahead only when told to, and for no more than a list says that it has', async () => {
  const pagination = { kind: 'page-number', pageParameter: 'page', dataPath: 'data', pagesPath: 'pages' } as const;
  for (const [pagesAhead, most] of [[0, 1], [2, 3], [9, 4]] as const) {
    const asked: string[] = [];
    const fetch = async (input: RequestInfo | URL): Promise<Response> => {
      const number = new URL(String(input instanceof Request ? input.url : input)).searchParams.get('page') ?? '1';
      asked.push(number);
      return Response.json({ data: [number], pages: 4 });
    };
    const client = open('https://api.example', { validation: 'off', fetch });
    const records = client.paged(operation({ pagination, parameters: [{ name: 'page', in: 'query' }] }), {}, { pagesAhead });
    const read: unknown[] = [];
    for await (const record of records) {
      if (read.push(record) === 1) assert.deepEqual(asked, ['1', '2', '3', '4'].slice(0, most));
    }
    assert.deepEqual(read, ['1', '2', '3', '4']);
    assert.deepEqual(asked, read);
  }
});
