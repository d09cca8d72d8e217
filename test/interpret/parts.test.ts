import { describe, expect, it } from 'vitest';
import { resolveProfile, type Profile } from '../../src/config/profile.ts';
import { TransformError } from '../../src/contract/define-transform.ts';
import { compileCrossReference } from '../../src/interpret/cross-reference.ts';
import { openDictionary } from '../../src/interpret/dictionary.ts';
import { effectiveService } from '../../src/interpret/effective-service.ts';
import { compileFilters } from '../../src/interpret/filters.ts';
import { compileIdentity } from '../../src/interpret/identity.ts';
import { resolveSide } from '../../src/interpret/resolve-side.ts';
import type { CrossReference, FilterRow, Service } from '../../src/legacy/bundle.ts';
import { bundleOf, shop } from '../support/acme.ts';
import { bareContext } from '../support/transform-context.ts';

const contextWith = (profile: Partial<Profile> = {}) => bareContext({ profile: resolveProfile(profile) }).context;

describe('a lookup table of a service', () => {
  const table = (more: Partial<CrossReference> = {}): CrossReference => ({
    id: 'x',
    name: 'couriers',
    scope: 'company',
    rows: [
      { field: 'courier', match: 'exact', value: 'Next Day', output: 'ND' },
      { field: 'size', match: 'exact', value: 'Big', output: 'L' },
      { match: 'startsWith', value: 'Stan', output: 'S48' },
      { match: 'endsWith', value: 'post', output: 'PO' },
      { match: 'contains', value: 'boat', output: 'SEA' },
      { match: 'exact', value: 'Standing', output: 'never' },
    ],
    ...more,
  });
  const look = (input: unknown, more: Partial<CrossReference> = {}, profile: Partial<Profile> = {}): unknown =>
    compileCrossReference(table(more), 'courier', contextWith(profile))(input);

  it('takes the first row that matches, of all fields or of its own', () => {
    const inputs = ['Next Day', 'next day', 'Standing', 'Royal post', 'a boat trip', 'Big', null, ['Next Day', null]];
    expect(inputs.map((input) => look(input))).toEqual([
      'ND',
      'next day',
      'S48',
      'PO',
      'SEA',
      'Big',
      null,
      ['ND', null],
    ]);
  });

  it.each([
    [{ onNoMatch: 'unchanged' }, {}, 'x'],
    [{ onNoMatch: 'empty' }, {}, ''],
    [{}, {}, 'x'],
    [{}, { 'service.lookupNoMatch': 'empty' }, ''],
    [{ onNoMatch: 'unspecified' }, { 'service.lookupNoMatch': 'empty' }, ''],
    [{ onNoMatch: 'unchanged' }, { 'service.lookupNoMatch': 'empty' }, 'x'],
  ] as const)('without a row: %j, %j', (more, profile, output) => {
    expect(look('x', more, profile)).toBe(output);
  });

  it.each([
    [{ onNoMatch: 'fail' }, {}],
    [{}, { 'service.lookupNoMatch': 'fail' }],
  ] as const)('without a row fails: %j, %j', (more, profile) => {
    expect(() => look('x', more, profile)).toThrow(TransformError);
  });
});

describe('a dictionary', () => {
  const system = {
    id: 's',
    name: 'S',
    kind: 'standard',
    entities: [
      { type: 'orders', name: 'Orders', fields: [{ name: 'SKU', path: 'lines.*.sku' }, { name: 'total' }] },
      { type: 'refunds', name: 'Refunds', fields: [{ name: 'SKU', path: 'sku' }] },
    ],
  } as const;

  it('knows the paths of one entity; other fields are their own path', () => {
    const path = openDictionary({ ...system, entities: [...system.entities] } as never, 'orders');
    expect(['SKU', 'total', 'note'].map(path)).toEqual(['lines.*.sku', 'total', 'note']);
    expect(openDictionary(undefined, 'orders')('SKU')).toBe('SKU');
  });
});

