import type { AuthCase } from '../contract/cases.ts';

const values = { client_id: 'client-7', client_secret: 'shh', refresh_token: 'rt-0' };
const call = { request: 'GET /orders', headers: { authorization: 'Bearer at-1' }, answer: { body: [] } };
const grant = (token: string): string =>
  `grant_type=refresh_token&refresh_token=${token}&client_id=client-7&client_secret=shh`;
const replaced = 'The API replaced the refresh token of "Method". The stored one may not work for the next run.';

export default [
  {
    method: { url: 'token' },
    values,
    exchanges: [{ request: 'POST /token', body: grant('rt-0'), answer: { body: { access_token: 'at-1' } } }, call],
  },
  {
    shows: 'The same refresh token again changes nothing.',
    method: { url: 'token' },
    values,
    exchanges: [
      {
        request: 'POST /token',
        body: grant('rt-0'),
        answer: { body: { access_token: 'at-1', refresh_token: 'rt-0' } },
      },
      call,
    ],
  },
  {
    shows: 'A new one is used from then on, with a warning that it has to be stored.',
    method: { url: 'token' },
    values,
    exchanges: [
      {
        request: 'POST /token',
        body: grant('rt-0'),
        answer: { body: { access_token: 'at-0', refresh_token: 'rt-1' } },
      },
      { request: 'GET /orders', answer: { status: 401 } },
      {
        request: 'POST /token',
        body: grant('rt-1'),
        answer: { body: { access_token: 'at-1', refresh_token: 'rt-2' } },
      },
      call,
    ],
    warns: [replaced],
  },
  {
    method: { url: 'token', clientAuthentication: 'header', scopes: ['a', 'b'] },
    values,
    exchanges: [
      {
        request: 'POST /token',
        headers: { authorization: 'Basic Y2xpZW50LTc6c2ho' },
        body: 'grant_type=refresh_token&refresh_token=rt-0&scope=a+b',
        answer: { body: { access_token: 'at-1' } },
      },
      call,
    ],
  },
  {
    method: { url: 'token' },
    values,
    exchanges: [{ request: 'POST /token', answer: { status: 400, body: { error: 'invalid_grant' } } }],
    fails: 'run/unauthorised',
  },
  { method: { url: 'token' }, values: { client_id: 'client-7' }, exchanges: [], fails: 'run/missing-credential' },
  { method: { url: 'token' }, values: { refresh_token: 'rt-0' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
