import { expect, it } from 'vitest';
import type { SecurityScheme } from '../api-model.ts';
import { withHints } from './auth-hints.ts';

const key = (description: string, name = 'Authorization'): SecurityScheme => ({
  type: 'apiKey',
  in: 'header',
  name,
  description,
});

it.each([
  ['Send `Authorization: Token <your token>`.', 'Token '],
  ['Example: `Authorization: Api-Key {api_key}`', 'Api-Key '],
  ['Value: "ShopKey YOUR_KEY"', 'ShopKey '],
  ['Authorization: Token token=<key>', 'Token token='],
  ['The key, prefixed with the word `Bearer`.', 'Bearer '],
  ['Please enter the token into the field.', undefined],
  ['Authorization: <key>', undefined],
  ['Authorization: Basic <key>', undefined],
  ['Keys look like `sk_live_1`. See [the documentation](https://docs.example.com).', undefined],
])('%s', (description, prefix) => {
  const { scheme, evidence } = withHints(key(description), {});
  expect(scheme.type === 'apiKey' ? scheme.prefix : '').toBe(prefix);
  expect(evidence).toHaveLength(prefix === undefined ? 0 : 1);
});

it('takes the words of the whole API for the usual header only', () => {
  const about = { description: 'All requests carry `Authorization: Token <key>`.' };
  expect(withHints(key(''), about).scheme).toMatchObject({ prefix: 'Token ' });
  expect(withHints(key('', 'X-Key'), about).scheme).not.toHaveProperty('prefix');
});

const oauth = (
  description: string,
  grant: 'client_credentials' | 'authorization_code' = 'client_credentials',
): SecurityScheme => ({
  type: 'oauth2',
  flows: [{ grant, tokenUrl: 'https://shop.test/token', scopes: {} }],
  description,
});

it.each<[string, 'client_credentials' | 'authorization_code', string | undefined]>([
  ['Pass client_id and client_secret with HTTP Basic authentication.', 'authorization_code', 'header'],
  ['Base64 of client_id:client_secret goes into a header.', 'client_credentials', 'header'],
  ['Pass client_id and client_secret in the request body.', 'client_credentials', undefined],
  ['', 'client_credentials', 'header'],
  ['', 'authorization_code', undefined],
])('%s (%s)', (description, grant, place) => {
  const { scheme, evidence } = withHints(oauth(description, grant), {});
  expect(scheme.type === 'oauth2' ? scheme.flows[0]?.clientAuthentication : '').toBe(place);
  expect(evidence).toHaveLength(place === undefined ? 0 : 1);
});
