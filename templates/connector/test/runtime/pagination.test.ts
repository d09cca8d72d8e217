import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PaginationError } from '../../src/runtime/errors.ts';
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

  it('by offset, until the total or a short page', async () => {
    const pagination = { kind: 'offset', offsetParameter: 'offset', limitParameter: 'limit', limit: 2, dataPath: 'items' } as const;
    assert.deepEqual(await read(pagination, [page({ items: [1, 2] }), page({ items: [3] })]), [1, 2, 3]);
    assert.deepEqual(queries(), ['?limit=2', '?limit=2&offset=2']);
    const total = { ...pagination, totalPath: 'meta.total' };
    assert.deepEqual(await read(total, [page({ items: [1], meta: { total: 2 } }), page({ items: [2], meta: { total: 2 } })]), [1, 2]);
    assert.deepEqual(queries(), ['?limit=2', '?limit=2&offset=1']);
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

it('ends a circle and never leaves the host', async () => {
  const circle = [page({ next: '/orders?page=2' }), page({ next: '/orders' })];
  await assert.rejects(read({ kind: 'next-url', nextPath: 'next' }, circle), PaginationError);
  assert.equal(server.received.length, 2);
  await assert.rejects(read({ kind: 'next-url', nextPath: 'next' }, [page({ next: 'https://evil.example/' })]), /another host, evil.example/);
});
