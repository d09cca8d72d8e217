import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  {
    config: { path: 'customer.addresses' },
    bucket: [{ id: 1, customer: { addresses: ['x', 'y'] } }],
    gives: [['x', 'y']],
  },
  {
    config: { path: 'customer.addresses', wrapper_key: 'ADDRESSES' },
    bucket: [{ customer: { addresses: ['x', 'y'] } }],
    gives: [{ ADDRESSES: ['x', 'y'] }],
  },
  {
    shows: 'One payload for each payload, with the whole element.',
    config: { path: 'order' },
    bucket: [{ order: { id: 1 } }, { order: { id: 2 } }],
    gives: [{ id: 1 }, { id: 2 }],
  },
  { config: { path: 'lines.1' }, bucket: [{ lines: ['a', 'b'] }], gives: ['b'] },
  { config: { path: 'lines.*.sku' }, bucket: [{ lines: [{ sku: 'a' }, {}, { sku: 'b' }] }], gives: [['a', 'b']] },
  { config: { path: 'order', wrapper_key: 'data' }, bucket: [{ order: null }], gives: [{ data: null }] },
  {
    shows: 'A payload without the level is dropped, with a warning.',
    config: { path: 'order' },
    bucket: [{ id: 1 }, { order: 2 }],
    gives: [2],
    warns: ['A payload without "order" was dropped.'],
  },
  { before: [setMeta], config: { path: 'a' }, bucket: [{ a: 1 }], gives: [1], meta: { shop: ['uk'] } },
  { config: { path: '' }, gives: [], fails: 'run/bad-settings' },
  { config: {}, gives: [], fails: 'run/bad-settings' },
  { shows: 'Numbers stay as they were written.', config: { path: 'a' }, bucket: [{ a: exact }], gives: [exact] },
  {
    shows: 'Other formats than JSON are refused.',
    config: { path: 'a' },
    bucket: [caseText('text/csv', 'a\n1')],
    gives: [],
    fails: 'run/unreadable-format',
  },
] as const satisfies readonly ShapeCase[];
