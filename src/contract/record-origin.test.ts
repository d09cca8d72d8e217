import { expect, it } from 'vitest';
import { emptyPayload } from './payload.ts';
import { recordOrigin } from './record-origin.ts';

it.each([
  ['a record with a key', { key: '7' }, { id: 8 }, { key: '7' }],
  ['what started the run', undefined, { id: 8 }, { key: '8' }],
  [
    'one record in a list',
    { page: 2, path: 'orders.3-3' },
    [{ sku: 'A-1' }],
    { page: 2, path: 'orders.3-3', key: 'A-1' },
  ],
  ['several records', { page: 2, path: 'orders.0-1' }, [{ id: 1 }, { id: 2 }], { page: 2, path: 'orders.0-1' }],
  ['a page, whose members are not those of a record', { page: 2 }, { code: 0, orders: [] }, { page: 2 }],
  ['a page that is one record in a list', { page: 2 }, [{ id: 5 }], { page: 2, key: '5' }],
  ['what was taken out of a page', { page: 2, path: 'order' }, { id: 6 }, { page: 2, path: 'order', key: '6' }],
  ['a record without a key', undefined, { total: 8, nested: { id: 1 } }, undefined],
  ['no payload', undefined, undefined, undefined],
])('%s is named by where it comes from and its key', (_, origin, value, expected) => {
  const payload = { ...emptyPayload, value, ...(origin === undefined ? {} : { origin }) };
  expect(recordOrigin(payload)).toEqual(expected);
});

it('has no key for text', () => {
  expect(recordOrigin({ ...emptyPayload, format: 'csv', value: 'id\n1' })).toBeUndefined();
});
