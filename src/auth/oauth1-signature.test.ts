import { expect, it } from 'vitest';
import { authorizationHeader } from './oauth1-signature.ts';

const published = {
  method: 'HMAC-SHA1',
  consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
  consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
  tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
  realm: undefined,
  nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
  timestampSeconds: 1_318_622_958,
} as const;

// The worked example that Twitter published: query, form body, and characters that encodeURIComponent leaves alone.
const update = {
  method: 'POST',
  url: new URL('https://api.twitter.com/1.1/statuses/update.json?include_entities=true'),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21',
};

it('signs the published example', () => {
  expect(authorizationHeader(update, published)).toContain('oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"');
});

it('puts the realm in front, outside of the signature', () => {
  const plain = authorizationHeader(update, published);
  expect(authorizationHeader(update, { ...published, realm: '12"34' })).toBe(
    plain.replace('OAuth ', 'OAuth realm="1234", '),
  );
});

it('gives the key itself for PLAINTEXT', () => {
  const header = authorizationHeader(update, { ...published, method: 'PLAINTEXT', tokenSecret: undefined });
  expect(header).toContain(`oauth_signature="${published.consumerSecret}%26"`);
});
