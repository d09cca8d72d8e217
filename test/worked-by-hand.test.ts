import { describe, expect, it } from 'vitest';
import { compileFilters } from '../src/interpret/filters.ts';
import { compileMapping } from '../src/interpret/map-record.ts';
import type { FilterOperator } from '../src/legacy/bundle.ts';
import { findOperator } from '../src/operators/find.ts';
import { compileMap } from '../src/shapes/map/compile-map.ts';
import { compilePath } from '../src/text/path.ts';
import { bareContext, transformContext } from './support/transform-context.ts';

// Service and flow share paths, operators and functions, so that comparing the two shows no mistake in them. These tables
// were worked out by hand from what the platform documents.

const order = {
  id: 7,
  '': 'blank key',
  'a.b': 'dotted',
  '0': 'zero',
  ship: { city: 'Bath', lines: ['x', 'y'] },
  lines: [
    { sku: 'A', qty: 1, taxes: [{ rate: 19 }, { rate: 7 }] },
    { sku: null, taxes: [] },
    { qty: 3, taxes: [{ rate: 0 }] },
  ],
  empty: [],
  nothing: null,
  grid: [[1, 2], [3]],
};

describe('paths', () => {
  it.each<readonly [path: string, value: unknown]>([
    ['id', 7],
    ['', order],
    ['a\\.b', 'dotted'],
    ['a.b', undefined],
    ['0', 'zero'],
    ['ship.city', 'Bath'],
    ['ship.city.length', undefined],
    ['ship.lines.1', 'y'],
    ['ship.lines.2', undefined],
    ['ship.lines.-1', undefined],
    ['ship.lines.*', ['x', 'y']],
    ['ship.lines.length', undefined],
    ['lines.0.sku', 'A'],
    ['lines.1.sku', null],
    ['lines.2.sku', undefined],
    ['lines.*.sku', ['A', null]],
    ['lines.*.qty', [1, 3]],
    ['lines.*.taxes.*.rate', [19, 7, 0]],
    ['lines.0.taxes.*.rate', [19, 7]],
    ['lines.*.taxes.0.rate', [19, 0]],
    ['lines.sku', undefined],
    ['empty', []],
    ['empty.*.sku', []],
    ['nothing', null],
    ['nothing.x', undefined],
    ['nothing.*', []],
    ['grid.*.*', [1, 2, 3]],
    ['grid.*.1', [2]],
    ['missing.deep.er', undefined],
    ['constructor', undefined],
    ['ship.toString', undefined],
  ])('%s', (path, value) => {
    expect(compilePath(path)(order)).toEqual(value);
  });
});

