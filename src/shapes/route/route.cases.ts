import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const rule = (field: string, value: string, more: object = {}): object => ({ field, comparison: 'eq', value, ...more });
const leg = (name: string, ...filters: readonly object[]): object => ({ name, first_step: `Mark ${name}`, filters });
/** A step that marks what goes down a leg. */
const mark = (name: string): object => ({
  name: `Mark ${name}`,
  microservice: 'set-variables',
  config: { meta: [{ key: 'leg', value: name }] },
});
const marks = (...names: readonly string[]): readonly object[] => names.map(mark);

const open = leg('A', rule('s', '1'));
const exact = { s: new ExactNumber('1.0'), id: new ExactNumber('12345678901234567890') };
const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

export default [
  {
    shows: 'Each record goes down every leg whose conditions it meets; a leg without conditions takes all.',
    step: { routes: [open, leg('B')] },
    legs: marks('A', 'B'),
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 1 }], [{ s: 1 }, { s: 2 }]],
    meta: { leg: ['A', 'B'] },
  },
  {
    config: { method: 'all' },
    step: { routes: [open, leg('B', rule('t', 'x'))] },
    legs: marks('A', 'B'),
    bucket: [[{ s: 1, t: 'x' }, { s: 1 }, { t: 'x' }]],
    gives: [
      [{ s: 1, t: 'x' }, { s: 1 }],
      [{ s: 1, t: 'x' }, { t: 'x' }],
    ],
    meta: { leg: ['A', 'B'] },
  },
  {
    shows: 'Or down the first leg that takes it, in the order of the legs.',
    config: { method: 'first' },
    step: { routes: [open, leg('B', rule('t', 'x')), leg('C')] },
    legs: marks('A', 'B', 'C'),
    bucket: [[{ s: 1, t: 'x' }, { t: 'x' }, { s: 3 }, { s: 1 }], [{ s: 4 }]],
    gives: [[{ s: 1, t: 'x' }, { s: 1 }], [{ t: 'x' }], [{ s: 3 }], [{ s: 4 }]],
    meta: { leg: ['A', 'B', 'C', 'C'] },
  },
  {
    shows: 'No conditions anywhere: all data go down all legs.',
    step: { routes: [leg('A'), leg('B')] },
    legs: marks('A', 'B'),
    bucket: [{ id: 1 }, caseText('text/plain; charset=utf-8', 'two')],
    gives: [
      { id: 1 },
      caseText('text/plain; charset=utf-8', 'two'),
      { id: 1 },
      caseText('text/plain; charset=utf-8', 'two'),
    ],
    meta: { leg: ['A', 'A', 'B', 'B'] },
  },
  {
    shows: 'Records that no leg takes go no further, and are reported.',
    step: { routes: [open, leg('B', rule('s', '2'))] },
    legs: marks('A', 'B'),
    bucket: [[{ s: 1 }, { s: 3, id: 'c' }, { s: 4 }], [{ s: 5, id: 'e' }]],
    gives: [[{ s: 1 }]],
    meta: { leg: ['A'] },
    warns: ['Step "Step" has no leg for 3 records (c, e, …); they go no further.'],
  },
  {
    shows: 'Or fail their payload, if the profile says so.',
    step: { routes: [open] },
    legs: marks('A'),
    bucket: [[{ s: 1 }, { s: 3, id: 'c' }]],
    profile: { 'route.unmatched': 'fail' },
    gives: [],
    fails: 'run/no-leg',
  },
  {
    shows: 'What stands around a list goes with the records of it.',
    config: { method: 'first' },
    step: { routes: [leg('A', rule('data.orders.*.s', '1')), leg('B')] },
    legs: marks('A', 'B'),
    bucket: [{ total: 3, data: { orders: [{ s: 1 }, { s: 2 }, { s: 1 }] } }],
    gives: [
      { total: 3, data: { orders: [{ s: 1 }, { s: 1 }] } },
      { total: 3, data: { orders: [{ s: 2 }] } },
    ],
    meta: { leg: ['A', 'B'] },
  },
  {
    shows: 'Lists inside lists: the lines are the records, and an order goes where a line of it goes.',
    step: { routes: [leg('A', rule('orders.*.lines.*.sku', 'a')), leg('B', rule('orders.*.lines.*.sku', 'b'))] },
    legs: marks('A', 'B'),
    bucket: [
      {
        orders: [
          { id: 1, lines: [{ sku: 'a' }, { sku: 'b' }] },
          { id: 2, lines: [{ sku: 'b' }] },
        ],
      },
    ],
    gives: [
      { orders: [{ id: 1, lines: [{ sku: 'a' }] }] },
      {
        orders: [
          { id: 1, lines: [{ sku: 'b' }] },
          { id: 2, lines: [{ sku: 'b' }] },
        ],
      },
    ],
    meta: { leg: ['A', 'B'] },
  },
  {
    shows: 'Or every order goes along, also without its lines, if the profile says so.',
    step: { routes: [leg('A', rule('*.lines.*.sku', 'a'))] },
    legs: marks('A'),
    bucket: [[{ lines: [{ sku: 'a' }] }, { id: 2, lines: [{ sku: 'b' }] }], [{ lines: [{ sku: 'c' }] }]],
    profile: { 'route.emptiedParents': 'keep' },
    gives: [[{ lines: [{ sku: 'a' }] }, { id: 2, lines: [] }]],
    meta: { leg: ['A'] },
    warns: ['Step "Step" has no leg for 2 records (b, c); they go no further.'],
  },
  {
    shows: 'An order without lines is a record that no leg takes, not one that goes missing.',
    step: { routes: [leg('A', rule('*.lines.*.sku', 'a'))] },
    legs: marks('A'),
    bucket: [[{ id: 1, lines: [{ sku: 'a' }] }, { id: 2, lines: [] }, { id: 3 }]],
    gives: [[{ id: 1, lines: [{ sku: 'a' }] }]],
    meta: { leg: ['A'] },
    warns: ['Step "Step" has no leg for 2 records (2, 3); they go no further.'],
  },
  {
    shows: 'Conditions on what stands around the records hold for all of them.',
    config: { method: 'first' },
    step: { routes: [leg('A', rule('shop', 'uk'), rule('orders.*.s', '1')), leg('B', rule('shop', 'de'))] },
    legs: marks('A', 'B'),
    bucket: [
      { shop: 'uk', orders: [{ s: 1 }, { s: 2, id: 'x' }] },
      { shop: 'de', orders: [{ s: 1 }] },
      { shop: 'de', orders: [] },
    ],
    gives: [
      { shop: 'uk', orders: [{ s: 1 }] },
      { shop: 'de', orders: [{ s: 1 }] },
      { shop: 'de', orders: [] },
    ],
    meta: { leg: ['A', 'B', 'B'] },
    warns: ['Step "Step" has no leg for one record (x); it goes no further.'],
  },
  {
    shows: 'A payload without the list is reported; an empty list has nothing to lose.',
    step: { routes: [leg('A', rule('orders.*.s', '1'))] },
    legs: marks('A'),
    bucket: [{ items: [{ s: 1 }] }, { orders: [] }, { orders: null }, { orders: [{ s: 1 }] }],
    gives: [{ orders: [{ s: 1 }] }],
    meta: { leg: ['A'] },
    warns: ['Step "Step" found no "orders" in one payload, so that no leg took anything of it.'],
  },
  {
    step: { routes: [leg('A', rule('orders.*.s', '1'))] },
    legs: marks('A'),
    bucket: [{ orders: 'many' }],
    gives: [],
    fails: 'run/not-a-list',
  },
  {
    shows: 'All legs look into one list.',
    step: { routes: [leg('A', rule('orders.*.s', '1')), leg('B', rule('refunds.*.s', '1'))] },
    legs: marks('A', 'B'),
    bucket: [{ orders: [{ s: 1 }], refunds: [{ s: 1 }] }],
    gives: [],
    fails: 'run/bad-filter',
  },
  {
    shows: 'Several conditions of a leg: all have to hold, or one, as the leg says.',
    step: {
      routes: [
        leg('A', rule('s', '1'), rule('t', 'x')),
        { ...leg('B', rule('s', '1'), rule('t', 'x')), filter_logic_operator: 'or' },
        leg('C', rule('s', '1', { keep_matching: false })),
        leg('D', rule('s', '1', { is_active: false })),
      ],
    },
    legs: marks('A', 'B', 'C', 'D'),
    bucket: [[{ s: 1, t: 'x' }, { s: 1 }, { t: 'x' }]],
    gives: [
      [{ s: 1, t: 'x' }],
      [{ s: 1, t: 'x' }, { s: 1 }, { t: 'x' }],
      [{ t: 'x' }],
      [{ s: 1, t: 'x' }, { s: 1 }, { t: 'x' }],
    ],
    meta: { leg: ['A', 'B', 'C', 'D'] },
  },
  {
    shows: 'All is decided before a leg starts: what a leg sets changes nothing of it.',
    config: { method: 'first' },
    step: {
      routes: [
        { ...leg('A', rule('s', '{{flow.variables.wanted}}')), first_step: 'Set' },
        leg('B', rule('s', '{{flow.variables.wanted}}', { keep_matching: false })),
      ],
    },
    legs: [
      { name: 'Set', microservice: 'set-variables', config: { flow: [{ name: 'wanted', value: '2' }] } },
      ...marks('B'),
    ],
    variables: { wanted: '1' },
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 1 }], [{ s: 2 }]],
  },
  {
    shows: 'A leg that fails keeps no other from running; then the run fails.',
    step: { routes: [{ ...leg('A'), first_step: 'Check' }, leg('B')] },
    legs: [
      { name: 'Check', microservice: 'batch', config: { path: 'id', size: 1 } },
      { name: 'Mark B', microservice: 'notify', config: { level: 'info', template: 'B' } },
    ],
    bucket: [{ id: 1 }],
    gives: [],
    notifies: ['info log: B'],
    fails: 'run/not-a-list',
  },
  {
    shows: 'A leg that gets nothing does not start.',
    step: { routes: [{ ...leg('A', rule('s', '1')), first_step: 'Say' }, leg('B')] },
    legs: [{ name: 'Say', microservice: 'notify', config: { level: 'info', template: 'A' } }, ...marks('B')],
    bucket: [[{ s: 2 }]],
    profile: { 'flow.emptyBucket': 'continue' },
    gives: [[{ s: 2 }]],
    notifies: [],
  },
  {
    shows: 'What came in goes on behind the route, if the profile says so.',
    step: { routes: [open, leg('B')] },
    legs: marks('A', 'B'),
    bucket: [[{ s: 1 }, { s: 2 }]],
    profile: { 'flow.afterLegs': 'incoming' },
    gives: [[{ s: 1 }, { s: 2 }]],
  },
  {
    shows: 'One object is one record; metadata and numbers stay as they were.',
    before: [setMeta],
    step: { routes: [open] },
    legs: marks('A'),
    bucket: [exact, [exact, { s: 2, id: 'x' }]],
    gives: [exact, [exact]],
    meta: { shop: ['uk', 'uk'] },
    warns: ['Step "Step" has no leg for one record (x); it goes no further.'],
  },
  { shows: 'Without legs everything passes.', bucket: [{ id: 1 }], gives: [{ id: 1 }] },
  {
    shows: 'Text, which has no parts, is refused where there are conditions.',
    step: { routes: [open] },
    legs: marks('A'),
    bucket: [caseText('text/plain', 'open')],
    gives: [],
    fails: 'run/unreadable-format',
  },
  { config: { method: 'some' }, step: { routes: [open] }, legs: marks('A'), gives: [], fails: 'run/bad-settings' },
] as const satisfies readonly ShapeCase[];
