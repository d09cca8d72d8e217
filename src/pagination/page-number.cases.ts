import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = { pageParameter: 'page' };
const page = (number: number, ...ids: readonly number[]): CaseExchange => ({
  request: `GET /orders?page=${number}`,
  answer: { body: ids.map((id) => ({ id })) },
});
const within = (number: number, body: object): CaseExchange => ({
  request: `GET /orders?page=${number}`,
  answer: { body },
});

export default [
  { shows: 'Pages are counted up until one is empty.', options, exchanges: [page(1, 1, 2), page(2, 3, 4), page(3)] },
  { options, exchanges: [page(1)] },
  {
    shows: 'With the number of records that a page is to have.',
    options: { ...options, limitParameter: 'limit', limit: 2 },
    exchanges: [
      { ...page(1, 1, 2), request: 'GET /orders?page=1&limit=2' },
      { ...page(2, 3, 4), request: 'GET /orders?page=2&limit=2' },
      { ...page(3), request: 'GET /orders?page=3&limit=2' },
    ],
  },
  {
    shows: 'From another first page.',
    options: { ...options, firstPage: 0 },
    exchanges: [page(0, 1), page(1, 2), page(2)],
  },
  {
    shows: 'Parameters of the endpoint stay.',
    options,
    endpoint: { url: 'orders?status=open' },
    exchanges: [
      { ...page(1, 1), request: 'GET /orders?status=open&page=1' },
      { ...page(2), request: 'GET /orders?status=open&page=2' },
    ],
  },
  {
    shows: 'Records inside the answer.',
    options: { ...options, dataPath: 'data.items' },
    endpoint: { dataPath: 'data.items' },
    exchanges: [
      within(1, { data: { items: [{ id: 1 }] } }),
      within(2, { data: { items: [{ id: 2 }] } }),
      within(3, { data: { items: [] } }),
    ],
  },
  {
    endpoint: { dataPath: 'items' },
    options,
    exchanges: [within(1, { items: [{ id: 1 }] }), within(2, { items: [] })],
  },
  {
    shows: 'The number of pages ends the list; an API may answer a page beyond the last with the last one.',
    options: { ...options, dataPath: 'items', pagesPath: 'meta.pages' },
    endpoint: { dataPath: 'items' },
    exchanges: [
      within(1, { items: [{ id: 1 }], meta: { pages: 2 } }),
      within(2, { items: [{ id: 2 }], meta: { pages: 2 } }),
    ],
  },
  {
    options: { ...options, dataPath: 'items', pagesPath: 'pages' },
    endpoint: { dataPath: 'items' },
    exchanges: [within(1, { items: [{ id: 1 }], pages: '2' }), within(2, { items: [{ id: 2 }], pages: '2' })],
  },
  {
    shows: 'So does the number of records.',
    options: { ...options, dataPath: 'items', totalPath: 'total' },
    endpoint: { dataPath: 'items' },
    exchanges: [within(1, { items: [{ id: 1 }, { id: 2 }], total: 3 }), within(2, { items: [{ id: 3 }], total: 3 })],
  },
  {
    shows: 'In the body of a search.',
    options: { pageParameter: 'paging.page', limitParameter: 'paging.size', limit: 1, in: 'body' },
    endpoint: { method: 'POST', body: { kind: 'order', paging: { sort: 'id' } } },
    exchanges: [
      {
        request: 'POST /orders',
        body: { kind: 'order', paging: { sort: 'id', page: 1, size: 1 } },
        answer: { body: [{ id: 1 }] },
      },
      {
        request: 'POST /orders',
        body: { kind: 'order', paging: { sort: 'id', page: 2, size: 1 } },
        answer: { body: [] },
      },
    ],
  },
  {
    shows: 'A page that fails fails the pull.',
    options,
    exchanges: [page(1, 1), { request: 'GET /orders?page=2', answer: { status: 404 } }],
    gives: [],
    fails: 'run/rejected',
  },
  {
    options: { ...options, dataPath: 'items' },
    exchanges: [within(1, { items: [1] }), within(2, { items: [] })],
    gives: [{ items: [1] }],
  },
  {
    shows: 'Pages that are shorter than asked do not end the list, unless the API guarantees that.',
    options: { ...options, limitParameter: 'limit', limit: 100, dataPath: 'items', pagesPath: 'pages' },
    endpoint: { dataPath: 'items' },
    exchanges: [
      { request: 'GET /orders?page=1&limit=100', answer: { body: { items: [{ id: 1 }], pages: 3 } } },
      { request: 'GET /orders?page=2&limit=100', answer: { body: { items: [], pages: 3 } } },
      { request: 'GET /orders?page=3&limit=100', answer: { body: { items: [{ id: 2 }], pages: 3 } } },
    ],
  },
  {
    options: { ...options, limitParameter: 'limit', limit: 2, shortPageEnds: true },
    exchanges: [{ ...page(1, 1), request: 'GET /orders?page=1&limit=2' }],
  },
  {
    shows: 'Two equal pages are two pages.',
    options,
    exchanges: [
      { request: 'GET /orders?page=1', answer: { body: [{ sku: 'A', change: 1 }] } },
      { request: 'GET /orders?page=2', answer: { body: [{ sku: 'A', change: 1 }] } },
      { request: 'GET /orders?page=3', answer: { body: [] } },
    ],
  },
  {
    shows: 'Some APIs give their last page for all that lie beyond.',
    options,
    exchanges: [
      page(1, 1, 2),
      page(2, 3),
      { ...page(2, 3), request: 'GET /orders?page=3' },
      { ...page(2, 3), request: 'GET /orders?page=4' },
    ],
    gives: [{ id: 1 }, { id: 2 }, { id: 3 }],
  },
  {
    shows: 'A second page that is the first one says that the API does not know the parameter.',
    options,
    exchanges: [page(1, 1, 2), { ...page(1, 1, 2), request: 'GET /orders?page=2' }],
    gives: [],
    fails: 'run/page-repeated',
  },
  {
    shows: 'A page without its list is a failure, unless the API leaves an empty list out.',
    options,
    endpoint: { dataPath: 'items' },
    exchanges: [within(1, { items: [{ id: 1 }] }), within(2, { error: 'no' })],
    gives: [],
    fails: 'run/no-list',
  },
  {
    options: { ...options, allowEmpty: true },
    endpoint: { dataPath: 'items' },
    exchanges: [within(1, { items: [{ id: 1 }] }), within(2, { items: null })],
    gives: [{ id: 1 }],
  },
  {
    shows: 'Where nothing can be counted, nothing tells where the list ends.',
    options,
    exchanges: [within(1, { items: [{ id: 1 }] })],
    gives: [],
    fails: 'run/no-end-of-list',
  },
  {
    shows: 'An answer may say itself whether there is more.',
    options: { ...options, hasMorePath: 'more' },
    endpoint: { dataPath: 'items' },
    exchanges: [
      within(1, { items: [{ id: 1 }], more: true }),
      within(2, { items: [], more: 'true' }),
      within(3, { items: [{ id: 2 }], more: false }),
    ],
  },
  { options: { ...options, limitParameter: 'limit' }, exchanges: [page(1)] },
] as const satisfies readonly PaginationCase[];
