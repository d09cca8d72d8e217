import type { AuthCase } from '../contract/cases.ts';

const values = { consumer_key: 'ck-1', consumer_secret: 'cs&secret', token: 'tk-1', token_secret: 'ts-secret' };
const nonce = '0zik0zk0zik0zk0zik0zk0zik0zk';
const signed = (method: string, signature: string, token = 'oauth_token="tk-1", '): string =>
  `OAuth oauth_consumer_key="ck-1", oauth_nonce="${nonce}", oauth_signature_method="${method}", oauth_timestamp="1772359200", ${token}oauth_version="1.0", oauth_signature="${signature}"`;

export default [
  {
    shows: 'HMAC-SHA1, where nothing else is said.',
    values,
    exchanges: [
      {
        request: 'GET /orders',
        headers: { authorization: signed('HMAC-SHA1', 'Bk42YMkmMRQV8OyAvUg1NTdedjM%3D') },
        answer: { body: [] },
      },
    ],
  },
  {
    method: { signature: { method: 'HMAC-SHA256' } },
    values,
    exchanges: [
      {
        request: 'GET /orders',
        headers: { authorization: signed('HMAC-SHA256', 'Mal%2Fw5Y9mKpwyf7xudJ6X%2B9a93ujSiS8XMO6dHYgB5k%3D') },
        answer: { body: [] },
      },
    ],
  },
  {
    method: { signature: { method: 'HMAC-SHA512' } },
    values,
    exchanges: [
      {
        request: 'GET /orders',
        headers: {
          authorization: signed(
            'HMAC-SHA512',
            'PQFnfVv6H9BFiNJJO1TEFoZXsNBeRWipjGCO5IlMBSJqF%2F1%2F4JK%2FegxrceXaYm9emoo8buUy5En4M3JLyS4X3Q%3D%3D',
          ),
        },
        answer: { body: [] },
      },
    ],
  },
  {
    method: { signature: { method: 'PLAINTEXT' } },
    values,
    exchanges: [
      {
        request: 'GET /orders',
        headers: { authorization: signed('PLAINTEXT', 'cs%2526secret%26ts-secret') },
        answer: { body: [] },
      },
    ],
  },
  {
    shows: 'A token and a realm need not be there.',
    values: { consumer_key: 'ck-1', consumer_secret: 'cs&secret' },
    exchanges: [
      {
        request: 'GET /orders',
        headers: { authorization: signed('HMAC-SHA1', 'vVQB0KaE%2BTAnVrKo3a7OEcT9ZJo%3D', '') },
        answer: { body: [] },
      },
    ],
  },
  {
    values: { ...values, realm: 'ACC_1' },
    exchanges: [
      {
        request: 'GET /orders',
        headers: {
          authorization: signed('HMAC-SHA1', 'Bk42YMkmMRQV8OyAvUg1NTdedjM%3D').replace(
            'OAuth ',
            'OAuth realm="ACC_1", ',
          ),
        },
        answer: { body: [] },
      },
    ],
  },
  {
    shows: 'The signature covers the query.',
    endpoint: {
      params: [
        { in: 'url', key: 'status', value: 'open & new' },
        { in: 'url', key: 'a', value: 'ä' },
      ],
    },
    values,
    exchanges: [
      {
        request: 'GET /orders?status=open%20%26%20new&a=%C3%A4',
        headers: { authorization: signed('HMAC-SHA1', 'ny6pd9a08zlBmEjy91NLqbns80w%3D') },
        answer: { body: [] },
      },
    ],
  },
  {
    shows: 'There is no session to renew.',
    values,
    exchanges: [{ request: 'GET /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  { values: { consumer_key: 'ck-1' }, exchanges: [], fails: 'run/missing-credential' },
  { values: { consumer_secret: 'cs&secret' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
