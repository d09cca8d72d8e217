import type { AuthCase } from '../contract/cases.ts';

const values = { client_id: 'client-7', client_secret: 'shh' };
const call = { request: 'GET /orders', headers: { authorization: 'Bearer at-1' }, answer: { body: [] } };
const grant = (token: string): string =>
  `grant_type=refresh_token&refresh_token=${token}&client_id=client-7&client_secret=shh`;
const method = { url: 'token', authorizeUrl: 'authorize' };

export default [
  {
    shows: 'What somebody’s login has left, a refresh token, gives the token of the run.',
    method,
    values,
    login: 'rt-00001',
    exchanges: [{ request: 'POST /token', body: grant('rt-00001'), answer: { body: { access_token: 'at-1' } } }, call],
    leaves: 'rt-00001',
  },
  {
    shows: 'A refresh token that is replaced is kept.',
    method,
    values,
    login: 'rt-00001',
    exchanges: [
      {
        request: 'POST /token',
        body: grant('rt-00001'),
        answer: { body: { access_token: 'at-0', refresh_token: 'rt-00002' } },
      },
      { request: 'GET /orders', answer: { status: 401 } },
      {
        request: 'POST /token',
        body: grant('rt-00002'),
        answer: { body: { access_token: 'at-1', refresh_token: 'rt-00003' } },
      },
      call,
    ],
    leaves: 'rt-00003',
  },
  { shows: 'Without a login nothing is sent.', method, values, exchanges: [], fails: 'run/login-needed' },
  {
    method,
    values,
    login: 'rt-00001',
    exchanges: [{ request: 'POST /token', answer: { status: 400, body: { error: 'invalid_grant' } } }],
    fails: 'run/unauthorised',
    leaves: 'rt-00001',
  },
  {
    method,
    values: { client_secret: 'shh' },
    login: 'rt-00001',
    exchanges: [],
    leaves: 'rt-00001',
    fails: 'run/missing-credential',
  },
] as const satisfies readonly AuthCase[];