describe('a sweeper', () => {
  const [partner] = bundleOf({
    dedupe: { identity: 'sourceId' },
    source: { connectorId: 'c1', entity: 'orders', maximumAttempts: 2 },
  }).services;
  if (partner === undefined) throw new Error('the bundle has a service');
  const { dedupe: _, ...bare } = partner;
  const sweeper: Service = {
    ...bare,
    id: '1002',
    type: 'sweeper',
    sweeps: '1001',
    mappings: [],
    source: { connectorId: 'c1', entity: 'orders' },
  };
  const bundle = { ...bundleOf(), services: [partner, sweeper] };

  it('takes what it lacks from its partner', () => {
    expect(effectiveService(sweeper, bundle)).toEqual({
      ...sweeper,
      mappings: partner.mappings,
      dedupe: { identity: 'sourceId' },
      ledger: '1001',
      attempts: 2,
    });
  });

  it('keeps what it has', () => {
    const own: Service = {
      ...sweeper,
      mappings: partner.mappings.slice(0, 1),
      dedupe: { identity: 'none' },
      source: { ...sweeper.source, maximumAttempts: 7 },
    };
    expect(effectiveService(own, bundle)).toEqual({ ...own, ledger: '1001', attempts: 7 });
  });

  it('works alone without one', () => {
    expect(effectiveService({ ...sweeper, sweeps: '9' }, bundle)).toMatchObject({
      mappings: [],
      ledger: '1002',
      attempts: 4,
    });
    expect(effectiveService(sweeper, { ...bundle, services: [] })).not.toHaveProperty('dedupe');
  });
});

