import { expect, it } from 'vitest';
import type { Endpoint } from '../../connector/definition.ts';
import type { PayloadFormat } from '../../contract/payload.ts';
import { encodeBody as encode } from './encode-body.ts';

const endpoint = (bodyType?: NonNullable<Endpoint['bodyType']>): Endpoint => ({
  name: 'Create',
  direction: 'Send',
  method: 'POST',
  url: 'orders',
  ...(bodyType === undefined ? {} : { bodyType }),
});

type Encoded = ReturnType<typeof encode>;

function encodeBody(body: string | Uint8Array, to: Endpoint, format: PayloadFormat = 'json'): Encoded {
  const connector = { name: 'shop', protocol: 'HTTP' as const };
  const instance = { name: 'Shop', connector: 'shop' };
  return encode(
    body,
    { format },
    {
      connector,
      endpoint: to,
      instance,
      variables: {},
      timeoutMs: 1,
      retries: 0,
      step: 'Push',
    },
  );
}

it('leaves a payload as it is, under the type of the endpoint', () => {
  expect(encodeBody('{"a":1}', endpoint())).toEqual({
    body: '{"a":1}',
    headers: { 'content-type': 'application/json' },
  });
  expect(encodeBody('<a/>', endpoint('xml'), 'xml')).toEqual({
    body: '<a/>',
    headers: { 'content-type': 'application/xml' },
  });
});

it('writes a form with brackets', () => {
  const payload = { amount: 5, note: null, on: true, lines: [{ sku: 'A&B' }, { sku: 'C' }], meta: { key: 'ä' } };
  const { body, headers } = encodeBody(new TextEncoder().encode(JSON.stringify(payload)), endpoint('form'));
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect([...new URLSearchParams(String(body))]).toEqual([
    ['amount', '5'],
    ['note', ''],
    ['on', 'true'],
    ['lines[0][sku]', 'A&B'],
    ['lines[1][sku]', 'C'],
    ['meta[key]', 'ä'],
  ]);
});

it('sends a form that is written already as it is', () => {
  expect(encodeBody('a=1&b=2', endpoint('form'), 'txt').body).toBe('a=1&b=2');
});

it.each([
  [undefined, 'xml', 'application/xml'],
  [undefined, 'csv', 'text/csv; charset=utf-8'],
  [undefined, 'txt', 'text/plain; charset=utf-8'],
  ['text', 'csv', 'text/plain; charset=utf-8'],
] as const)('to an endpoint with body type %s sends %s as %s', (bodyType, format, type) => {
  expect(encodeBody('a', endpoint(bodyType), format)).toEqual({ body: 'a', headers: { 'content-type': type } });
});

it.each([
  ['json', 'xml', '<a/>'],
  ['json', 'csv', 'a'],
  ['json', 'txt', 'a'],
  ['xml', 'json', '{}'],
  ['xml', 'csv', 'a'],
  ['form', 'xml', '<a/>'],
  ['form', 'json', '[1]'],
] as const)('to an endpoint with body type %s refuses %s', (bodyType, format, body) => {
  expect(() => encodeBody(body, endpoint(bodyType), format)).toThrow(
    expect.objectContaining({ code: 'run/wrong-format' }),
  );
});
