import type { AuthCase } from '../contract/cases.ts';

export default [
  {
    shows: 'The hook signs the finished request; this one is from the tests.',
    method: { hook: 'vendor' },
    values: { shared: 'hmac-secret' },
    exchanges: [
      {
        request: 'GET /orders',
        headers: { 'x-signature': 'GET https://api.example/orders hmac-secret' },
        answer: { body: [] },
      },
    ],
  },
  {
    shows: 'It goes by the name of the method, where it is not named.',
    method: { name: 'vendor' },
    values: { shared: 'hmac-secret' },
    exchanges: [
      {
        request: 'GET /orders',
        headers: { 'x-signature': 'GET https://api.example/orders hmac-secret' },
        answer: { body: [] },
      },
    ],
  },
  {
    shows: 'Behind other credentials, which it covers.',
    method: { hook: 'vendor', and: [{ type: 'api-key', apiKey: { in: 'query', name: 'key' } }] },
    values: { shared: 'hmac-secret', api_key: 'k3y' },
    exchanges: [
      {
        request: 'GET /orders?key=k3y',
        headers: { 'x-signature': 'GET https://api.example/orders?key=k3y hmac-secret' },
        answer: { body: [] },
      },
    ],
  },
  {
    shows: 'There is no session to renew.',
    method: { hook: 'vendor' },
    values: { shared: 'hmac-secret' },
    exchanges: [{ request: 'GET /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  { method: { hook: 'unknown' }, exchanges: [], fails: 'run/no-signing-hook' },
] as const satisfies readonly AuthCase[];
