import { expect, it } from 'vitest';
import type { Endpoint } from '../../connector/definition.ts';
import { encodeBody } from './encode-body.ts';

const endpoint = (bodyType?: NonNullable<Endpoint['bodyType']>): Endpoint => ({
  name: 'Create',
  direction: 'Send',
  method: 'POST',
  url: 'orders',
  ...(bodyType === undefined ? {} : { bodyType }),
});

it('leaves a payload as it is, under the type of the endpoint', () => {
  expect(encodeBody('{"a":1}', endpoint())).toEqual({
    body: '{"a":1}',
    headers: { 'content-type': 'application/json' },
  });
  expect(encodeBody('<a/>', endpoint('xml'))).toEqual({ body: '<a/>', headers: { 'content-type': 'application/xml' } });
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

it.each(['a=1&b=2', '[1]', '"text"'])('sends %s in a form as it is', (body) => {
  expect(encodeBody(body, endpoint('form')).body).toBe(body);
});
