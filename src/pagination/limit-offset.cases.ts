import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = { limitParameter: 'limit', offsetParameter: 'offset', limit: 2 };
const page = (offset: number, ...ids: readonly number[]): CaseExchange => ({
  request: `GET /orders?limit=2&offset=${offset}`,
  answer: { body: ids.map((id) => ({ id })) },
});
const within = (offset: number, body: object): CaseExchange => ({
  request: `GET /orders?limit=2&offset=${offset}`,
  answer: { body },
});

export default [
  {
    shows: 'The offset moves on by the records that came, until a page is empty.',
    options,
    exchanges: [page(0, 1, 2), page(2, 3, 4), page(4)],
  },
  { options, exchanges: [page(0)] },
  {
    shows: 'Or until the total is reached.',
    options: { ...options, dataPath: 'items', totalPath: 'meta.total' },
    endpoint: { dataPath: 'items' },
    exchanges: [
      within(0, { items: [{ id: 1 }, { id: 2 }], meta: { total: 4 } }),
      within(2, { items: [{ id: 3 }, { id: 4 }], meta: { total: 4 } }),
    ],
  },
  {
    options: { ...options, dataPath: 'items', totalPath: 'total' },
    endpoint: { dataPath: 'items' },
    exchanges: [
      within(0, { items: [{ id: 1 }, { id: 2 }], total: '3' }),
      within(2, { items: [{ id: 3 }], total: '3' }),
    ],
  },
  {
    shows: 'The answer may say how many came.',
    options: { ...options, countPath: 'count', totalPath: 'total' },
    endpoint: { dataPath: 'items' },
    exchanges: [
      within(0, { items: [{ id: 1 }, { id: 2 }], count: 2, total: 4 }),
      within(2, { items: [{ id: 3 }, { id: 4 }], count: 2, total: 4 }),
    ],
  },
  {
    options,
    endpoint: { dataPath: 'items' },
    exchanges: [within(0, { items: [{ id: 1 }, { id: 2 }] }), within(2, { items: [] })],
  },
  {
    shows: 'In the body of a search.',
    options: { limitParameter: 'paging.size', offsetParameter: 'paging.from', limit: 1, in: 'body' },
    endpoint: { method: 'POST', body: { kind: 'order' } },
    exchanges: [
      { request: 'POST /orders', body: { kind: 'order', paging: { size: 1, from: 0 } }, answer: { body: [{ id: 1 }] } },
      { request: 'POST /orders', body: { kind: 'order', paging: { size: 1, from: 1 } }, answer: { body: [] } },
    ],
  },
  {
    shows: 'Records where the method says, or counted by the answer alone.',
    options: { ...options, dataPath: 'items' },
    exchanges: [within(0, { items: [1, 2] }), within(2, { items: [] })],
    gives: [{ items: [1, 2] }],
  },
  {
    options: { ...options, countPath: 'count' },
    exchanges: [within(0, { count: 2, rows: 'a;b' }), within(2, { count: '0', rows: '' })],
    gives: [{ count: 2, rows: 'a;b' }],
  },
  {
    shows: 'An API may give fewer records than it is asked for: a short page is no end.',
    options: { ...options, limit: 100, dataPath: 'items', totalPath: 'total' },
    endpoint: { dataPath: 'items' },
    exchanges: [
      { request: 'GET /orders?limit=100&offset=0', answer: { body: { items: [{ id: 1 }, { id: 2 }], total: 3 } } },
      { request: 'GET /orders?limit=100&offset=2', answer: { body: { items: [{ id: 3 }], total: 3 } } },
    ],
  },
  {
    options: { ...options, limit: 3 },
    exchanges: [
      { ...page(0, 1, 2), request: 'GET /orders?limit=3&offset=0' },
      { ...page(2), request: 'GET /orders?limit=3&offset=2' },
    ],
  },
  {
    shows: 'Unless the API guarantees that it is, which saves a request.',
    options: { ...options, shortPageEnds: true },
    exchanges: [page(0, 1, 2), page(2, 3)],
  },
  {
    shows: 'A list that becomes shorter, or ends before its total, is no success.',
    options: { ...options, dataPath: 'items', totalPath: 'total' },
    endpoint: { dataPath: 'items' },
    exchanges: [within(0, { items: [{ id: 1 }, { id: 2 }], total: 4 }), within(2, { items: [{ id: 4 }], total: 3 })],
    gives: [],
    fails: 'run/list-changed',
  },
  {
    options: { ...options, dataPath: 'items', totalPath: 'total' },
    endpoint: { dataPath: 'items' },
    exchanges: [within(0, { items: [{ id: 1 }, { id: 2 }], total: 4 }), within(2, { items: [], total: 4 })],
    gives: [],
    fails: 'run/list-incomplete',
  },
  {
    shows: 'An answer may say itself whether there is more.',
    options: { ...options, dataPath: 'items', hasMorePath: 'more' },
    endpoint: { dataPath: 'items' },
    exchanges: [within(0, { items: [{ id: 1 }], more: true }), within(1, { items: [{ id: 2 }], more: false })],
  },
  {
    options: { ...options, hasMorePath: 'more' },
    exchanges: [within(0, { rows: 'a;b', more: true })],
    gives: [],
    fails: 'run/no-end-of-list',
  },
] as const satisfies readonly PaginationCase[];
