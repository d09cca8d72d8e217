import type { AuthCase, CaseExchange } from '../contract/cases.ts';

// The answers were worked out with another implementation of the formulas of RFC 7616.
const values = { username: 'Mufasa', password: 'Circle of Life' };
const challenge = (...parts: readonly string[]): CaseExchange => ({
  request: 'GET /orders',
  headers: { authorization: undefined },
  answer: { status: 401, headers: { 'www-authenticate': parts.join(', ') } },
});
const answered = (authorization: string, answer: CaseExchange['answer'] = { body: [] }): CaseExchange => ({
  request: 'GET /orders',
  headers: { authorization },
  answer,
});
const realm = 'Digest realm="shop@example.org"';

export default [
  {
    shows: 'The refusal of the first request has the challenge that the next one answers.',
    values,
    exchanges: [
      challenge(realm, 'qop="auth, auth-int"', 'algorithm=MD5', 'nonce="n1"', 'opaque="o1"'),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", algorithm=MD5, qop=auth, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="7d3c0881f7beebd131474e00f9e4931b", opaque="o1"',
      ),
    ],
  },
  {
    shows: 'Of several challenges the strongest; other schemes may stand beside it.',
    values,
    exchanges: [
      challenge(
        'Negotiate',
        realm,
        'nonce="n0"',
        'Basic realm="shop"',
        realm,
        'qop="auth"',
        'algorithm=SHA-256',
        'nonce="n1"',
      ),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", algorithm=SHA-256, qop=auth, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="fe89cc37199f4c19054b902cdb9fc7b19582a018c1ec2b3a50b72072eac48d21"',
      ),
    ],
  },
  {
    values,
    exchanges: [
      challenge(realm, 'qop=auth', 'algorithm=SHA-512-256', 'nonce="n1"'),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", algorithm=SHA-512-256, qop=auth, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="8b01ccd3cfb64f103aea4d204fe38b68069539fe071f6764cb0d1ffa7a26a10a"',
      ),
    ],
  },
  {
    shows: 'As older servers ask for it.',
    values,
    exchanges: [
      challenge(realm, 'nonce="n1"'),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", response="b9801da842942f8445afd7aec66eb885"',
      ),
    ],
  },
  {
    values,
    exchanges: [
      challenge(realm, 'nonce="n1"', 'qop="auth"', 'algorithm=MD5-sess'),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", algorithm=MD5-sess, qop=auth, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="bf7613fa0420f404cc4adb2b19f5a541"',
      ),
    ],
  },
  {
    values,
    exchanges: [
      challenge(realm, 'nonce="n1"', 'qop="auth-int"', 'algorithm=SHA-256'),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", algorithm=SHA-256, qop=auth-int, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="2078aeec9a3642f78732b0ed154a90627e6bd1ea844614d6d0c297373f8b7d47"',
      ),
    ],
  },
  {
    shows: 'Further requests answer the same challenge, counted, until there is a new one.',
    values,
    endpoint: { pagination: { method: 'Next Page URL', nextPath: 'next' }, dataPath: 'items' },
    exchanges: [
      challenge(realm, 'qop="auth"', 'nonce="n1"'),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", qop=auth, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="7d3c0881f7beebd131474e00f9e4931b"',
        { body: { items: [1], next: '?page=2' } },
      ),
      {
        request: 'GET /orders?page=2',
        headers: {
          authorization:
            'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders?page=2", qop=auth, nc=00000002, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="d198ebf255d2027438290ba01840d975"',
        },
        answer: { status: 401, headers: { 'www-authenticate': `${realm}, qop="auth", nonce="n2", stale=true` } },
      },
      {
        request: 'GET /orders?page=2',
        headers: {
          authorization:
            'Digest username="Mufasa", realm="shop@example.org", nonce="n2", uri="/orders?page=2", qop=auth, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="3604195d22cf8677f06e892d8b54363f"',
        },
        answer: { body: { items: [2] } },
      },
    ],
  },
  {
    shows: 'A second refusal ends the run, and so does a challenge that cannot be answered.',
    values,
    exchanges: [
      challenge(realm, 'qop="auth"', 'nonce="n1"'),
      answered(
        'Digest username="Mufasa", realm="shop@example.org", nonce="n1", uri="/orders", qop=auth, nc=00000001, cnonce="0zik0zk0zik0zk0zik0zk0zik0zk", response="7d3c0881f7beebd131474e00f9e4931b"',
        { status: 401, headers: { 'www-authenticate': `${realm}, qop="auth", nonce="n2"` } },
      ),
    ],
    fails: 'run/unauthorised',
  },
  ...['Basic realm="shop"', `${realm}, nonce="n1", algorithm=NEW`, realm, `${realm}, nonce="n1", qop="token"`].map(
    (header): AuthCase => ({ values, exchanges: [challenge(header)], fails: 'run/unauthorised' }),
  ),
  { values: { username: 'Mufasa' }, exchanges: [], fails: 'run/missing-credential' },
  { values: { password: 'Circle of Life' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