describe('the filters of a service', () => {
  const dictionary = (field: string): string => (field === 'Changed' ? 'updated_at' : field);
  const compile = (row: FilterRow, filters: readonly object[] = [], profile: Partial<Profile> = {}) =>
    compileFilters([row], { filters } as never, dictionary, contextWith(profile));
  const api = { field: 'updated_at', comparison: 'gte', key: 'since', location: 'header' };

  it.each([
    ['equals', 5, [5, '5'], [6, null]],
    ['notEquals', 'a', ['b', ''], ['a', null]],
    ['greaterThan', 5, [6], [5, 4]],
    ['greaterOrEqual', 5, [5, 6], [4]],
    ['lessThan', 5, [4], [5, 6]],
    ['lessOrEqual', 5, [5, 4], [6]],
    ['contains', 'a', ['bab'], ['b']],
    ['startsWith', 'a', ['ab'], ['ba']],
    ['endsWith', 'a', ['ba'], ['ab']],
    ['in', ['a', 'b'], ['a', 'b'], ['c']],
    ['notIn', ['a', 'b'], ['c'], ['a']],
    ['isEmpty', undefined, ['', null, []], ['a', 0]],
    ['isNotEmpty', undefined, ['a', 0], ['', null]],
  ] as const)('%s %j', (operator, value, passes, fails) => {
    const row = { field: 'f', operator, ...(value === undefined ? {} : { value }) } as FilterRow;
    const { test, parameters } = compile(row);
    expect(parameters).toEqual([]);
    expect(passes.map((f) => test({ f }))).toEqual(passes.map(() => true));
    expect(fails.map((f) => test({ f }))).toEqual(fails.map(() => false));
  });

  it.each([
    ['withinLast', ['2026-03-01T09:45:00Z', '2026-03-01T09:50:00Z'], ['2026-03-01T09:44:59Z']],
    ['olderThan', ['2026-03-01T09:44:59Z'], ['2026-03-01T09:45:00Z', '2026-03-01T09:50:00Z']],
  ] as const)('%s measures from the moment of the run', (operator, passes, fails) => {
    const { test } = compile({ field: 'at', operator, value: { amount: 15, unit: 'minute' } });
    expect([...passes, ...fails].map((at) => test({ at }))).toEqual([
      ...passes.map(() => true),
      ...fails.map(() => false),
    ]);
  });

  it.each([
    [
      'by the path of the field',
      { field: 'Changed', operator: 'withinLast', value: { amount: 1, unit: 'day' } },
      api,
      '2026-02-28T10:00:00+00:00',
    ],
    [
      'by its name',
      { field: 'Changed', operator: 'withinLast', value: { amount: 1, unit: 'day' } },
      { ...api, field: 'Changed', dateFormat: 'U' },
      '1772272800',
    ],
    ['by its value', { field: 'updated_at', operator: 'greaterOrEqual', value: 7 }, api, '7'],
  ] as const)('go to the API that has the filter, %s', (_, row, filter, value) => {
    const { parameters, test } = compile(row, [filter]);
    expect(parameters).toEqual([{ key: 'since', location: 'header', value }]);
    expect(test({})).toBe(true);
  });

  it('stay here where the API compares otherwise, or another field', () => {
    const row: FilterRow = { field: 'updated_at', operator: 'greaterThan', value: 7 };
    expect(compile(row, [api]).parameters).toEqual([]);
    expect(compile({ ...row, operator: 'greaterOrEqual', field: 'n' }, [api]).parameters).toEqual([]);
    expect(compile({ ...row, operator: 'greaterOrEqual' }, [{ ...api, location: undefined }]).parameters).toEqual([
      { key: 'since', location: 'url', value: '7' },
    ]);
  });

  it('let a record without the field pass, or not, as the profile says', () => {
    const row: FilterRow = { field: 'f', operator: 'equals', value: 1 };
    expect([compile(row).test({}), compile(row, [], { 'service.filterMissing': 'match' }).test({})]).toEqual([
      false,
      true,
    ]);
    expect(compile({ field: 'f', operator: 'isEmpty' }).test({})).toBe(true);
  });

  it('are joined by AND', () => {
    const rows: FilterRow[] = [
      { field: 'a', operator: 'equals', value: 1 },
      { field: 'b', operator: 'equals', value: 2 },
    ];
    const { test } = compileFilters(rows, {}, dictionary, contextWith());
    expect([test({ a: 1, b: 2 }), test({ a: 1, b: 3 }), test({ a: 2, b: 2 })]).toEqual([true, false, false]);
  });

  it('name the fields that none of the records has', () => {
    const rows: FilterRow[] = [
      { field: 'a', operator: 'equals', value: 1 },
      { field: 'stauts', operator: 'equals', value: 'paid' },
      { field: 'later', operator: 'equals', value: 1 },
    ];
    const filters = compileFilters(rows, {}, dictionary, contextWith());
    expect(filters.missed()).toEqual([]);
    expect([filters.test({ a: 1, status: 'paid' }), filters.test({ status: 'open' })]).toEqual([false, false]);
    expect(filters.missed().map(({ field }) => field)).toEqual(['stauts']);
  });

  it('are refused with an operator that nobody knows', () => {
    expect(() => compile({ field: 'f', operator: 'unknown', operatorLabel: 'sounds like' })).toThrow(
      expect.objectContaining({ code: 'run/bad-filter', message: expect.stringContaining('"sounds like"') as unknown }),
    );
  });
});

