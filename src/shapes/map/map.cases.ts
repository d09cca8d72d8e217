import { caseText, type ShapeCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };
const longId = { id: new ExactNumber('12345678901234567890') };
const rule = (source: string | readonly string[], target: string, more: object = {}): object => ({
  sources: [source].flat(),
  target,
  ...more,
});
const rules = (...list: readonly object[]): object => ({ rules: list });
const use = (name: string, args: object = {}): object => ({ function: name, arguments: args });

const exact = { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') };

const nothing = 'Step "Step" maps some payloads to nothing; look whether the sources of its rules are in them.';

export default [
  {
    shows: 'Only mapped targets are written, each at its path.',
    config: rules(rule('id', 'order.number'), rule('customer.name', 'order.buyer.name')),
    bucket: [{ id: 7, customer: { name: 'Ada' }, rest: true }],
    gives: [{ order: { number: 7, buyer: { name: 'Ada' } } }],
  },
  {
    shows: 'Each payload on its own.',
    config: rules(rule('id', 'no')),
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ no: 1 }, { no: 2 }],
  },
  {
    shows: 'Values keep their type.',
    config: rules(rule('a', 'a'), rule('b', 'b'), rule('c', 'c'), rule('d', 'd')),
    bucket: [{ a: '007', b: false, c: [1, { x: null }], d: { e: 0 } }],
    gives: [{ a: '007', b: false, c: [1, { x: null }], d: { e: 0 } }],
  },
  {
    shows: 'One source into several targets, several sources into one.',
    config: rules(
      rule('id', 'a'),
      rule('id', 'b'),
      rule(['first', 'last'], 'name', { transforms: [use('concatenate', { separator: ' ' })] }),
    ),
    bucket: [{ id: 1, first: 'Ada', last: 'King' }],
    gives: [{ a: 1, b: 1, name: 'Ada King' }],
  },
  {
    shows: 'Several sources without a function give the list of their values.',
    config: rules(rule(['a', 'b'], 'c')),
    bucket: [{ a: 1, b: 2 }],
    gives: [{ c: [1, 2] }],
  },
  {
    shows: 'Of two rules for one target, the later one wins, unless it has no value.',
    config: rules(rule('a', 'x'), rule('b', 'x')),
    bucket: [{ a: 1, b: 2 }, { a: 1 }],
    gives: [{ x: 2 }, { x: 1 }],
  },
  {
    shows: 'Functions run one after the other.',
    config: rules(rule('sku', 'code', { transforms: [use('trim'), use('uppercase'), use('prefix', { text: 'AW-' })] })),
    bucket: [{ sku: ' red ' }],
    gives: [{ code: 'AW-RED' }],
  },
  {
    shows: 'A rule without a source makes its own value.',
    config: rules({
      target: 'channel',
      transforms: [use('custom string', { text: '{{flow.variables.c}}-[[meta.shop]]-[[payload.id]]' })],
    }),
    before: [setMeta],
    variables: { c: 'web' },
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ channel: 'web-uk-1' }, { channel: 'web-uk-2' }],
    meta: { shop: ['uk', 'uk'] },
  },
  {
    shows: 'A missing source writes nothing; with functions they get null.',
    config: rules(
      rule('a', 'a'),
      rule('a', 'b', { transforms: [use('fallback', { value: 'none' })] }),
      rule('id', 'id'),
    ),
    bucket: [{ id: 1 }],
    gives: [{ b: 'none', id: 1 }],
  },
  {
    profile: { 'map.missingSource': 'null' },
    config: rules(rule('a', 'a'), rule('id', 'id')),
    bucket: [{ id: 1 }],
    gives: [{ a: null, id: 1 }],
  },
  { shows: 'An explicit null is copied.', config: rules(rule('a', 'a')), bucket: [{ a: null }], gives: [{ a: null }] },
  {
    shows: 'A rule may say what becomes of a missing source.',
    config: rules(
      rule('x', 'a', { when_missing: 'omit' }),
      rule('x', 'b', { when_missing: 'null' }),
      rule('x', 'c', { when_missing: 'empty' }),
      rule('x', 'd', { when_missing: { default: [0] } }),
      rule('x', 'e', { when_missing: 'null', transforms: [use('fallback', { value: 'none' })] }),
    ),
    gives: [{ b: null, c: '', d: [0], e: null }],
  },
  { config: rules(rule('x', 'a', { when_missing: 'fail' })), bucket: [{ x: 0 }], gives: [{ a: 0 }] },
  { config: rules(rule('x', 'a', { when_missing: 'fail' })), gives: [], fails: 'run/missing-source' },
  {
    shows: 'Wildcards of source and target pair from the left; rules into one list fill the same elements.',
    config: rules(rule('items.*.sku', 'lines.*.code'), rule('items.*.qty', 'lines.*.amount')),
    bucket: [{ items: [{ sku: 'a', qty: 1 }, { sku: 'b' }, { qty: 3 }] }],
    gives: [{ lines: [{ code: 'a', amount: 1 }, { code: 'b' }, { amount: 3 }] }],
  },
  {
    shows: 'A rule without wildcards is repeated for every element.',
    config: rules(rule('items.*.sku', 'lines.*.code'), rule('id', 'lines.*.order')),
    bucket: [{ id: 7, items: [{ sku: 'a' }, { sku: 'b' }] }],
    gives: [
      {
        lines: [
          { code: 'a', order: 7 },
          { code: 'b', order: 7 },
        ],
      },
    ],
  },
  {
    shows: 'All values of a list into one target.',
    config: rules(rule('items.*.sku', 'codes')),
    bucket: [{ items: [{ sku: 'a' }, {}, { sku: 'b' }] }],
    gives: [{ codes: ['a', 'b'] }],
  },
  {
    shows: 'One element of a list.',
    config: rules(rule('items.1.sku', 'second'), rule('first', 'codes.1')),
    bucket: [{ first: 'x', items: [{ sku: 'a' }, { sku: 'b' }] }],
    gives: [{ second: 'b', codes: [null, 'x'] }],
  },
  {
    shows: 'Inner levels that the target lacks are flattened.',
    config: rules(rule('orders.*.lines.*.sku', 'sold.*.skus')),
    bucket: [{ orders: [{ lines: [{ sku: 'a' }, { sku: 'b' }] }, { lines: [] }] }],
    gives: [{ sold: [{ skus: ['a', 'b'] }, { skus: [] }] }],
  },
  {
    config: rules(rule('orders.*.lines.*.sku', 'items.*.lines.*.code')),
    bucket: [{ orders: [{ lines: [{ sku: 'a' }] }, { lines: [{ sku: 'b' }, {}] }] }],
    gives: [{ items: [{ lines: [{ code: 'a' }] }, { lines: [{ code: 'b' }, {}] }] }],
  },
  {
    shows: 'A list at the root.',
    config: rules(rule('*.id', '*.no')),
    bucket: [[{ id: 1 }, { id: 2 }]],
    gives: [[{ no: 1 }, { no: 2 }]],
  },
  {
    config: rules(rule('items.*.sku', 'lines.*.code')),
    bucket: [{ items: [] }, { items: null }, {}],
    gives: [{ lines: [] }, {}, {}],
    warns: [nothing],
  },
  { config: rules(rule('a.*.b', 'x.*.y.*.z')), gives: [], fails: 'run/bad-mapping' },
  { config: rules(rule('items.*.sku', 'lines.*.code')), bucket: [{ items: 'a' }], gives: [], fails: 'run/not-a-list' },
  {
    shows: 'Wrapped for the rules and behind them.',
    config: { wrap_input: true, wrap_output: true, rules: [rule('*.id', '*.no')] },
    bucket: [{ id: 1 }],
    gives: [[{ no: 1 }]],
  },
  {
    shows: 'Wrapped for the rules only: the one element stands alone.',
    config: { wrap_input: true, wrap_output: false, rules: [rule('*.id', '*.no')] },
    bucket: [{ id: 1 }],
    gives: [{ no: 1 }],
  },
  { config: { wrap_output: true, rules: [rule('id', 'no')] }, bucket: [{ id: 1 }], gives: [[{ no: 1 }]] },
  {
    config: { wrap_input: true, rules: [rule('*.*.id', '*.no')] },
    bucket: [[{ id: 1 }, { id: 2 }]],
    gives: [{ no: [1, 2] }],
  },
  {
    config: { wrap_input: true, rules: [rule('0.*.id', '*.no')] },
    bucket: [[{ id: 1 }, { id: 2 }]],
    gives: [],
    fails: 'run/bad-mapping',
  },
  { shows: 'Without rules the payload passes unchanged.', config: {}, bucket: [{ id: 1 }], gives: [{ id: 1 }] },
  { config: rules(), bucket: [{ id: 1 }], gives: [{ id: 1 }] },
  {
    shows: 'A function that cannot work on a value fails the payload.',
    config: rules(rule('a', 'a', { transforms: [use('cast to number')] })),
    bucket: [{ a: 'five' }],
    gives: [],
    fails: 'run/transform-failed',
  },
  {
    profile: { 'map.transformError': 'null' },
    config: rules(rule('a', 'a', { transforms: [use('cast to number')] })),
    bucket: [{ a: 'five' }],
    gives: [{ a: null }],
  },
  {
    profile: { 'map.transformError': 'keep' },
    config: rules(rule('a', 'a', { transforms: [use('cast to number')] })),
    bucket: [{ a: 'five' }],
    gives: [{ a: 'five' }],
  },
  { config: rules(rule('a', 'a', { transforms: [use('reverse')] })), gives: [], fails: 'run/transform-failed' },
  {
    config: rules(rule('a', 'a', { transforms: [use('prefix', { txt: 'x' })] })),
    gives: [],
    fails: 'run/transform-failed',
  },
  {
    shows: 'Lookups are found by their name.',
    lookups: [{ name: 'units', rows: [{ left_value: 'pc', right_value: 'piece' }] }],
    config: rules(rule('u', 'unit', { transforms: [use('lookup', { lookup: 'units' })] })),
    bucket: [{ u: 'pc' }],
    gives: [{ unit: 'piece' }],
  },
  { config: rules({ sources: ['a'] }), gives: [], fails: 'run/bad-settings' },
  { config: { wrap_input: 'yes' }, gives: [], fails: 'run/bad-settings' },
  {
    shows: 'Numbers stay as they were written.',
    config: rules(rule('id', 'no'), rule('price', 'a.price')),
    bucket: [exact],
    gives: [{ no: exact.id, a: { price: exact.price } }],
  },
  {
    shows: 'CSV to JSON: cells are texts.',
    config: { ...rules(rule('*.sku', '*.code'), rule('*.qty', '*.n')), target_format: 'json' },
    bucket: [caseText('text/csv', 'sku;qty\n00123;2\n"a;b";\n')],
    gives: [
      [
        { code: '00123', n: '2' },
        { code: 'a;b', n: '' },
      ],
    ],
  },
  {
    shows: 'JSON to CSV: columns in the order of the rules.',
    config: { ...rules(rule('orders.*.id', '*.id'), rule('orders.*.note', '*.note')), target_format: 'csv' },
    bucket: [{ orders: [longId, { id: 2, note: 'a "b" c' }] }],
    gives: [caseText('text/csv; charset=utf-8', 'id,note\r\n12345678901234567890,\r\n2,"a ""b"" c"\r\n')],
  },
  {
    config: { ...rules(rule('lines', '*.lines'), rule('orders.*.id', '*.id')), target_format: 'csv' },
    bucket: [{ lines: [1], orders: [{ id: 1 }] }],
    gives: [],
    fails: 'run/not-expressible',
  },
  {
    shows: 'XML to JSON: a path with * goes through one element as well.',
    config: {
      ...rules(rule('orders.order.*.@id', '*.id'), rule('orders.order.*.line.*.sku', '*.skus.*')),
      target_format: 'json',
    },
    bucket: [
      caseText(
        'application/xml',
        '<orders><order id="07"><line><sku>a</sku></line></order><order id="8"><line><sku>b</sku></line><line><sku>c</sku></line></order></orders>',
      ),
      caseText('application/xml', '<orders><order id="9"/></orders>'),
    ],
    gives: [
      [
        { id: '07', skus: ['a'] },
        { id: '8', skus: ['b', 'c'] },
      ],
      [{ id: '9' }],
    ],
  },
  {
    shows: 'JSON to XML: targets begin with the root element.',
    config: {
      ...rules(rule('*.id', 'orders.order.*.@id'), rule('*.name', 'orders.order.*.name')),
      target_format: 'xml',
    },
    bucket: [[{ id: 1, name: 'A & B' }, { id: 2 }]],
    gives: [
      caseText(
        'application/xml',
        '<?xml version="1.0" encoding="UTF-8"?>\n<orders><order id="1"><name>A &amp; B</name></order><order id="2"/></orders>',
      ),
    ],
  },
  {
    config: { ...rules(rule('*.id', '*.id')), target_format: 'xml' },
    bucket: [[{ id: 1 }]],
    gives: [],
    fails: 'run/not-expressible',
  },
  {
    shows: 'Without a target format the result is in that of what came in.',
    config: rules(rule('*.b', '*.c')),
    bucket: [caseText('text/csv', 'a;b\n1;2\n')],
    gives: [caseText('text/csv; charset=utf-8', 'c\r\n2\r\n')],
  },
  {
    config: rules(rule('*.b', '*.c')),
    profile: { 'map.targetFormat': 'json' },
    bucket: [caseText('text/csv', 'a;b\n1;2\n')],
    gives: [[{ c: '2' }]],
  },
  {
    shows:
      'Elements that are mapped whole keep what a tree cannot say where the target is XML; in JSON it would be lost.',
    config: { ...rules(rule('a.p', 'b.p')), target_format: 'xml' },
    bucket: [caseText('application/xml', '<a><p>Send <b>two</b> cups</p></a>')],
    gives: [caseText('application/xml', '<?xml version="1.0" encoding="UTF-8"?>\n<b><p>Send <b>two</b> cups</p></b>')],
  },
  {
    config: { ...rules(rule('a.p', 'p')), target_format: 'json' },
    bucket: [caseText('application/xml', '<a><p>Send <b>two</b> cups</p></a>')],
    gives: [],
    fails: 'run/not-expressible',
  },
  {
    config: { ...rules(rule('a', 'a')), target_format: 'json' },
    bucket: [caseText('application/xml', '<a><b>1</b><c/><b>2</b></a>')],
    gives: [{ a: { b: ['1', '2'], c: '' } }],
    warns: [
      'Step "Step" maps element "a", in which elements of several names alternate; JSON keeps those of one name together.',
    ],
  },
  {
    shows: 'A format without rules only changes how the payload is written.',
    config: { target_format: 'json' },
    bucket: [caseText('text/csv', 'a\n1\n')],
    gives: [[{ a: '1' }]],
  },
  {
    config: { ...rules(rule('*.a', '*.a')), source_format: 'csv', target_format: 'json' },
    bucket: [caseText('text/plain', 'a,b\n1,2\n')],
    gives: [[{ a: '1' }]],
  },
  {
    config: { ...rules(rule('name', 'text')), target_format: 'txt' },
    bucket: [{ name: 'Ann' }],
    gives: [caseText('text/plain; charset=utf-8', 'Ann')],
  },
  {
    config: { ...rules(rule('name', 'a'), rule('name', 'b')), target_format: 'txt' },
    bucket: [{ name: 'Ann' }],
    gives: [],
    fails: 'run/not-expressible',
  },
  {
    shows: 'Plain text has no parts.',
    config: rules(rule('id', 'no')),
    bucket: [caseText('text/plain', 'id 1')],
    gives: [],
    fails: 'run/unreadable-format',
  },
  {
    shows: 'Several lists into one: by position, as long as the longest.',
    config: rules(rule('items.*.sku', 'lines.*.code'), rule('prices.*', 'lines.*.price'), rule('id', 'lines.*.order')),
    bucket: [
      { id: 7, items: [{ sku: 'a' }, { sku: 'b' }], prices: [1, 2, 3] },
      { id: 8, items: [{ sku: 'c' }, { sku: 'd' }] },
      { id: 9 },
    ],
    gives: [
      {
        lines: [
          { code: 'a', price: 1, order: 7 },
          { code: 'b', price: 2, order: 7 },
          { price: 3, order: 7 },
        ],
      },
      {
        lines: [
          { code: 'c', order: 8 },
          { code: 'd', order: 8 },
        ],
      },
      {},
    ],
    warns: [nothing],
  },
  {
    shows: 'An element that nothing is written to is there all the same: empty, or null where elements are values.',
    config: rules(rule('items.*.sku', 'lines.*.code'), rule('tags.*.name', 'names.*')),
    bucket: [{ items: [{}, null, { sku: 'a' }], tags: [{}, { name: null }, { name: 'x' }] }],
    gives: [{ lines: [{}, {}, { code: 'a' }], names: [null, null, 'x'] }],
  },
  {
    shows: 'What is written is decided for each element; a list that is too short has no value there.',
    config: rules(
      rule('a.*.x', 't.*.x'),
      rule('b.*.y', 't.*.y', { when_missing: { default: 0 } }),
      rule('b.*.y', 't.*.z', { transforms: [use('fallback', { value: 'none' })] }),
    ),
    bucket: [{ a: [{ x: 1 }, { x: 2 }], b: [{ y: 3 }] }, { a: [], b: [] }, { b: null }],
    gives: [
      {
        t: [
          { x: 1, y: 3, z: 3 },
          { x: 2, y: 0, z: 'none' },
        ],
      },
      { t: [] },
      {},
    ],
    warns: [nothing],
  },
  {
    shows: 'A single position comes after the elements, and is written into the one that is there.',
    config: rules(rule('first', 't.0.note'), rule('a.*.x', 't.*.x'), rule('third', 't.2.x')),
    bucket: [{ first: 'hi', a: [{ x: 1 }] }, { first: 'hi' }, { third: 3, a: [] }],
    gives: [{ t: [{ x: 1, note: 'hi' }] }, { t: [{ note: 'hi' }] }, { t: [null, null, { x: 3 }] }],
  },
  {
    shows: 'A whole value comes before what is written inside it, and makes way for what it is not.',
    config: rules(rule('inner', 'a.b'), rule('whole', 'a')),
    bucket: [{ whole: { b: 1, c: 2 }, inner: 3 }, { whole: { b: 1 } }, { whole: 'text', inner: 3 }, { whole: [1] }],
    gives: [{ a: { b: 3, c: 2 } }, { a: { b: 1 } }, { a: { b: 3 } }, { a: [1] }],
  },
  {
    config: rules(rule('list', 't'), rule('a.*.x', 't.*.x'), rule('id', 't.*.id')),
    bucket: [
      { id: 7, list: [{ n: 1 }, { n: 2 }], a: [{ x: 1 }] },
      { id: 7, list: [{ n: 1 }] },
      { id: 7, list: 'text' },
    ],
    gives: [
      {
        t: [
          { n: 1, x: 1, id: 7 },
          { n: 2, id: 7 },
        ],
      },
      { t: [{ n: 1, id: 7 }] },
      { t: 'text' },
    ],
  },
  {
    shows: 'A list is gone through where a path says so; elsewhere nothing is found.',
    config: { rules: [{ sources: ['id'], target: 'id' }] },
    bucket: [[{ id: 1 }, { id: 2 }], { id: 3 }],
    gives: [{}, { id: 3 }],
    warns: [
      'Step "Step" maps "id", which leads through a list, so that nothing is found; write * or a position for the list.',
      nothing,
    ],
  },
  {
    shows: 'A list that is missing has no values; anything else in its place fails the payload.',
    config: rules(rule('items.*.sku', 'codes')),
    bucket: [{}, { items: null }],
    gives: [{ codes: [] }, { codes: [] }],
  },
  { config: rules(rule('items.*.sku', 'codes')), bucket: [{ items: 'a' }], gives: [], fails: 'run/not-a-list' },
  { config: rules(rule('a.*.b', 't.*.b'), rule('c', 't.c')), gives: [], fails: 'run/bad-mapping' },
  {
    shows: 'Values from caches: under a key of its own, or under what the function before has given.',
    before: [
      {
        name: 'Add',
        microservice: 'cache',
        cache: { name: 'prices', scope: 'flow run' },
        config: { action: 'add', key: '[[payload.sku]]' },
      },
    ],
    config: {
      rules: [
        { sources: ['sku'], target: 'sku' },
        {
          sources: ['other'],
          target: 'price',
          transforms: [{ function: 'cache lookup', arguments: { cache: 'prices', lookup: 'price', default: 0 } }],
        },
        {
          target: 'first',
          transforms: [
            { function: 'cache lookup', arguments: { cache: 'prices', key: 'a', lookup: 'price' } },
            { function: 'math', arguments: { operator: '*', value: 2 } },
          ],
        },
        {
          target: 'company',
          transforms: [
            { function: 'cache_lookup', arguments: { cache: 'names', scope: 'company', key: 'a' } },
            { function: 'cache lookup', arguments: { cache: 'names', scope: 'company' } },
          ],
        },
      ],
    },
    found: { caches: { 'company/names/a': 'b', 'company/names/b': 'found' } },
    bucket: [
      { sku: 'a', price: 5, other: 'b' },
      { sku: 'b', price: 7, other: 'c' },
    ],
    gives: [
      { sku: 'a', price: 7, first: 10, company: 'found' },
      { sku: 'b', price: 0, first: 10, company: 'found' },
    ],
  },
  {
    shows: 'A lookup with patterns.',
    config: {
      rules: [
        {
          sources: ['service'],
          target: 'carrier',
          transforms: [{ function: 'lookup', arguments: { lookup: 'carriers', match_type: 'regex' } }],
        },
      ],
    },
    lookups: [{ name: 'carriers', rows: [{ left_value: '^dpd', right_value: 'DPD' }] }],
    bucket: [{ service: 'dpd next day' }],
    gives: [{ carrier: 'DPD' }],
  },
] as const satisfies readonly ShapeCase[];
