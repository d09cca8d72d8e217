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
    shows: 'XML: the element keeps its name and its namespaces.',
    config: { path: 'order.lines' },
    bucket: [caseText('application/xml', '<order xmlns="urn:o"><id>1</id><lines><line>a</line></lines></order>')],
    gives: [caseText('application/xml', '<lines xmlns="urn:o"><line>a</line></lines>')],
  },
  {
    shows: 'Several elements are one document under a wrapper key only.',
    config: { path: 'order.line', wrapper_key: 'LINES' },
    bucket: [caseText('application/xml', '<order><line>a</line><id>1</id><line>b</line></order>')],
    gives: [caseText('application/xml', '<LINES><line>a</line><line>b</line></LINES>')],
  },
  {
    config: { path: 'order.line' },
    bucket: [caseText('application/xml', '<order><line>a</line><line>b</line></order>')],
    gives: [],
    fails: 'run/not-expressible',
  },
  {
    shows: 'CSV: a row is a document with a header.',
    config: { path: '1' },
    bucket: [caseText('text/csv', 'id,name\n1,a\n2,b')],
    gives: [caseText('text/csv; charset=utf-8', 'id,name\n2,b')],
  },
  {
    config: { path: '1.id' },
    bucket: [caseText('text/csv', 'id,name\n1,a\n2,b')],
    gives: [],
    fails: 'run/not-expressible',
  },
  {
    shows: 'Plain text has no levels.',
    config: { path: 'a' },
    bucket: [caseText('text/plain', 'a\n1')],
    gives: [],
    fails: 'run/unreadable-format',
  },
] as const satisfies readonly ShapeCase[];
