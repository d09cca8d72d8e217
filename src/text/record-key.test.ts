import { expect, it } from 'vitest';
import { parseJson } from './json-codec.ts';
import { recordKeyOf } from './record-key.ts';

it.each([
  ['{"name":"Ada","id":7}', '7'],
  ['{"sku":"A-1","code":"x","id":null}', 'A-1'],
  ['{"id":"","uuid":"6f1c"}', '6f1c'],
  ['{"id":12345678901234567890}', '12345678901234567890'],
  ['{"total":5,"parcelNo":"P-9"}', 'P-9'],
  ['{"total":5,"invoice_nr":9}', '9'],
  ['{"Order-Ref":"R1"}', 'R1'],
  ['{"EAN":"400"}', '400'],
  ['{"CustomerID":"C1"}', 'C1'],
  ['{"order":{"number":3}}', '3'],
  ['{"a":{"order":{"number":3}}}', '3'],
  ['{"total":5,"name":"Ada","email":"ada@example.com"}', undefined],
  ['{"name":"Ada","shopRef":"s1"}', 's1'],
  // Words that only end like a key, values that are none, and what belongs to something inside.
  ['{"paid":1,"valid":true,"piano":2,"grid":"x"}', undefined],
  ['{"id":{"value":1},"lineCode":[1],"b":{"id":2}}', undefined],
  ['{"order":{"total":3},"id":true}', undefined],
  ['[{"id":1}]', undefined],
  ['"text"', undefined],
  ['null', undefined],
  ['{}', undefined],
])('the key of %s is %j', (json, key) => {
  expect(recordKeyOf(parseJson(json))).toBe(key);
});

it('does not take a key from a prototype', () => {
  expect(recordKeyOf(Object.create({ id: 1 }))).toBeUndefined();
});
