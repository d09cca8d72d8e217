import type { AuthCase } from '../contract/cases.ts';

export default [
  {
    shows: 'Nothing is added.',
    exchanges: [
      { request: 'GET /orders', headers: { authorization: undefined, cookie: undefined }, answer: { body: [] } },
    ],
  },
  {
    shows: 'There is no session to renew.',
    exchanges: [{ request: 'GET /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
] as const satisfies readonly AuthCase[];
