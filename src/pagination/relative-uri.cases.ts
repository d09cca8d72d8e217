import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = { path: 'next' };
const endpoint = { dataPath: 'items', url: 'v1/orders' };
const page = (request: string, id: number, next?: unknown): CaseExchange => ({
  request,
  answer: { body: { items: [{ id }], next } },
});

export default [
  {
    shows: 'From the base URL of the instance, with or without a slash in front, until there is none.',
    options,
    endpoint,
    exchanges: [
      page('GET /v1/orders', 1, 'v1/orders?after=1'),
      page('GET /v1/orders?after=1', 2, '/v2/orders/3'),
      page('GET /v2/orders/3', 3, null),
    ],
  },
  {
    shows: 'What starts with "?" belongs to the address before.',
    options,
    endpoint,
    exchanges: [page('GET /v1/orders', 1, '?page=2'), page('GET /v1/orders?page=2', 2, '')],
  },
  {
    shows: 'The first request may say how many records a page is to have.',
    options: { ...options, limitParameter: 'limit', limit: 1 },
    endpoint,
    exchanges: [page('GET /v1/orders?limit=1', 1, 'v1/orders?page=2'), page('GET /v1/orders?page=2', 2)],
  },
  {
    shows: 'Another host is refused, and so is what is no text.',
    options,
    endpoint,
    exchanges: [page('GET /v1/orders', 1, 'https://elsewhere.example/more')],
    gives: [],
    fails: 'run/page-elsewhere',
  },
  { options, endpoint, exchanges: [page('GET /v1/orders', 1, 7)], gives: [], fails: 'run/bad-next-page' },
  {
    options: { ...options, limitParameter: 'limit', limit: 2, shortPageEnds: true },
    endpoint,
    exchanges: [page('GET /v1/orders?limit=2', 1, '?page=2')],
  },
] as const satisfies readonly PaginationCase[];
