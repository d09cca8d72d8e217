import type { AuthCase } from '../contract/cases.ts';

export default [
  {
    method: { apiKey: { in: 'header', name: 'X-Api-Key' } },
    values: { api_key: 'k3y/with&signs' },
    exchanges: [
      {
        request: 'GET /orders',
        headers: { 'x-api-key': 'k3y/with&signs', authorization: undefined },
        answer: { body: [] },
      },
    ],
  },
  {
    method: { apiKey: { in: 'query', name: 'key' } },
    values: { api_key: 'k3y/with&signs' },
    exchanges: [{ request: 'GET /orders?key=k3y%2Fwith%26signs', answer: { body: [] } }],
  },
  {
    shows: 'Beside the parameters of the endpoint.',
    method: { apiKey: { in: 'query', name: 'key' } },
    endpoint: { url: 'orders?status=open' },
    values: { api_key: 'k3y' },
    exchanges: [{ request: 'GET /orders?status=open&key=k3y', answer: { body: [] } }],
  },
  {
    method: { apiKey: { in: 'cookie', name: 'session' } },
    values: { api_key: 'k3y=1; a' },
    exchanges: [{ request: 'GET /orders', headers: { cookie: 'session=k3y%3D1%3B%20a' }, answer: { body: [] } }],
  },
  {
    method: { apiKey: { in: 'cookie', name: 'session' } },
    endpoint: { params: [{ in: 'header', key: 'cookie', value: 'shop=uk' }] },
    values: { api_key: 'k3y' },
    exchanges: [{ request: 'GET /orders', headers: { cookie: 'shop=uk; session=k3y' }, answer: { body: [] } }],
  },
  {
    shows: 'Under another name in the instance.',
    method: { apiKey: { in: 'header', name: 'X-Api-Key', variable: 'app_key' } },
    values: { app_key: 'k3y' },
    exchanges: [{ request: 'GET /orders', headers: { 'x-api-key': 'k3y' }, answer: { body: [] } }],
  },
  {
    shows: 'There is no session to renew.',
    method: { apiKey: { in: 'header', name: 'X-Api-Key' } },
    values: { api_key: 'old' },
    exchanges: [{ request: 'GET /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  { method: { apiKey: { in: 'header', name: 'X-Api-Key' } }, exchanges: [], fails: 'run/missing-credential' },
  { values: { api_key: 'k3y' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
