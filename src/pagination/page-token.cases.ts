import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = { tokenParameter: 'after', tokenPath: 'next' };
const endpoint = { dataPath: 'items' };
const page = (request: string, id: number, more: object = {}): CaseExchange => ({
  request,
  answer: { body: { items: [{ id }], ...more } },
});

export default [
  {
    shows: 'The token of the answer goes back as a parameter, until there is none.',
    options,
    endpoint,
    exchanges: [
      page('GET /orders', 1, { next: 'a&b' }),
      page('GET /orders?after=a%26b', 2, { next: 7 }),
      page('GET /orders?after=7', 3, { next: null }),
    ],
  },
  { options, endpoint, exchanges: [page('GET /orders', 1, { next: '' })] },
  { options, endpoint, exchanges: [page('GET /orders', 1)] },
  {
    options: { ...options, limitParameter: 'limit', limit: 1 },
    endpoint,
    exchanges: [page('GET /orders?limit=1', 1, { next: 't' }), page('GET /orders?limit=1&after=t', 2)],
  },
  {
    shows: 'The token of the last record.',
    options: { tokenParameter: 'since', tokenPath: 'items.*.id', hasMorePath: 'more' },
    endpoint,
    exchanges: [
      { request: 'GET /orders', answer: { body: { items: [{ id: 1 }, { id: 5 }], more: true } } },
      { request: 'GET /orders?since=5', answer: { body: { items: [{ id: 6 }], more: false } } },
    ],
  },
  {
    shows: 'A flag that is false ends the list, although there is a token.',
    options: { ...options, hasMorePath: 'meta.more' },
    endpoint,
    exchanges: [
      page('GET /orders', 1, { next: 't', meta: { more: true } }),
      page('GET /orders?after=t', 2, { next: 'u', meta: { more: false } }),
    ],
  },
  {
    shows: 'In the body of a search.',
    options: { ...options, tokenParameter: 'page.token', in: 'body' },
    endpoint: { ...endpoint, method: 'POST', body: { kind: 'order' } },
    exchanges: [
      { ...page('POST /orders', 1, { next: 't' }), body: { kind: 'order' } },
      { ...page('POST /orders', 2), body: { kind: 'order', page: { token: 't' } } },
    ],
  },
  {
    shows: 'A page without records and with a token is not the last one.',
    options,
    endpoint,
    exchanges: [
      page('GET /orders', 1, { next: 'b' }),
      { request: 'GET /orders?after=b', answer: { body: { items: [], next: 'c' } } },
      page('GET /orders?after=c', 2),
    ],
  },
  {
    shows: 'A token that stays the same leads nowhere.',
    options,
    endpoint,
    exchanges: [page('GET /orders', 1, { next: 'b' }), page('GET /orders?after=b', 2, { next: 'b' })],
    gives: [],
    fails: 'run/pagination-loop',
  },
  {
    shows: 'So does none where there is more.',
    options: { ...options, hasMorePath: 'more' },
    endpoint,
    exchanges: [page('GET /orders', 1, { more: true })],
    gives: [],
    fails: 'run/bad-next-page',
  },
  {
    options: { tokenParameter: 'since', tokenPath: 'items.*.id', hasMorePath: 'more' },
    endpoint,
    exchanges: [{ request: 'GET /orders', answer: { body: { items: [{ id: 1 }, {}], more: true } } }],
    gives: [],
    fails: 'run/bad-next-page',
  },
  {
    options: { tokenParameter: 'since', tokenPath: 'items.*.id' },
    endpoint,
    exchanges: [page('GET /orders', 1), { request: 'GET /orders?since=1', answer: { body: { items: [] } } }],
  },
  {
    options: { ...options, limitParameter: 'limit', limit: 2, shortPageEnds: true },
    endpoint,
    exchanges: [page('GET /orders?limit=2', 1, { next: 't' })],
  },
  {
    options: { tokenParameter: 'since', tokenPath: 'next.*.id' },
    endpoint,
    exchanges: [page('GET /orders', 1, { next: 'a text' })],
    gives: [],
    fails: 'run/bad-next-page',
  },
] as const satisfies readonly PaginationCase[];
