import type { AuthCase } from '../contract/cases.ts';

export default [
  {
    shows: 'In UTF-8.',
    values: { username: 'ada-l', password: 'pä55-word' },
    exchanges: [
      { request: 'GET /orders', headers: { authorization: 'Basic YWRhLWw6cMOkNTUtd29yZA==' }, answer: { body: [] } },
    ],
  },
  {
    shows: 'A password may hold colons.',
    values: { username: 'a', password: 'b:c' },
    exchanges: [{ request: 'GET /orders', headers: { authorization: 'Basic YTpiOmM=' }, answer: { body: [] } }],
  },
  {
    shows: 'There is no session to renew.',
    values: { username: 'ada-l', password: 'wrong' },
    exchanges: [{ request: 'GET /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  {
    shows: 'A user name may not, because the server would cut it there.',
    values: { username: 'shop:eu', password: 'b' },
    exchanges: [],
    fails: 'run/bad-credential',
  },
  { values: { username: 'ada', password: 'b\tc' }, exchanges: [], fails: 'run/bad-credential' },
  { values: { username: 'ada-l' }, exchanges: [], fails: 'run/missing-credential' },
  { values: { password: 'pa55-word' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
