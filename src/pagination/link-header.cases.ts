import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const page = (request: string, id: number, link?: string): CaseExchange => ({
  request,
  answer: { body: [{ id }], ...(link === undefined ? {} : { headers: { link } }) },
});

export default [
  {
    shows: 'The next relation of the header, until there is none.',
    exchanges: [
      page('GET /orders', 1, '<https://api.example/orders?page=2>; rel="next"'),
      page('GET /orders?page=2', 2, '<https://api.example/orders?page=1>; rel="prev"'),
    ],
  },
  {
    exchanges: [
      page('GET /orders', 1, '<https://api.example/orders?page=2>; rel="next"'),
      page('GET /orders?page=2', 2),
    ],
  },
  {
    shows: 'Among others, in any form that RFC 8288 allows.',
    exchanges: [
      page('GET /orders', 1, '<https://api.example/orders>; rel="first", <?page=2&a=1,2>; title="x"; REL="last next"'),
      page('GET /orders?page=2&a=1,2', 2, '</orders/3>; rel=Next'),
      page('GET /orders/3', 3, '<https://api.example/orders>; rel="nextish"'),
    ],
  },
  {
    shows: 'What stands in quotes is no relation.',
    exchanges: [
      page('GET /orders', 1, String.raw`</orders?page=2>; title="a \"; rel=prev, <b>"; rel="next"`),
      page('GET /orders?page=2', 2, '</orders?page=9>; title="; rel=next"; rel=prev'),
    ],
  },
  {
    shows: 'A header of another name.',
    options: { header: 'X-Next' },
    exchanges: [
      {
        request: 'GET /orders',
        answer: {
          body: [{ id: 1 }],
          headers: { 'x-next': '<orders?page=2>; rel=next', link: '<orders?page=9>; rel=next' },
        },
      },
      page('GET /orders?page=2', 2),
    ],
  },
  {
    shows: 'The first request may say how many records a page is to have.',
    options: { limitParameter: 'per_page', limit: 1 },
    exchanges: [
      page('GET /orders?per_page=1', 1, '<https://api.example/orders?page=2>; rel="next"'),
      page('GET /orders?page=2', 2),
    ],
  },
  {
    shows: 'A header that leads to a page that was read is a failure.',
    exchanges: [
      page('GET /orders', 1, '</orders?page=2>; rel=next'),
      page('GET /orders?page=2', 2, '</orders>; rel=next'),
    ],
    gives: [],
    fails: 'run/pagination-loop',
  },
  {
    options: { limitParameter: 'limit', limit: 2, shortPageEnds: true },
    exchanges: [page('GET /orders?limit=2', 1, '</orders?page=2>; rel=next')],
  },
] as const satisfies readonly PaginationCase[];
