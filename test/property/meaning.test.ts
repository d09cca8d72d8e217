import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { FilterRow, MappingRow, Service } from '../../src/legacy/bundle.ts';
import { isObject } from '../../src/text/json.ts';
import { createHttpPort } from '../../src/workspace/ports/http.ts';
import { bundleOf } from '../support/acme.ts';
import { runBothWorlds, type Seen } from '../support/both-worlds.ts';
import { verify } from '../support/verify.ts';

const http = createHttpPort();
afterAll(() => http.close());

const seed = Number(process.env['MEANING_SEED'] ?? 20_261_126);
const runs = Number(process.env['MEANING_RUNS'] ?? 60);

/** Mostly what fits, and all that may stand in its place. */
const scalar = fc.constantFrom<unknown>(
  'a',
  'Next Day',
  '007',
  '1.10',
  '9007199254740993',
  '',
  'Zürich ☂',
  0,
  7,
  1.5,
  -3,
  true,
  false,
  null,
);
const odd = fc.constantFrom<unknown>({ x: 1 }, [], ['a', 'b'], 'text');
const value = fc.oneof({ weight: 8, arbitrary: scalar }, { weight: 1, arbitrary: odd });
const tag = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>('a', 'b', '', 7) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const inner = fc.record({ e: value, f: value }, { requiredKeys: [] });
const innerList = fc.oneof(
  { weight: 8, arbitrary: fc.array(inner, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'none') },
);
const element = fc.record(
  { sku: value, qty: value, d: innerList, tags: fc.array(tag, { maxLength: 3 }) },
  { requiredKeys: [] },
);
const list = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: element }, { weight: 1, arbitrary: fc.constant(null) }), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'none', { sku: 'a' }) },
);
const fields = fc.record(
  {
    name: value,
    status: value,
    flag: fc.constantFrom<unknown>(true, false, null, 'true', 1),
    at: fc.constantFrom<unknown>('2026-03-01T09:50:00Z', '2026-03-01T09:40:00+00:00', '2026-02-01', '', null, 'n/a'),
    whole: fc.oneof(fc.record({ b: value, c: fc.record({ d: value }), rows: list }, { requiredKeys: [] }), value),
    lines: list,
    prices: list,
    tags: fc.oneof(fc.array(tag, { maxLength: 3 }), fc.constant<unknown>('a')),
  },
  { requiredKeys: [] },
);

/** Some of them have no id. The same id twice on two pages is a difference that the report states. */
function records(maxLength: number): fc.Arbitrary<readonly object[]> {
  return fc
    .array(fc.tuple(fields, fc.nat({ max: 7 })), { minLength: 1, maxLength })
    .map((made) => made.map(([record, luck], index) => (luck === 0 ? record : { id: index + 1, ...record })));
}

