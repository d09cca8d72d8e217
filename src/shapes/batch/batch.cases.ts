import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  {
    config: { path: '*', size: 2 },
    bucket: [[{ id: 'a' }, { id: 'b' }, { id: 'c' }]],
    gives: [[{ id: 'a' }, { id: 'b' }], [{ id: 'c' }]],
  },
  { config: { path: '*', size: 3 }, bucket: [[1, 2, 3]], gives: [[1, 2, 3]] },
  { config: { path: '*', size: 4 }, bucket: [[1, 2, 3]], gives: [[1, 2, 3]] },
  { config: { path: '*', size: 1 }, bucket: [[{ id: 'a' }, { id: 'b' }]], gives: [[{ id: 'a' }], [{ id: 'b' }]] },
  {
    config: { path: '*', size: 1, do_not_wrap_single: true },
    bucket: [[{ id: 'a' }, { id: 'b' }]],
    gives: [{ id: 'a' }, { id: 'b' }],
  },
  {
    shows: 'Only single records go unwrapped.',
    config: { path: '*', size: 2, do_not_wrap_single: true },
    bucket: [[1, 2, 3]],
    gives: [[1, 2], [3]],
  },
  {
    shows: 'What stands above the level is left behind.',
    config: { path: 'data.orders', size: 2 },
    bucket: [{ total: 3, data: { orders: [1, 2, 3] } }],
    gives: [[1, 2], [3]],
  },
  {
    shows: 'Each payload is batched on its own.',
    config: { path: '*', size: 2 },
    bucket: [[1, 2, 3], [4]],
    gives: [[1, 2], [3], [4]],
  },
  {
    shows: 'One object counts as a list of one.',
    config: { path: 'order', size: 2 },
    bucket: [{ order: { id: 1 } }],
    gives: [[{ id: 1 }]],
  },
  {
    shows: 'A level that is missing, null or empty gives nothing.',
    config: { path: 'orders', size: 2 },
    bucket: [{}, { orders: null }, { orders: [] }, { orders: [7] }],
    gives: [[7]],
    warns: ['A payload without "orders" was dropped.'],
  },
  { config: { path: 'orders', size: 2 }, bucket: [{ orders: 'many' }], gives: [], fails: 'run/not-a-list' },
  {
    shows: 'Metadata goes with every batch.',
    before: [setMeta],
    config: { path: '*', size: 1 },
    bucket: [[1, 2]],
    gives: [[1], [2]],
    meta: { shop: ['uk', 'uk'] },
  },
  { config: { path: '*', size: 0 }, gives: [], fails: 'run/bad-settings' },
  { config: { path: '', size: 1 }, gives: [], fails: 'run/bad-settings' },
  { config: { size: 1 }, gives: [], fails: 'run/bad-settings' },
  { config: { path: '*' }, gives: [], fails: 'run/bad-settings' },
  {
    shows: 'Numbers stay as they were written.',
    config: { path: '*', size: 1 },
    bucket: [[exact, 1]],
    gives: [[exact], [1]],
  },
  {
    shows: 'CSV: batches of rows, each with the header.',
    config: { path: '*', size: 2 },
    bucket: [caseText('text/csv', 'id;name\n1;"a"\n02;b\n3;c\n')],
    gives: [
      caseText('text/csv; charset=utf-8', 'id;name\n1;"a"\n02;b\n'),
      caseText('text/csv; charset=utf-8', 'id;name\n3;c\n'),
    ],
  },
  {
    config: { path: '*', size: 1, do_not_wrap_single: true },
    bucket: [caseText('text/csv', 'id\n1\n')],
    gives: [caseText('text/csv; charset=utf-8', 'id\n1\n')],
  },
  {
    shows: 'With or without the * of the list; one object counts as a list of one here as well.',
    config: { path: 'data.*', size: 1, do_not_wrap_single: true },
    bucket: [{ data: [{ id: 1 }, { id: 2 }] }, { data: { id: 3 } }, { data: [] }, { data: null }, { data: [[4]] }],
    gives: [{ id: 1 }, { id: 2 }, { id: 3 }, [4]],
  },
  {
    config: { path: 'data.*', size: 1 },
    bucket: [{ date: [1] }],
    gives: [],
    warns: ['A payload without "data.*" was dropped.'],
  },
  {
    shows: 'Lists inside of lists: all records, one list after the other.',
    config: { path: 'orders.*.lines', size: 2 },
    bucket: [{ orders: [{ lines: [1, 2, 3] }, { lines: null }, {}, { lines: { id: 4 } }, { lines: [] }] }],
    gives: [
      [1, 2],
      [3, { id: 4 }],
    ],
  },
  {
    config: { path: '*.lines.*', size: 1, do_not_wrap_single: true },
    bucket: [[{ lines: [1, 2] }, { lines: { id: 3 } }]],
    gives: [1, 2, { id: 3 }],
  },
  {
    config: { path: 'orders.*.lines', size: 1 },
    bucket: [{ order: [] }],
    gives: [],
    warns: ['A payload without "orders.*.lines" was dropped.'],
  },
  {
    shows: 'XML: what is batched stands in an element called like the one around it, with its namespaces.',
    config: { path: 'o:orders.o:order', size: 2 },
    bucket: [
      caseText(
        'application/xml',
        '<o:orders xmlns:o="urn:o" page="1"><o:order id="1"/> <o:order id="2"/><o:order id="3">x</o:order></o:orders>',
      ),
    ],
    gives: [
      caseText('application/xml', '<o:orders xmlns:o="urn:o"><o:order id="1"/><o:order id="2"/></o:orders>'),
      caseText('application/xml', '<o:orders xmlns:o="urn:o"><o:order id="3">x</o:order></o:orders>'),
    ],
  },
  {
    config: { path: 'orders.order', size: 1, do_not_wrap_single: true },
    bucket: [caseText('application/xml', '<orders xmlns="urn:o"><order><!-- a --><id>07</id></order></orders>')],
    gives: [caseText('application/xml', '<order xmlns="urn:o"><!-- a --><id>07</id></order>')],
  },
  {
    shows: 'In XML "*" stands for the elements inside the root, where they have one name.',
    config: { path: '*', size: 1 },
    bucket: [caseText('application/xml', '<orders><order>1</order><order>2</order></orders>')],
    gives: [
      caseText('application/xml', '<orders><order>1</order></orders>'),
      caseText('application/xml', '<orders><order>2</order></orders>'),
    ],
  },
  {
    config: { path: '*', size: 1 },
    bucket: [caseText('application/xml', '<orders><total>1</total><order>1</order></orders>')],
    gives: [],
    fails: 'run/not-a-list',
  },
  {
    shows: 'Text is read as the step says.',
    config: { path: '*', size: 1, format: 'csv' },
    bucket: [caseText('text/plain', 'id\n1\n2\n')],
    gives: [caseText('text/csv; charset=utf-8', 'id\n1\n'), caseText('text/csv; charset=utf-8', 'id\n2\n')],
  },
  {
    shows: 'Plain text has no records.',
    config: { path: '*', size: 1 },
    bucket: [caseText('text/plain', 'id\n1')],
    gives: [],
    fails: 'run/unreadable-format',
  },
] as const satisfies readonly ShapeCase[];
