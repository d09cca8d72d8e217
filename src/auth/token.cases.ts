import type { AuthCase } from '../contract/cases.ts';

export default [
  {
    values: { token: 'pat-1234' },
    exchanges: [{ request: 'GET /orders', headers: { authorization: 'Bearer pat-1234' }, answer: { body: [] } }],
  },
  {
    method: { tokenHeader: 'X-Shop-Token', tokenPrefix: '' },
    values: { token: 'pat-1234' },
    exchanges: [
      {
        request: 'GET /orders',
        headers: { 'x-shop-token': 'pat-1234', authorization: undefined },
        answer: { body: [] },
      },
    ],
  },
  {
    method: { tokenPrefix: 'Token ' },
    values: { token: 'pat-1234' },
    exchanges: [{ request: 'GET /orders', headers: { authorization: 'Token pat-1234' }, answer: { body: [] } }],
  },
  {
    shows: 'There is no session to renew.',
    values: { token: 'old' },
    exchanges: [{ request: 'GET /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  { exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
