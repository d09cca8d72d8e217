import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = { nextPath: 'links.next' };
const page = (request: string, id: number, next?: unknown): CaseExchange => ({
  request,
  answer: { body: { items: [{ id }], links: { next } } },
});
const endpoint = { dataPath: 'items' };

export default [
  {
    shows: 'The URL of the next page, until there is none.',
    options,
    endpoint,
    exchanges: [
      page('GET /orders', 1, 'https://api.example/orders?cursor=a%2Fb'),
      page('GET /orders?cursor=a%2Fb', 2, 'https://api.example/v2/more'),
      page('GET /v2/more', 3),
    ],
  },
  {
    shows: 'What starts with "?" belongs to the address before.',
    options,
    endpoint: { ...endpoint, url: 'v1/orders?x=1' },
    exchanges: [page('GET /v1/orders?x=1', 1, '?page=2'), page('GET /v1/orders?page=2', 2, '')],
  },
  {
    shows: 'Other relative forms are resolved as RFC 3986 says.',
    options,
    endpoint: { ...endpoint, url: 'v1/orders' },
    exchanges: [
      page('GET /v1/orders', 1, '/v1/orders/2'),
      page('GET /v1/orders/2', 2, '3'),
      page('GET /v1/orders/3', 3, null),
    ],
  },
  {
    shows: 'The first request may say how many records a page is to have.',
    options: { ...options, limitParameter: 'limit', limit: 1 },
    endpoint,
    exchanges: [page('GET /orders?limit=1', 1, 'https://api.example/orders?page=2'), page('GET /orders?page=2', 2)],
  },
  {
    shows:
      'An address with the same path on another host comes from behind a proxy: the page is read from the host of the list.',
    options,
    endpoint,
    exchanges: [page('GET /orders', 1, 'http://internal.example:8080/orders?page=2'), page('GET /orders?page=2', 2)],
  },
  {
    shows: 'Any other address on another host is refused, and so is one that is none.',
    options,
    endpoint,
    exchanges: [page('GET /orders', 1, 'https://elsewhere.example/more')],
    gives: [],
    fails: 'run/page-elsewhere',
  },
  {
    options,
    endpoint,
    exchanges: [page('GET /orders', 1, 'http://[')],
    gives: [],
    fails: 'run/bad-next-page',
  },
  {
    options: { ...options, limitParameter: 'limit', limit: 2, shortPageEnds: true },
    endpoint,
    exchanges: [page('GET /orders?limit=2', 1, 'https://api.example/orders?page=2')],
  },
] as const satisfies readonly PaginationCase[];
