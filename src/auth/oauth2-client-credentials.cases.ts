import type { AuthCase } from '../contract/cases.ts';

const values = { client_id: 'client-7', client_secret: 'shh:client' };
const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
const call = { request: 'GET /orders', headers: { authorization: 'Bearer at-1' }, answer: { body: [] } };
const issued = { body: { access_token: 'at-1', expires_in: 3600 } };

export default [
  {
    shows: 'Id and secret in the body.',
    method: { url: 'token' },
    values,
    exchanges: [
      {
        request: 'POST /token',
        headers: { ...form, authorization: undefined },
        body: 'grant_type=client_credentials&client_id=client-7&client_secret=shh%3Aclient',
        answer: issued,
      },
      call,
    ],
  },
  {
    shows: 'Or in a header, encoded as RFC 6749 says.',
    method: { url: 'token', clientAuthentication: 'header' },
    values,
    exchanges: [
      {
        request: 'POST /token',
        headers: { ...form, authorization: 'Basic Y2xpZW50LTc6c2hoJTNBY2xpZW50' },
        body: 'grant_type=client_credentials',
        answer: issued,
      },
      call,
    ],
  },
  {
    method: { url: 'token', clientAuthentication: 'body', scopes: ['orders.read', 'stock'] },
    values,
    exchanges: [
      {
        request: 'POST /token',
        body: 'grant_type=client_credentials&scope=orders.read+stock&client_id=client-7&client_secret=shh%3Aclient',
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
      { request: 'GET /orders', headers: { authorization: 'Bearer at-0' }, answer: { status: 401 } },
      { request: 'POST /token', answer: issued },
      call,
    ],
  },
  {
    method: { url: 'token' },
    values,
    exchanges: [{ request: 'POST /token', answer: { status: 400, body: { error: 'invalid_client' } } }],
    fails: 'run/unauthorised',
  },
  {
    method: { url: 'token' },
    values,
    exchanges: [{ request: 'POST /token', answer: { body: { token_type: 'Bearer' } } }],
    fails: 'run/login-failed',
  },
  { method: { url: 'token' }, values: { client_secret: 'shh' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