describe('the identity of a record', () => {
  const record = { id: 7, no: 'SO-7', at: '2026-03-01', name: 'Ada', lines: [{ sku: 'A' }, { sku: 'B' }] };
  const identityOf = (dedupe: object | undefined, one: unknown = record, profile: Partial<Profile> = {}): unknown => {
    const [service] = bundleOf(dedupe === undefined ? {} : { dedupe }).services;
    if (service === undefined) throw new Error('the bundle has a service');
    const dictionary = (field: string): string => (field === 'Line SKU' ? 'lines.*.sku' : field);
    return compileIdentity(service, dictionary, contextWith(profile))(one);
  };
  const separator = '\u001F';

  it.each([
    ['by its id, where nothing else is said', { identity: 'unspecified' }, { key: '7', sourceId: '7' }],
    [
      'by its id',
      { identity: 'sourceId', idField: 'no', referenceField: 'no' },
      { key: 'SO-7', sourceId: 'SO-7', reference: 'SO-7' },
    ],
    [
      'by id and change',
      { identity: 'sourceId+modified', modifiedField: 'at' },
      { key: `7${separator}2026-03-01`, sourceId: '7' },
    ],
    [
      'by id and change, without a change',
      { identity: 'sourceId+modified', modifiedField: 'nothing' },
      { key: `7${separator}`, sourceId: '7' },
    ],
    ['not at all', { identity: 'none' }, { key: undefined, sourceId: '7' }],
  ])('%s', (_, dedupe, expected) => {
    expect(identityOf(dedupe)).toEqual({ reference: undefined, ...expected });
  });

  it('by its content: the fields that are mapped, or all of it', () => {
    const mapped = identityOf({ identity: 'contentHash' }) as { key: string };
    expect(mapped.key.startsWith(`7${separator}`)).toBe(true);
    expect(identityOf({ identity: 'contentHash' }, { ...record, note: 'new' })).toEqual(mapped);
    expect(identityOf({ identity: 'contentHash' }, { ...record, name: 'Eve' })).not.toEqual(mapped);
    const whole = { 'service.contentHash': 'wholeRecord' } as const;
    expect(identityOf({ identity: 'contentHash' }, { ...record, note: 'new' }, whole)).not.toEqual(
      identityOf({ identity: 'contentHash' }, record, whole),
    );
  });

  it('is none where the record has no id', () => {
    expect(identityOf({ identity: 'sourceId' }, { name: 'x' })).toEqual({
      key: undefined,
      sourceId: '',
      reference: undefined,
    });
  });
});

describe('what one side of a service calls', () => {
  const wanted = { connectorId: 'c1', entity: 'orders', direction: 'Receive', endpointName: undefined } as const;
  const store = { name: 'Store', connector: 'shop', values: {} };
  const find = (more: object = {}, instances: readonly (typeof store)[] = [store]) => {
    const { context } = bareContext({
      connectors: new Map([['shop', shop]]),
      instances: new Map(instances.map((instance) => [instance.name, instance])),
    });
    return resolveSide(bundleOf(), { ...wanted, ...more }, context);
  };

  it('is the endpoint of the entity, through the instance named like the service connector', () => {
    expect(find()).toMatchObject({ endpoint: { name: 'List orders' }, instance: store, system: { id: 'shop' } });
    expect(find({ entity: 'sales', direction: 'Send' }).endpoint.name).toBe('Create order');
  });

  it('is the endpoint that is named, where several fit', () => {
    const send = { entity: 'customers', direction: 'Send' };
    expect(find({ ...send, endpointName: 'Update customer' }).endpoint.name).toBe('Update customer');
    expect(() => find(send)).toThrow(
      expect.objectContaining({
        code: 'run/endpoint-undecided',
        message: '2 Send endpoints of connector "shop" fit entity "customers".',
        help: 'Choose one with --destination-endpoint: "Create customer", "Update customer".',
      }),
    );
  });

  it('is asked for where nothing fits', () => {
    expect(() => find({ entity: 'refunds' })).toThrow(
      expect.objectContaining({
        code: 'run/endpoint-undecided',
        message: 'No Receive endpoints of connector "shop" fit entity "refunds".',
        help: 'Give an endpoint of the connector this entityType.',
      }),
    );
  });

  it('is the only instance of its system, where none has the name', () => {
    const other = { ...store, name: 'Other' };
    expect(find({}, [other]).instance).toBe(other);
    expect(() => find({}, [other, { ...other, name: 'Third' }])).toThrow(
      expect.objectContaining({ code: 'run/unknown-instance', help: 'Instances found: Other, Third.' }),
    );
    expect(() => find({}, [])).toThrow(expect.objectContaining({ help: 'Instances found: none.' }));
    expect(() => find({ connectorId: 'c9' })).toThrow(
      expect.objectContaining({ message: 'Connector "c9" is not in the bundle.' }),
    );
  });
});
