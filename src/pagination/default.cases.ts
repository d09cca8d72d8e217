import type { PaginationCase } from '../contract/cases.ts';

export default [
  {
    shows: 'One request; what it answers is all there is.',
    exchanges: [
      {
        request: 'GET /orders',
        answer: { headers: { link: '<https://api.example/orders?page=2>; rel="next"' }, body: [{ id: 1 }] },
      },
    ],
  },
  {
    endpoint: { url: 'orders?status=open' },
    exchanges: [{ request: 'GET /orders?status=open', answer: { body: [] } }],
  },
] as const satisfies readonly PaginationCase[];
