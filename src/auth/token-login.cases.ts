import type { AuthCase } from '../contract/cases.ts';

const values = { username: 'ada-l', password: 'pa55-word' };
const login = {
  request: 'POST /token',
  headers: { 'content-type': 'application/json', accept: 'application/json', authorization: undefined },
  body: values,
};

export default [
  {
    shows: 'The credentials as JSON; the token goes with every request.',
    method: { url: 'token' },
    values,
    exchanges: [
      { ...login, answer: { body: { access_token: 'at-1' } } },
      { request: 'GET /orders', headers: { authorization: 'Bearer at-1' }, answer: { body: [] } },
    ],
  },
  {
    shows: 'Where the token sits and where it goes.',
    method: {
      url: 'https://api.example/token',
      tokenPath: 'data.session.id',
      tokenHeader: 'X-Session',
      tokenPrefix: 'sid=',
    },
    values,
    exchanges: [
      { ...login, answer: { body: { data: { session: { id: 'at-1' } } } } },
      { request: 'GET /orders', headers: { 'x-session': 'sid=at-1', authorization: undefined }, answer: { body: [] } },
    ],
  },
  {
    shows: 'On 401 one new login, and the request again.',
    method: { url: 'token' },
    values,
    exchanges: [
      { ...login, answer: { body: { access_token: 'at-1' } } },
      { request: 'GET /orders', headers: { authorization: 'Bearer at-1' }, answer: { status: 401 } },
      { ...login, answer: { body: { access_token: 'at-2' } } },
      { request: 'GET /orders', headers: { authorization: 'Bearer at-2' }, answer: { body: [] } },
    ],
  },
  {
    method: { url: 'token' },
    values,
    exchanges: [
      { ...login, answer: { body: { access_token: 'at-1' } } },
      { request: 'GET /orders', answer: { status: 401 } },
      { ...login, answer: { body: { access_token: 'at-2' } } },
      { request: 'GET /orders', answer: { status: 401 } },
    ],
    fails: 'run/unauthorised',
  },
  { method: { url: 'token' }, values, exchanges: [{ ...login, answer: { status: 401 } }], fails: 'run/unauthorised' },
  {
    method: { url: 'token' },
    values,
    exchanges: [{ ...login, answer: { body: { token: 'elsewhere' } } }],
    fails: 'run/login-failed',
  },
  {
    method: { url: 'token' },
    values,
    exchanges: [{ ...login, answer: { body: { access_token: '' } } }],
    fails: 'run/login-failed',
  },
  { method: { url: 'token' }, values: { username: 'ada-l' }, exchanges: [], fails: 'run/missing-credential' },
  { method: { url: 'token' }, values: { password: 'pa55-word' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