describe('pairs of lists', () => {
  const service = (rows: Rows, record: unknown): unknown =>
    compileMapping({
      rows: rows.map(([source, target]) => ({ source: { field: source }, destination: { field: target } })),
      source: (field) => field,
      destination: (field) => field,
      crossReferences: [],
      context: bareContext().context,
    })(record);
  const flow = (rows: Rows, record: unknown): unknown =>
    compileMap(
      rows.map(([source, target]) => ({ sources: [source], target })),
      { ...transformContext({}), step: 'Map' },
    )(record) ?? {};

  type Rows = readonly (readonly [source: string, target: string])[];

  it.each<readonly [shows: string, rows: Rows, written: unknown]>([
    ['one value', [['id', 'no']], { no: 7 }],
    ['into an object', [['id', 'a.b.c']], { a: { b: { c: 7 } } }],
    ['null is a value', [['nothing', 'a']], { a: null }],
    ['a missing value writes nothing', [['missing', 'a']], {}],
    ['a missing value makes no object', [['missing', 'a.b']], {}],
    ['one list into one', [['lines.*.qty', 'rows.*.q']], { rows: [{ q: 1 }, {}, { q: 3 }] }],
    [
      'two lists into two',
      [['lines.*.taxes.*.rate', 'rows.*.tax.*.r']],
      { rows: [{ tax: [{ r: 19 }, { r: 7 }] }, { tax: [] }, { tax: [{ r: 0 }] }] },
    ],
    [
      'a list in a list into one list',
      [['lines.*.taxes.*.rate', 'rows.*.all']],
      { rows: [{ all: [19, 7] }, { all: [] }, { all: [0] }] },
    ],
    ['an empty list stays one', [['empty.*.sku', 'rows.*.s']], { rows: [] }],
    ['a missing list makes none', [['gone.*.sku', 'rows.*.s']], {}],
    [
      'two rows fill the same elements',
      [
        ['lines.*.qty', 'rows.*.q'],
        ['lines.*.sku', 'rows.*.s'],
      ],
      { rows: [{ q: 1, s: 'A' }, { s: null }, { q: 3 }] },
    ],
    [
      'one value into every element that others make',
      [
        ['lines.*.qty', 'rows.*.q'],
        ['id', 'rows.*.order'],
      ],
      { rows: [{ q: 1, order: 7 }, { order: 7 }, { q: 3, order: 7 }] },
    ],
    ['one value into elements that nobody makes', [['id', 'rows.*.order']], {}],
    ['a list into one field is the list of its values', [['lines.*.qty', 'all']], { all: [1, 3] }],
    ['a list of values into a list of objects', [['ship.lines.*', 'rows.*.v']], { rows: [{ v: 'x' }, { v: 'y' }] }],
    ['one element of a list', [['lines.0.sku', 'first']], { first: 'A' }],
    ['a position of the target', [['lines.*.qty', 'codes.0']], { codes: [1] }],
  ])('%s', (_, rows, written) => {
    expect({ flow: flow(rows, order) }).toEqual({ flow: written });
    expect({ service: service(rows, order) }).toEqual({ service: written });
  });
});