const plainSources = [
  'name',
  'status',
  'flag',
  'whole',
  'whole.b',
  'whole.c',
  'lines.0.sku',
  'tags.1',
  'nowhere',
  'id',
  'lines',
  'lines.sku',
];
const listSources = ['lines.*.sku', 'lines.*.qty', 'prices.*.qty', 'lines.*', 'tags.*', 'whole.rows.*.sku'];
const deepSources = ['lines.*.d.*.e', 'lines.*.tags.*', 'prices.*.d.*.f', 'lines.*.d'];
const source = fc.oneof(
  fc.record({ field: fc.constantFrom(...plainSources) }),
  fc.record({ field: fc.constantFrom(...listSources) }),
  fc.record({ field: fc.constantFrom(...deepSources) }),
  fc.record({
    constant: fc.constantFrom<unknown>(
      'x',
      7,
      true,
      null,
      [],
      { k: 1 },
      '',
      '[[payload.id]]',
      '{{flow.variables.a}}',
      '\\[[meta.a]] {{',
      '[[[meta.a]]]',
    ),
  }),
  fc.constant({ none: true as const }),
);
const target = fc.constantFrom(
  'a',
  'a.b',
  'a.b.c',
  'n',
  's',
  'rows',
  'rows.*.code',
  'rows.*.qty',
  'rows.*.note',
  'rows.0.note',
  'rows.*.d.*.z',
  'rows.*.d',
  'rows.*.d.0.z',
  'rows.2',
  'codes.*',
  'codes.0',
  'codes',
  'grid.*.*',
  'm.x.*.y',
);
const text = fc.constantFrom('UK-', '[[payload.id]]', '{{flow.variables.a}}', '', '\\');
const step = fc.oneof(
  fc.record({ function: fc.constantFrom('prefix', 'suffix'), arguments: fc.record({ text }) }),
  fc.record({ function: fc.constant('custom string'), arguments: fc.record({ text }) }),
  fc.record({
    function: fc.constant('fallback'),
    arguments: fc.record({ value: fc.oneof(text, fc.constantFrom<unknown>(0, null, [1])) }),
  }),
  fc.record({
    function: fc.constant('join'),
    arguments: fc.record({ delimiter: fc.constantFrom(', ', '[[payload.id]]') }),
  }),
  fc.record({
    function: fc.constantFrom(
      'trim',
      'uppercase',
      'count',
      'cast to string',
      'cast to number',
      'first word',
      'null value',
    ),
    arguments: fc.constant({}),
  }),
  fc.constant({ function: 'lookup', crossReferenceId: 'x1' }),
);
const whenMissing = fc.constantFrom<MappingRow['whenMissing']>(
  'unspecified',
  'omit',
  'null',
  'empty',
  'fail',
  { default: 'n/a' },
  { default: [] },
);
const mapping = fc.record(
  {
    source,
    destination: fc.record({ field: target }),
    transformation: fc.array(step, { minLength: 1, maxLength: 2 }),
    whenMissing,
  },
  { requiredKeys: ['source', 'destination'] },
) as fc.Arbitrary<MappingRow>; // as the schema has it

const filterField = fc.constantFrom(
  'name',
  'status',
  'flag',
  'lines.*.sku',
  'tags.*',
  'lines.*.d.*.e',
  'whole.c.d',
  'nowhere',
  'whole',
  'lines.*.qty',
);
const filterValue = fc.constantFrom<FilterRow['value']>(
  'a',
  'true',
  '007',
  '1.10',
  '9007199254740993',
  '[[payload.status]]',
  '{{flow.variables.a}}',
  7,
  0,
  true,
  false,
  ['a', '7'],
  '',
);
const filter = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        field: filterField,
        type: fc.constantFrom('string', 'number', 'boolean', 'datetime'),
        operator: fc.constantFrom(
          'equals',
          'notEquals',
          'greaterThan',
          'greaterOrEqual',
          'lessThan',
          'lessOrEqual',
          'contains',
          'startsWith',
          'endsWith',
          'in',
          'notIn',
        ),
        value: filterValue,
      },
      { requiredKeys: ['field', 'operator', 'value'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ field: filterField, operator: fc.constantFrom('isEmpty', 'isNotEmpty') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      field: fc.constantFrom('at', 'tags.*', 'updated_at'),
      operator: fc.constantFrom('withinLast', 'olderThan'),
      value: fc.constant({ amount: 15, unit: 'minute' }),
    }),
  },
) as fc.Arbitrary<FilterRow>; // as the schema has it

const dedupe = fc.oneof(
  fc.record(
    {
      identity: fc.constantFrom('none', 'sourceId', 'contentHash', 'unspecified'),
      idField: fc.constant('id'),
      referenceField: fc.constant('name'),
    },
    { requiredKeys: ['identity'] },
  ),
  fc.constant({ identity: 'sourceId+modified', idField: 'id', modifiedField: 'status' }),
);
const trigger = fc.constantFrom<Service['trigger']>(
  { kind: 'inboundApi', vanityPath: 'orders' },
  { kind: 'schedule', cron: '*/10 * * * *' },
  { kind: 'webhook' },
);

