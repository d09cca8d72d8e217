import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

const status = (value: string, more: object = {}): object => ({
  field: 's',
  comparison: 'eq',
  type: 'number',
  value,
  ...more,
});

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

export default [
  {
    shows: 'A field that none of the records has is named; one that some have not is not.',
    step: { filters: [{ field: 'stauts', comparison: 'eq', type: 'string', value: 'paid' }] },
    bucket: [[{ status: 'paid' }, { status: 'open' }], [{ status: 'paid' }]],
    gives: [[], []],
    warns: ['Step "Step" compares "stauts", which none of the records has, so that none passes.'],
  },
  {
    step: { filters: [status('1'), { field: 'gone', comparison: 'eq', type: 'string', value: 'x' }] },
    bucket: [[{ s: 1, gone: 'x' }, { s: 1 }, { s: 2 }]],
    gives: [[{ s: 1, gone: 'x' }]],
  },
  {
    step: { filters: [{ field: 'gone', comparison: 'is_empty' }] },
    bucket: [[{ s: 1 }]],
    gives: [[{ s: 1 }]],
  },
  {
    shows: 'Rules work on the records inside a payload.',
    step: { filters: [status('1')] },
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 1 }]],
  },
  { step: { filters: [status('1', { keep_matching: true })] }, bucket: [[{ s: 1 }, { s: 2 }]], gives: [[{ s: 1 }]] },
  {
    shows: 'Matches are removed where they are not to be kept.',
    step: { filters: [status('1', { keep_matching: false })] },
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 2 }]],
  },
  { step: { filters: [status('1', { keep_matching: 'false' })] }, bucket: [[{ s: 1 }, { s: 2 }]], gives: [[{ s: 2 }]] },
  { step: { filters: [status('1', { keep_matching: '0' })] }, bucket: [[{ s: 1 }, { s: 2 }]], gives: [[{ s: 2 }]] },
  { shows: 'Without rules everything passes.', step: { filters: [] }, bucket: [[{ s: 1 }]], gives: [[{ s: 1 }]] },
  { bucket: [[{ s: 1 }], { s: 2 }], gives: [[{ s: 1 }], { s: 2 }] },
  {
    shows: 'A payload that is one record passes, or leaves the bucket.',
    step: { filters: [status('1')] },
    bucket: [{ s: 1, a: 1 }, { s: 2 }, {}],
    gives: [{ s: 1, a: 1 }],
  },
  {
    shows: 'Records are the elements at the last * of the path; what stands around them stays.',
    step: { filters: [{ field: 'items.*.qty', comparison: 'gt', type: 'number', value: '0' }] },
    bucket: [{ id: 1, items: [{ qty: 0 }, { qty: 2 }, {}] }],
    gives: [{ id: 1, items: [{ qty: 2 }] }],
  },
  {
    step: { filters: [{ field: '*.lines.*.qty', comparison: 'gt', type: 'number', value: '0' }] },
    bucket: [[{ lines: [{ qty: 0 }, { qty: 1 }] }, { lines: [] }]],
    gives: [[{ lines: [{ qty: 1 }] }, { lines: [] }]],
  },
  {
    step: { filters: [{ field: '*.s', comparison: 'eq', type: 'number', value: '1' }] },
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 1 }]],
  },
  {
    shows: 'A payload whose list has become empty is passed on.',
    step: { filters: [status('9')] },
    bucket: [[{ s: 1 }]],
    gives: [[]],
  },
  {
    shows: 'Or not, as the profile says.',
    profile: { 'filter.emptyPayload': 'drop' },
    step: { filters: [status('9')] },
    bucket: [[{ s: 1 }], [{ s: 9 }]],
    gives: [[{ s: 9 }]],
  },
  {
    profile: { 'filter.emptyPayload': 'drop' },
    step: { filters: [{ field: 'items.*.q', comparison: 'eq', value: '1' }] },
    bucket: [{ items: [{ q: 2 }] }, { items: [{ q: 1 }] }],
    gives: [{ items: [{ q: 1 }] }],
  },
  {
    shows: 'Several rules must all hold.',
    step: { filters: [status('1'), { field: 'c', comparison: 'eq', value: 'GB' }] },
    bucket: [
      [
        { s: 1, c: 'GB' },
        { s: 1, c: 'FR' },
        { s: 2, c: 'GB' },
      ],
    ],
    gives: [[{ s: 1, c: 'GB' }]],
  },
  {
    step: { filters: [status('1'), { field: 'c', comparison: 'eq', value: 'GB', keep_matching: false }] },
    bucket: [
      [
        { s: 1, c: 'GB' },
        { s: 1, c: 'FR' },
        { s: 2, c: 'FR' },
      ],
    ],
    gives: [[{ s: 1, c: 'FR' }]],
  },
  {
    shows: 'A rule joined by "or" starts an alternative; "and" binds tighter.',
    step: {
      filters: [
        status('1'),
        { field: 'c', comparison: 'eq', value: 'GB', operator_logic: 'and' },
        status('3', { operator_logic: 'or' }),
      ],
    },
    bucket: [
      [
        { s: 1, c: 'GB' },
        { s: 1, c: 'FR' },
        { s: 3, c: 'FR' },
        { s: 2, c: 'GB' },
      ],
    ],
    gives: [
      [
        { s: 1, c: 'GB' },
        { s: 3, c: 'FR' },
      ],
    ],
  },
  {
    step: { filters: [status('1'), status('2', { operator_logic: 'OR' })] },
    bucket: [{ s: 1 }, { s: 2 }, { s: 3 }],
    gives: [{ s: 1 }, { s: 2 }],
  },
  {
    shows: 'Rules are read in "match_order".',
    step: { filters: [status('2', { match_order: 2, operator_logic: 'or' }), status('1', { match_order: 1 })] },
    bucket: [[{ s: 1 }, { s: 2 }, { s: 3 }]],
    gives: [[{ s: 1 }, { s: 2 }]],
  },
  {
    shows: 'A rule that is not active is no rule.',
    step: { filters: [status('1', { is_active: false })] },
    bucket: [[{ s: 2 }]],
    gives: [[{ s: 2 }]],
  },
  { step: { filters: [status('2', { is_active: true })] }, bucket: [[{ s: 2 }, { s: 1 }]], gives: [[{ s: 2 }]] },
  {
    shows: 'Rules on different lists work one after the other.',
    step: {
      filters: [
        { field: 'a.*.n', comparison: 'eq', value: '1' },
        { field: 'b.*.n', comparison: 'eq', value: '2' },
      ],
    },
    bucket: [{ a: [{ n: 1 }, { n: 2 }], b: [{ n: 1 }, { n: 2 }] }],
    gives: [{ a: [{ n: 1 }], b: [{ n: 2 }] }],
  },
  {
    step: {
      filters: [
        { field: 'a.*.n', comparison: 'eq', value: '1' },
        { field: 'b.*.n', comparison: 'eq', value: '2', operator_logic: 'or' },
      ],
    },
    bucket: [{ a: [], b: [] }],
    gives: [],
    fails: 'run/bad-filter',
  },
  {
    shows: 'The value may hold variables.',
    before: [setMeta],
    variables: { wanted: '2' },
    step: {
      filters: [
        { field: '*.shop', comparison: 'eq', value: '[[meta.shop]]' },
        { field: '*.s', comparison: 'eq', value: '{{flow.variables.wanted}}' },
      ],
    },
    bucket: [
      [
        { shop: 'uk', s: 2 },
        { shop: 'fr', s: 2 },
        { shop: 'uk', s: 1 },
      ],
    ],
    gives: [[{ shop: 'uk', s: 2 }]],
    meta: { shop: ['uk'] },
  },
  {
    step: { filters: [{ field: 'lines.*.sku', comparison: 'eq', value: '[[payload.wanted]]' }] },
    bucket: [
      { wanted: 'a', lines: [{ sku: 'a' }, { sku: 'b' }] },
      { wanted: 'b', lines: [{ sku: 'a' }, { sku: 'b' }] },
    ],
    gives: [
      { wanted: 'a', lines: [{ sku: 'a' }] },
      { wanted: 'b', lines: [{ sku: 'b' }] },
    ],
  },
  {
    shows: 'A relative date is measured from the moment of the run.',
    step: { filters: [{ field: 'at', comparison: 'gte', value: '-15 minutes', value_type: 'relative_date' }] },
    bucket: [[{ at: '2026-03-01T09:45:00Z' }, { at: '2026-03-01T09:44:59Z' }, { at: '2026-03-01T10:50:00+01:00' }]],
    gives: [[{ at: '2026-03-01T09:45:00Z' }, { at: '2026-03-01T10:50:00+01:00' }]],
  },
  {
    step: {
      filters: [{ field: 'day', comparison: 'before', type: 'date', date_format: 'd/m/Y', value: '02/03/2026' }],
    },
    bucket: [[{ day: '01/03/2026' }, { day: '03/02/2026' }, { day: '02/03/2026' }]],
    gives: [[{ day: '01/03/2026' }, { day: '03/02/2026' }]],
  },
  {
    step: { filters: [{ field: 'at', comparison: 'gte', value: 'soon', value_type: 'relative_date' }] },
    gives: [],
    fails: 'run/bad-relative-date',
  },
  { step: { filters: [{ field: 's', comparison: 'like', value: '1' }] }, gives: [], fails: 'run/bad-filter' },
  { config: { keep: true }, gives: [], fails: 'run/bad-settings' },
  {
    shows: 'Numbers stay as they were written.',
    step: { filters: [{ field: 'id', comparison: 'eq', type: 'number', value: '12345678901234567890' }] },
    bucket: [[exact, { ...exact, id: new ExactNumber('12345678901234567891') }]],
    gives: [[exact]],
  },
  {
    shows: 'CSV: a rule decides over each row; rows that are kept stay as they stood.',
    step: { filters: [status('1')] },
    bucket: [caseText('text/csv; charset=utf-8', 'id;s\r\n"01";1\r\n2;0\r\n3;"1"'), caseText('text/csv', 's\n0\n')],
    gives: [caseText('text/csv; charset=utf-8', 'id;s\r\n"01";1\r\n3;"1"'), caseText('text/csv; charset=utf-8', 's\n')],
  },
  {
    shows: 'XML: what is not taken out stays as it stood, comments and order with it. One element is a list of one.',
    step: { filters: [{ field: 'orders.order.*.s', comparison: 'eq', type: 'string', value: '1' }] },
    bucket: [
      caseText(
        'application/xml',
        '<?xml version="1.0"?>\n<orders total="3">\n  <order a="x"><s>1</s></order>\n  <order><s>0</s></order>\n  <page/>\n  <!-- last --><order><![CDATA[ ]]><s>1</s></order>\n</orders>\n',
      ),
      caseText('application/xml', '<orders><order><s>0</s></order></orders>'),
      caseText('application/xml', '<orders><order><s>1</s></order></orders>'),
      caseText('application/xml', '<orders/>'),
    ],
    gives: [
      caseText(
        'application/xml',
        '<?xml version="1.0"?>\n<orders total="3">\n  <order a="x"><s>1</s></order>\n  <page/>\n  <!-- last --><order><![CDATA[ ]]><s>1</s></order>\n</orders>\n',
      ),
      caseText('application/xml', '<orders></orders>'),
      caseText('application/xml', '<orders><order><s>1</s></order></orders>'),
      caseText('application/xml', '<orders/>'),
    ],
  },
  {
    step: { filters: [{ field: 'order.@status', comparison: 'eq', type: 'string', value: 'paid' }] },
    bucket: [
      caseText('application/xml', '<order status="paid"/>'),
      caseText('application/xml', '<order status="new"/>'),
    ],
    gives: [caseText('application/xml', '<order status="paid"/>')],
  },
  {
    shows: 'An XML document is no list.',
    step: { filters: [{ field: '*.s', comparison: 'eq', type: 'string', value: '1' }] },
    bucket: [caseText('application/xml', '<s>1</s>')],
    gives: [],
    fails: 'run/bad-path',
  },
  {
    shows: 'What cannot be read is refused: nothing passes unseen.',
    step: { filters: [status('1')] },
    bucket: [caseText('application/xml', '<s>1</t>')],
    gives: [],
    fails: 'run/bad-document',
  },
  {
    step: { filters: [status('1')] },
    bucket: [caseText('text/csv', 's,t\n1\n')],
    gives: [],
    fails: 'run/bad-document',
  },
  {
    step: { filters: [status('1')] },
    bucket: [caseText('text/plain', 's\n1')],
    gives: [],
    fails: 'run/unreadable-format',
  },
  {
    shows: 'A pattern that cannot be matched in linear time is refused.',
    step: { filters: [{ field: 's', comparison: 'regex', value: '(?=a)b' }] },
    gives: [],
    fails: 'run/bad-pattern',
  },
  {
    step: { filters: [{ field: 's', comparison: 'not_regex', value: '[[payload.pattern]]' }] },
    bucket: [{ pattern: 'a++' }],
    gives: [],
    fails: 'run/bad-pattern',
  },
  {
    step: { filters: [{ field: 's', comparison: 'matches', value: '/^so-/i' }] },
    bucket: [[{ s: 'SO-1' }, { s: 'X' }]],
    gives: [[{ s: 'SO-1' }]],
  },
  {
    shows: 'Brackets and other forms of paths are refused.',
    step: { filters: [{ field: 'items[0]', comparison: 'eq', value: '1' }] },
    gives: [],
    fails: 'run/bad-path',
  },
] as const satisfies readonly ShapeCase[];
