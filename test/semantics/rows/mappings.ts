import { maps, row, use, type MeaningRow } from '../define-row.ts';

const lookup = { function: 'lookup', crossReferenceId: 'x1' };

export const mappingRows: readonly MeaningRow[] = [
  {
    construct: 'A list mapped to a list',
    service:
      'Elements pair by their position, list by list from the left. Each element of the source makes one of the destination, also where nothing is written to it: it is an empty object, or null where elements are values. An empty list gives an empty list; a list that is missing or null gives nothing.',
    flow: 'Paired wildcards in one rule of the map; rules into one list fill the same elements.',
    grade: 'toolkit default',
    source: 'transforms, paths and arrays',
    examples: [
      maps([row('lines.*.sku', 'items.*.code')], { lines: [] }, { items: [] }),
      maps([row('lines.*.sku', 'items.*.code'), row('id', 'no')], {}, { no: 1 }),
      maps([row('lines.*.sku', 'items.*.code'), row('id', 'no')], { lines: null }, { no: 1 }),
      maps(
        [row('lines.*.sku', 'items.*.code')],
        { lines: [{}, null, { sku: 'a' }] },
        { items: [{}, {}, { code: 'a' }] },
      ),
      maps([row('tags.*', 'labels.*')], { tags: ['a', null] }, { labels: ['a', null] }),
      maps(
        [row('lines.*.d.*.e', 'items.*.parts.*.no')],
        { lines: [{ d: [{ e: 1 }] }, {}, { d: [] }] },
        { items: [{ parts: [{ no: 1 }] }, {}, { parts: [] }] },
      ),
    ],
  },
  {
    construct: 'Something else where a list belongs',
    service: 'The record fails, whatever is mapped from it.',
    flow: 'The map fails the payload.',
    grade: 'toolkit default',
    source: 'transforms, error policy',
    examples: [
      maps([row('lines.*.sku', 'items.*.code')], { lines: 'none' }, undefined),
      maps([row('lines.*.sku', 'skus')], { lines: { sku: 'a' } }, undefined),
      maps(
        [row('lines.*.sku', 'skus', { transformation: [use('join', { delimiter: ',' })] })],
        { lines: 'none' },
        undefined,
      ),
      maps([row('lines.*.d.*.e', 'items.*.no')], { lines: [{ d: 7 }] }, undefined),
    ],
  },
  {
    construct: 'Lists of different lengths into one list',
    service:
      'As many elements as the longest has. At a position that its own list does not reach, a row has no value: "whenMissing" decides, and functions get null.',
    flow: 'The same rules of the map.',
    grade: 'toolkit default',
    source: 'transforms, paths and arrays',
    examples: [
      maps(
        [row('lines.*.sku', 'items.*.code'), row('prices.*', 'items.*.price')],
        { lines: [{ sku: 'a' }], prices: [1, 2] },
        { items: [{ code: 'a', price: 1 }, { price: 2 }] },
      ),
      maps(
        [row('lines.*.sku', 'items.*.code', { whenMissing: 'empty' }), row('prices.*', 'items.*.price')],
        { prices: [1] },
        { items: [{ code: '', price: 1 }] },
      ),
      maps(
        [row('lines.*.sku', 'items.*.code', { whenMissing: 'fail' }), row('prices.*', 'items.*.price')],
        { lines: [], prices: [1] },
        undefined,
      ),
      maps([row('lines.*.sku', 'items.*.code', { whenMissing: 'fail' })], { lines: [] }, { items: [] }),
    ],
  },
  {
    construct: 'A field without a list, mapped into a list',
    service:
      'Every element that the other rows of the list make gets the value. Where they make none, or there is no list, nothing is written.',
    flow: 'A rule without wildcards is repeated for every element. "every-element" is recommended; "first-element" writes position 0.',
    grade: 'toolkit default',
    source: 'transforms, paths and arrays',
    examples: [
      maps(
        [row('id', 'items.*.order'), row('lines.*.sku', 'items.*.code'), row('prices.*', 'items.*.price')],
        { lines: [{ sku: 'a' }], prices: [1, 2] },
        {
          items: [
            { order: 1, code: 'a', price: 1 },
            { order: 1, price: 2 },
          ],
        },
      ),
      maps([row('id', 'items.*.order'), row('lines.*.sku', 'items.*.code')], { lines: [] }, { items: [] }),
      maps([row('id', 'items.*.order'), row('lines.*.sku', 'items.*.code'), row('id', 'no')], {}, { no: 1 }),
      maps([row('id', 'items.*.order'), row('id', 'no')], {}, { no: 1 }),
      maps(
        [row('id', 'items.*.order'), row('lines.*.sku', 'items.*.code')],
        { lines: [{ sku: 'a' }, { sku: 'b' }] },
        { items: [{ code: 'a', order: 1 }, { code: 'b' }] },
        { answers: { 'list/0': 'first-element' } },
      ),
      maps(
        [row('id', 'items.*.order'), row('lines.*.sku', 'items.*.code')],
        { lines: [] },
        { items: [{ order: 1 }] },
        { answers: { 'list/0': 'first-element' } },
      ),
    ],
  },
  {
    construct: 'A list mapped to one field',
    service:
      'All values as one list, without the missing ones; no list or none with values gives an empty list. "first-element" sends the value of the first element, which is missing where there is none.',
    flow: 'A wildcard in the source alone; for "first-element" position 0.',
    grade: 'toolkit default',
    source: 'transforms, paths and arrays',
    examples: [
      maps([row('lines.*.sku', 'skus')], { lines: [{ sku: 'a' }, {}, { sku: null }] }, { skus: ['a', null] }),
      maps([row('lines.*.sku', 'skus')], { lines: [] }, { skus: [] }),
      maps([row('lines.*.sku', 'skus')], {}, { skus: [] }),
      maps(
        [row('lines.*.sku', 'sku')],
        { lines: [{ sku: 'a' }, { sku: 'b' }] },
        { sku: 'a' },
        { answers: { 'list/0': 'first-element' } },
      ),
      maps(
        [row('lines.*.sku', 'sku', { whenMissing: 'null' })],
        { lines: [] },
        { sku: null },
        { answers: { 'list/0': 'first-element' } },
      ),
      maps([row('lines.*.sku', 'codes.0'), row('lines.*.sku', 'codes.1')], { lines: [{ sku: 'a' }] }, { codes: ['a'] }),
    ],
  },
  {
    construct: 'A list mapped to one field through "join", "count" or another function on lists',
    service: 'The function gets the list of all values, without the missing ones.',
    flow: 'The same function; nothing is asked.',
    grade: 'documented',
    source: 'transforms, documented functions',
    examples: [
      maps(
        [row('lines.*.sku', 'skus', { transformation: [use('join', { delimiter: ', ' })] })],
        { lines: [{ sku: 'a' }, {}, { sku: 7 }] },
        { skus: 'a, 7' },
      ),
      maps(
        [
          row('lines.*.sku', 'skus', { transformation: [use('join', { delimiter: ', ' })] }),
          row('lines.*', 'n', { transformation: [use('count')] }),
        ],
        { lines: [] },
        { skus: '', n: 0 },
      ),
      maps(
        [row('tags.*', 'skus', { transformation: [use('join', { delimiter: ', ' }), use('prefix', { text: '>' })] })],
        {},
        { skus: '>' },
      ),
    ],
  },
  {
    construct: 'Two lists into one',
    service: 'The values of the inner list are one list for each element of the outer one.',
    flow: 'Wildcards pair from the left, the rest is flattened.',
    grade: 'toolkit default',
    source: 'transforms, paths and arrays',
    examples: [
      maps(
        [row('lines.*.d.*.e', 'items.*.all')],
        { lines: [{ d: [{ e: 1 }, { e: 2 }] }, {}] },
        { items: [{ all: [1, 2] }, { all: [] }] },
      ),
    ],
  },
  {
    construct: 'A list mapped into a list of lists',
    service:
      'Decided: the first element of the inner list gets the value ("first-element", recommended and shown as allowed), or nobody does. Left alone, a service writes it to every element that other rows make.',
    flow: 'Position 0 in place of the inner wildcard; a rule with more wildcards in its target than in its source is refused.',
    grade: 'toolkit default',
    source: 'transforms, paths and arrays',
    examples: [
      maps(
        [row('lines.*.sku', 'items.*.parts.*.no')],
        { lines: [{ sku: 'a' }, {}] },
        { items: [{ parts: [{ no: 'a' }] }, {}] },
      ),
      maps(
        [row('lines.*.sku', 'items.*.parts.*.no'), row('lines.*.d.*.e', 'items.*.parts.*.e')],
        { lines: [{ sku: 'a', d: [{ e: 1 }, { e: 2 }] }] },
        { items: [{ parts: [{ e: 1, no: 'a' }, { e: 2 }] }] },
      ),
      maps(
        [row('lines.*.sku', 'items.*.parts.*.no'), row('id', 'no')],
        { lines: [{ sku: 'a' }] },
        { no: 1 },
        { answers: { 'list/0': 'leave-row-out' } },
      ),
    ],
  },
  {
    construct: 'One position of a list, such as "codes.0"',
    service: 'It is written last, into the element that is there. Elements in front of it that nobody writes are null.',
    flow: 'The same order in the map.',
    grade: 'toolkit default',
    source: 'transforms, paths and arrays',
    examples: [
      maps(
        [row('name', 'items.0.note'), row('lines.*.sku', 'items.*.code')],
        { name: 'x', lines: [{ sku: 'a' }, { sku: 'b' }] },
        { items: [{ code: 'a', note: 'x' }, { code: 'b' }] },
      ),
      maps([row('name', 'codes.1')], { name: 'x' }, { codes: [null, 'x'] }),
    ],
  },
  {
    construct: 'A field and a field inside it ("a" and "a.b")',
    service:
      'The whole value comes first, whatever the order of the rows, and the field inside is written into it. A value that cannot hold the field makes way for it.',
    flow: 'The same order in the map.',
    grade: 'toolkit default',
    source: 'services, mappings',
    examples: [
      maps([row('name', 'a.b'), row('whole', 'a')], { name: 'x', whole: { b: 1, c: 2 } }, { a: { b: 'x', c: 2 } }),
      maps([row('name', 'a.b'), row('whole', 'a')], { name: 'x', whole: 'text' }, { a: { b: 'x' } }),
      maps([row('name', 'a.b'), row('whole', 'a')], { whole: 'text' }, { a: 'text' }),
      maps(
        [row('whole', 'a'), row('lines.*.sku', 'a.*.code')],
        { whole: [{ n: 1 }, { n: 2 }], lines: [{ sku: 'a' }] },
        { a: [{ n: 1, code: 'a' }, { n: 2 }] },
      ),
    ],
  },
  {
    construct: 'A source field that the record does not have',
    service:
      'The row says what is written ("whenMissing"), else the answer to "missing-field"; omit is recommended. Null is a value. Functions get null, unless the row itself says something.',
    flow: '"when_missing" of the rule.',
    grade: 'toolkit default',
    source: 'services, running a bundle',
    examples: [
      maps([row('nowhere', 'a'), row('empty', 'b')], { empty: null }, { b: null }),
      maps([row('nowhere', 'a')], {}, { a: '' }, { answers: { 'missing-field': 'empty' } }),
      maps([row('nowhere', 'a')], {}, undefined, { answers: { 'missing-field': 'fail' } }),
      maps([row('nowhere', 'a', { transformation: [use('fallback', { value: 'x' })] })], {}, { a: 'x' }),
      maps(
        [row('nowhere', 'a', { transformation: [use('fallback', { value: 'x' })], whenMissing: 'null' })],
        {},
        { a: null },
      ),
      maps([row('nowhere', 'a', { transformation: [use('trim')] })], {}, { a: null }),
    ],
  },
  {
    construct: 'A row without a source',
    service:
      'Its functions get null: "prefix" and "lookup" leave it null, "fallback" and the custom functions make a value. Without a function it writes nothing.',
    flow: 'A rule without sources; without a function, no rule.',
    grade: 'toolkit default',
    source: 'services, mappings',
    examples: [
      maps(
        [{ source: { none: true }, destination: { field: 'a' }, transformation: [use('prefix', { text: 'UK-' })] }],
        {},
        { a: null },
      ),
      maps(
        [
          {
            source: { none: true },
            destination: { field: 'a' },
            transformation: [use('fallback', { value: 'x' }), use('prefix', { text: 'UK-' })],
          },
        ],
        {},
        { a: 'UK-x' },
      ),
      maps([{ source: { none: true }, destination: { field: 'a' } }, row('id', 'no')], {}, { no: 1 }),
    ],
  },
  {
    construct: 'A mapping of which no row is left',
    service: 'An empty object is sent. A service without any row sends the record as it is.',
    flow: 'A map with one rule that writes nothing, because a map without rules lets everything through; without rows no map.',
    grade: 'toolkit default',
    source: 'services, empty mapping page',
    examples: [
      maps([{ source: { none: true }, destination: { field: 'a' } }], { name: 'x' }, {}),
      maps([row('id', 'items.*.order')], { name: 'x' }, {}, { answers: { 'list/0': 'leave-row-out' } }),
      maps([], { name: 'x' }, { id: 1, name: 'x' }),
    ],
  },
  {
    construct: 'Two rows for one field',
    service: 'The later one wins, unless it has no value. (The check of the bundle calls it an error.)',
    flow: 'The last rule with a value wins.',
    grade: 'toolkit default',
    source: 'services, pitfalls',
    examples: [
      maps([row('id', 'a'), row('name', 'a')], {}, { a: 1 }),
      maps([row('id', 'a'), row('name', 'a')], { name: null }, { a: null }),
    ],
  },
  {
    construct: 'An object where a text is looked up',
    service:
      'The record fails. Numbers and truth values are looked up as text, each element of a list on its own; nothing stays nothing.',
    flow: 'The function "lookup" does the same at any place of a chain.',
    grade: 'toolkit default',
    source: 'services, lookup tables',
    examples: [
      maps([row('courier', 'a', { transformation: [lookup] })], { courier: { name: 'Standard' } }, undefined),
      maps(
        [row('courier', 'a', { transformation: [use('fallback', { value: 'Standard' }), lookup] })],
        { courier: {} },
        undefined,
      ),
      maps(
        [row('courier', 'a', { transformation: [lookup] })],
        { courier: ['Standard', 'DPD Next Day', 7] },
        { a: ['S48', 'ND', 7] },
      ),
      maps([row('courier', 'a', { transformation: [lookup] })], { courier: null }, { a: null }),
    ],
  },
  {
    construct: 'A value for which a lookup has no row',
    service: 'It stays as it is; the table or the answer to "lookup" may say empty or fail.',
    flow: '"on_miss" of the function "lookup".',
    grade: 'inferred',
    source: 'services, lookup tables',
    examples: [
      maps([row('courier', 'a', { transformation: [lookup] })], { courier: 'Pigeon' }, { a: 'Pigeon' }),
      maps(
        [row('courier', 'a', { transformation: [lookup] })],
        { courier: 'Pigeon' },
        { a: '' },
        { answers: { 'lookup/x1': 'empty' } },
      ),
      maps([row('courier', 'a', { transformation: [lookup] })], { courier: 'Pigeon' }, undefined, {
        answers: { 'lookup/x1': 'fail' },
      }),
    ],
  },
  {
    construct: 'Brackets such as [[payload.id]] and {{flow.variables.x}} in constants and in arguments of functions',
    service: 'They are text, as a service has no variables.',
    flow: String.raw`They are written with a backslash, "\[[" and "\{{", and sent without it.`,
    grade: 'toolkit default',
    source: 'transforms, dynamic variables',
    examples: [
      maps([{ source: { constant: '[[payload.id]]' }, destination: { field: 'a' } }], {}, { a: '[[payload.id]]' }),
      maps(
        [{ source: { constant: String.raw`\[[meta.a]] {{flow.variables.x}} [[[` }, destination: { field: 'a' } }],
        {},
        { a: String.raw`\[[meta.a]] {{flow.variables.x}} [[[` },
      ),
      maps(
        [
          row('id', 'a', {
            transformation: [
              use('prefix', { text: '{{flow.variables.x}}' }),
              use('suffix', { text: '[[payload.id]]' }),
            ],
          }),
        ],
        {},
        { a: '{{flow.variables.x}}1[[payload.id]]' },
      ),
      maps([row('no', 'a', { transformation: [use('fallback', { value: '[[meta.a]]' })] })], {}, { a: '[[meta.a]]' }),
    ],
  },
];