describe('operators', () => {
  const ids: Readonly<Partial<Record<FilterOperator, string>>> = {
    equals: 'eq',
    notEquals: 'neq',
    greaterThan: 'gt',
    greaterOrEqual: 'gte',
    lessThan: 'lt',
    lessOrEqual: 'lte',
    contains: 'contains',
    startsWith: 'starts_with',
    endsWith: 'ends_with',
    in: 'in',
    notIn: 'not_in',
    isEmpty: 'is_empty',
    isNotEmpty: 'not_empty',
  };
  const nowMs = Date.UTC(2026, 2, 1, 10);

  interface Case {
    readonly operator: FilterOperator;
    readonly type: string;
    readonly value?: string;
    readonly yes: readonly unknown[];
    readonly no: readonly unknown[];
  }

  it.each<Case>([
    {
      operator: 'equals',
      type: 'string',
      value: 'paid',
      yes: ['paid'],
      no: ['Paid', 'paid ', '', null, undefined, 'unpaid'],
    },
    { operator: 'equals', type: 'string', value: '007', yes: ['007'], no: ['7', 7, '0070'] },
    { operator: 'equals', type: 'string', value: '1.10', yes: ['1.10'], no: ['1.1', 1.1] },
    {
      operator: 'equals',
      type: 'number',
      value: '7',
      yes: [7, '7', '7.0', '007', 7.0],
      no: [8, '', null, undefined, 'seven', true],
    },
    {
      operator: 'equals',
      type: 'boolean',
      value: 'true',
      yes: [true, 'true', 1, '1'],
      no: [false, 0, 'yes', null, undefined],
    },
    {
      operator: 'equals',
      type: 'date',
      value: '2026-03-01T10:00:00Z',
      yes: ['2026-03-01T11:00:00+01:00', '2026-03-01 10:00:00', 1_772_359_200],
      no: ['2026-03-01', 'n/a', null],
    },
    { operator: 'notEquals', type: 'string', value: 'test', yes: ['live', '', 'Test'], no: ['test', undefined] },
    { operator: 'notEquals', type: 'number', value: '0', yes: [1, '2', -1], no: [0, '0.00', undefined] },
    {
      operator: 'greaterThan',
      type: 'number',
      value: '9.5',
      yes: [10, '10', '1e2', 9.51],
      no: [9.5, '9.50', 9, '', null, undefined, 'many'],
    },
    { operator: 'greaterThan', type: 'string', value: '9', yes: ['a', '90'], no: ['10', '9', ''] },
    { operator: 'greaterOrEqual', type: 'number', value: '10', yes: [10, '10.0', 11], no: [9.99, '', null] },
    { operator: 'lessThan', type: 'number', value: '-1', yes: [-2, '-1.5'], no: [-1, 0, '', null, undefined] },
    { operator: 'lessOrEqual', type: 'number', value: '0', yes: [0, '-0', -3], no: [0.001, null] },
    {
      operator: 'greaterThan',
      type: 'date',
      value: '2026-01-01',
      yes: ['2026-01-01T00:00:01Z', '2026-12-31'],
      no: ['2026-01-01', '2025-12-31T23:59:59Z', '2026-01-01T00:30:00+01:00', ''],
    },
    {
      operator: 'contains',
      type: 'string',
      value: 'Day',
      yes: ['Next Day', 'Day', 'Days'],
      no: ['day', 'D ay', '', undefined],
    },
    { operator: 'startsWith', type: 'string', value: 'RM', yes: ['RM-48', 'RM'], no: ['rm', 'ARM', ' RM', null] },
    { operator: 'endsWith', type: 'string', value: '(UK)', yes: ['Express (UK)', '(UK)'], no: ['(UK) ', 'UK', ''] },
    {
      operator: 'in',
      type: 'string',
      value: 'paid,open',
      yes: ['paid', 'open'],
      no: ['paid,open', 'Paid', '', undefined],
    },
    { operator: 'in', type: 'number', value: '1,2.50', yes: [1, '1.0', 2.5], no: [12, '', null] },
    { operator: 'notIn', type: 'string', value: 'void,test', yes: ['paid', ''], no: ['void', 'test', undefined] },
    { operator: 'isEmpty', type: 'string', yes: ['', null, undefined, []], no: [' ', '0', 0, false, [''], {}] },
    { operator: 'isNotEmpty', type: 'string', yes: [' ', '0', 0, false, ['']], no: ['', null, undefined, []] },
  ])('$operator $value as $type', ({ operator, type, value, yes, no }) => {
    const flow = findOperator(ids[operator] ?? '')?.compile(value, { type, nowMs });
    const row = { field: 'f', type, operator, ...(value === undefined ? {} : { value }) };
    const service = compileFilters([row], {}, (field) => field, { nowMs, assume: bareContext().context.assume });
    for (const [expected, fields] of [
      [true, yes],
      [false, no],
    ] as const)
      for (const field of fields) {
        const record = field === undefined ? {} : { f: field };
        expect([field, flow?.(field)]).toEqual([field, expected]);
        expect([field, service.test(record)]).toEqual([field, expected]);
      }
  });

  it('windows are measured back from now, their edge included on the near side', () => {
    const test = (operator: 'withinLast' | 'olderThan', field: unknown): boolean =>
      compileFilters(
        [{ field: 'at', type: 'datetime', operator, value: { amount: 2, unit: 'hour' } }],
        {},
        (name) => name,
        { nowMs, assume: bareContext().context.assume },
      ).test({ at: field });
    const fields = [
      '2026-03-01T07:59:59Z',
      '2026-03-01T08:00:00Z',
      '2026-03-01T09:00:00+01:00',
      '2026-03-01T08:00:01Z',
      'n/a',
      null,
    ];
    expect(fields.map((field) => test('withinLast', field))).toEqual([false, true, true, true, false, false]);
    expect(fields.map((field) => test('olderThan', field))).toEqual([true, false, false, false, false, false]);
  });
});
