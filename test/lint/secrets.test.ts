import { describe, expect, it } from 'vitest';
import { checkSecrets } from '../../src/lint/check-secrets.ts';

// Put together here, so that no scanner takes this file for a leak.
const random = ['q7Lx', 'P2v9', 'Tz4k', 'W8bn'].join('');
const aws = `AKIA${'IOSFODNN7'}${'ABCDEFG'}`;

function secretsIn(value: unknown): readonly string[] {
  return checkSecrets(value).map(({ code, pointer, part }) => `${code} ${pointer} ${part?.start}-${part?.end}`);
}

describe('secrets as they are', () => {
  it.each([
    ['a known form in any text', { a: [`key ${aws}`] }, ['lint/literal-secret /a/0 4-24']],
    [
      'a value with the name of a secret',
      { values: { api_key: random } },
      ['lint/literal-secret /values/api_key 0-16'],
    ],
    ['camel case', { clientSecret: random }, ['lint/literal-secret /clientSecret 0-16']],
    ['beside its name', [{ key: 'token', value: random }], ['lint/literal-secret /0/value 0-16']],
    [
      'a default of a secret variable',
      [{ key: 'x', secret: true, default: random }],
      ['lint/literal-secret /0/default 0-16'],
    ],
    [
      'a header',
      [{ in: 'header', key: 'A', value: `Bearer ${random}${random}` }],
      ['lint/literal-secret /0/value 0-39'],
    ],
    ['a password in an address', { url: 'ftp://acme:hunter22@host' }, ['lint/literal-secret /url 11-19']],
  ])('%s is found', (_, value, found) => {
    expect(secretsIn(value)).toEqual(found);
  });

  it.each([
    { token: 'secret://SHOP_TOKEN', password: 'env://X1234567', api_key: '{{api_key}}' },
    {
      tokenHeader: 'X-Access-Token1',
      tokenPath: 'data.access_token1',
      tokenUrl: 'https://id.example.com/oauth2/token',
    },
    { password: 'changeme', secret: '***********', token: '<your token 1>' },
    { id: random, sku: 'A1B2C3D4E5', hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4' },
    { params: [{ key: 'authorization', value: 'Bearer {{token}}' }], url: 'https://user:{{password}}@host' },
    { description: 'The token of 2024 is kept in the vault.' },
  ])('%j has none', (value) => {
    expect(secretsIn(value)).toEqual([]);
  });
});
