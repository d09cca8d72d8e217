import type { AuthCase } from '../contract/cases.ts';

const values = { client_id: 'client-7', client_secret: 'shh', username: 'ada-l', password: 'pa55&word' };
const call = { request: 'GET /orders', headers: { authorization: 'Bearer at-1' }, answer: { body: [] } };
const issued = { body: { access_token: 'at-1', expires_in: 3600, refresh_token: 'rt-1' } };

export default [
  {
    method: { url: 'token' },
    values,
    exchanges: [
      {
        request: 'POST /token',
        body: 'grant_type=password&username=ada-l&password=pa55%26word&client_id=client-7&client_secret=shh',
        answer: issued,
      },
      call,
    ],
  },
  {
    method: { url: 'token', clientAuthentication: 'header', scopes: ['orders'] },
    values,
    exchanges: [
      {
        request: 'POST /token',
        headers: { authorization: 'Basic Y2xpZW50LTc6c2ho' },
        body: 'grant_type=password&username=ada-l&password=pa55%26word&scope=orders',
        answer: issued,
      },
      call,
    ],
  },
  {
    shows: 'A public client has no secret.',
    method: { url: 'token' },
    values: { client_id: 'client-7', username: 'ada-l', password: 'x-word' },
    exchanges: [
      {
        request: 'POST /token',
        body: 'grant_type=password&username=ada-l&password=x-word&client_id=client-7',
        answer: issued,
      },
      call,
    ],
  },
  {
    shows: 'On 401 one new login, and the request again.',
    method: { url: 'token' },
    values,
    exchanges: [
      { request: 'POST /token', answer: { body: { access_token: 'at-0' } } },
      { request: 'GET /orders', answer: { status: 401 } },
      { request: 'POST /token', holds: ['grant_type=password'], answer: issued },
      call,
    ],
  },
  {
    method: { url: 'token' },
    values,
    exchanges: [{ request: 'POST /token', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  {
    method: { url: 'token' },
    values: { client_id: 'client-7', password: 'x-word' },
    exchanges: [],
    fails: 'run/missing-credential',
  },
  {
    method: { url: 'token' },
    values: { client_id: 'client-7', username: 'ada-l' },
    exchanges: [],
    fails: 'run/missing-credential',
  },
  {
    method: { url: 'token' },
    values: { username: 'ada-l', password: 'x-word' },
    exchanges: [],
    fails: 'run/missing-credential',
  },
] as const satisfies readonly AuthCase[];