const choices = ['first-element', 'every-element', 'all-as-list', 'leave-row-out'];

async function expectSame(service: object, rounds: readonly (readonly unknown[])[], choice: number): Promise<void> {
  const { filters = [], mappings = [], dedupe: ledger } = service as Partial<Service>;
  const answers = Object.fromEntries(
    mappings.map((_, index) => [`list/${index}`, choices[(choice + index) % 5] ?? 'x']),
  );
  const { service: one, flow: other } = await runBothWorlds({
    bundle: bundleOf(service),
    rounds,
    http,
    ...(choice === 0 ? {} : { answers }),
  });
  // A flow without a ledger tracks nothing, and one with it does not tell records without an id apart.
  const areTold = ledger?.identity !== 'none' && rounds.flat(2).every((record) => isObject(record) && 'id' in record);
  const shown = ({ reported, ...rest }: Seen): object => (areTold ? { ...rest, reported } : rest);
  expect(shown(other), JSON.stringify({ filters, mappings })).toEqual(shown(one));
}

describe('a service and the flow it converts to do the same', () => {
  it('whatever the rows of the mapping', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mapping, { minLength: 1, maxLength: 4 }),
        records(4),
        fc.nat({ max: 4 }),
        async (mappings, given, choice) => {
          await expectSame({ mappings, dedupe: { identity: 'none' } }, [given], choice);
        },
      ),
      { seed, numRuns: runs },
    );
  });

  it('whatever the filters', { timeout: 300_000 }, async () => {
    const mappings = [
      { source: { field: 'id' }, destination: { field: 'no' } },
      { source: { field: 'lines' }, destination: { field: 'lines' } },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(filter, { minLength: 1, maxLength: 3 }),
        records(5),
        trigger,
        dedupe,
        async (filters, given, kind, identity) => {
          await expectSame({ filters, trigger: kind, mappings, dedupe: identity }, [given], 0);
        },
      ),
      { seed, numRuns: runs },
    );
  });

  it('whatever identifies a record', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        dedupe,
        fc.array(mapping, { minLength: 1, maxLength: 2 }),
        fc.array(records(3), { minLength: 2, maxLength: 3 }),
        trigger,
        fc.boolean(),
        async (identity, mappings, rounds, kind, together) => {
          // What arrives from outside may be a list of records.
          const isOutside = together && kind?.kind !== 'schedule';
          await expectSame(
            { dedupe: identity, trigger: kind, mappings },
            isOutside ? rounds.map((one) => [one]) : rounds,
            0,
          );
        },
      ),
      { seed, numRuns: runs },
    );
  });

  it('and verification says so, with samples and without', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mapping, { minLength: 1, maxLength: 3 }),
        fc.array(filter, { maxLength: 1 }),
        dedupe,
        fc.option(records(4), { nil: [] }),
        fc.constantFrom(1, 3),
        trigger,
        async (mappings, filters, identity, given, maximumAttempts, kind) => {
          const source = { connectorId: 'c1', entity: 'orders', maximumAttempts };
          const bundle = bundleOf({ mappings, filters, dedupe: identity, source, trigger: kind });
          const samples =
            kind?.kind === 'schedule'
              ? { records: new Map([['shop', new Map([['orders', given]])]]), inbound: new Map() }
              : { records: new Map(), inbound: new Map([['1001', given]]) };
          const verdict = await verify(bundle, { samples });
          const differences = verdict.verified
            ? verdict.differences.map(({ message, scenario }) => `${scenario}: ${message}`)
            : [];
          expect(differences, JSON.stringify({ filters, mappings })).toEqual([]);
          expect(verdict.verified ? '' : verdict.reason).not.toMatch(/comparison failed/u);
        },
      ),
      { seed, numRuns: Math.ceil(runs / 3) },
    );
  });
});
