import { expect, it, test } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { compileFilters } from '../../src/interpret/filters.ts';
import { compileMapping } from '../../src/interpret/map-record.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { outlineService } from '../../src/verify/outline.ts';
import type { Around } from '../../src/verify/probes/field-plans.ts';
import { makeProbeRecords, type ProbeRecords } from '../../src/verify/probes/probe-records.ts';
import { generateEstate } from '../support/estates/estate.ts';
import { filteredBundle } from '../support/verify.ts';

const profile = resolveProfile();
const around: Around = {
  nowMs: Date.UTC(2027, 0, 3, 14, 7, 9),
  assume: (key) => profile[key],
  warn: () => undefined,
};

function tell(bundle: ServiceBundle, id = '1001'): ProbeRecords {
  const service = bundle.services.find((one) => one.id === id);
  if (service === undefined) throw new Error(`there is no service ${id}`);
  return makeProbeRecords(outlineService(bundle, service), bundle, around, {
    samples: [],
    firstId: 1001,
    hasOddIds: true,
  });
}

/** What becomes of a record: the filter rows that stop it, or whether it can be mapped. */
function outcomeOf(bundle: ServiceBundle, record: unknown, id = '1001'): readonly number[] | 'pushed' | 'fails' {
  const service = bundle.services.find((one) => one.id === id);
  if (service === undefined) throw new Error(`there is no service ${id}`);
  const outline = outlineService(bundle, service);
  const stops = service.filters.flatMap((row, index) =>
    compileFilters([row], {}, outline.sourcePath, around).test(record) ? [] : [index],
  );
  if (stops.length > 0) return stops;
  try {
    compileMapping({
      rows: outline.mappings,
      source: outline.sourcePath,
      destination: outline.destinationPath,
      crossReferences: bundle.crossReferences,
      context: around,
    })(record);
    return 'pushed';
  } catch {
    return 'fails';
  }
}

test('every filter row stops records that all others let through, just beyond its edge as well', () => {
  const bundle = filteredBundle();
  const { stopped } = tell(bundle);
  const outcomes = stopped.map((record) => outcomeOf(bundle, record));
  expect(outcomes).toContainEqual([0]);
  expect(outcomes).toContainEqual([1]);
  const updated = stopped.map((record) => (record as { updated_at?: string }).updated_at);
  // The window is 15 minutes long.
  expect(updated).toContain('2027-01-03T13:52:08Z');
});

test('records are ordinary, varied or failing as they are called', () => {
  const bundle = filteredBundle();
  const { ordinary, varied, failing } = tell(bundle);
  expect(ordinary.length).toBeGreaterThan(3);
  expect(varied.length).toBeGreaterThan(30);
  for (const record of [...ordinary, ...varied]) expect(outcomeOf(bundle, record)).toBe('pushed');
  for (const record of failing) expect(outcomeOf(bundle, record)).not.toEqual([0, 1]);
});

it('has every row of a lookup, and a miss, wherever the lookup stands in the chain', () => {
  const bundle = filteredBundle({
    mappings: [
      {
        source: { field: 'courier' },
        destination: { field: 'service' },
        transformation: [
          { function: 'trim' },
          { function: 'lookup', crossReferenceId: 'x1' },
          { function: 'uppercase' },
        ],
      },
    ],
  });
  const couriers = new Set(tell(bundle).varied.map((record) => (record as { courier?: unknown }).courier));
  for (const { value } of bundle.crossReferences[0]?.rows ?? []) expect(couriers).toContain(value);
  expect(couriers).toContain('nothing of the table');
});

it('gives every record an id of its own, and the same records every time', () => {
  const bundle = filteredBundle();
  const { ordinary, varied, failing, stopped } = tell(bundle);
  const ids = [...ordinary, ...varied, ...failing, ...stopped].map((record) => (record as { id: unknown }).id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map((id) => typeof id))).toEqual(new Set(['number', 'string', 'undefined']));
  expect(tell(bundle)).toEqual(tell(bundle));
});

it('makes lists of none, one and several elements, and ragged ones', () => {
  const { varied, failing } = tell(filteredBundle());
  const lists = [...varied, ...failing].map((record) => (record as { lines?: readonly object[] }).lines);
  const lengths = new Set(lists.map((lines) => (Array.isArray(lines) ? lines.length : undefined)));
  for (const length of [undefined, 0, 1, 2, 3]) expect(lengths).toContain(length);
  expect(lists.some((lines) => Array.isArray(lines) && new Set(lines.map((one) => typeof one)).size === 1)).toBe(true);
});

test('most services of generated estates get records that are pushed', () => {
  const tried = [1, 2, 3].flatMap((seed) => {
    const { bundle } = generateEstate(seed);
    return bundle.services.map(({ id }) => tell(bundle, id).varied.length > 0);
  });
  expect(tried.filter(Boolean).length / tried.length).toBeGreaterThan(0.8);
});
