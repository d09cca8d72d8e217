import { describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { uncoveredRows } from '../../src/verify/coverage.ts';
import { outlineService } from '../../src/verify/outline.ts';
import { bundleOf } from '../support/acme.ts';

const nowMs = Date.UTC(2026, 2, 1, 10);

function lacks(service: object, ...records: object[]): readonly string[] {
  const bundle = bundleOf(service);
  const [own] = bundle.services;
  if (own === undefined) throw new Error('the bundle has no service');
  const rows = uncoveredRows(outlineService(bundle, own), [{ nowMs, records }], resolveProfile());
  return rows.map((row) => `${row.pointer} ${row.lacks}`);
}

describe('rows that were not seen on both outcomes', () => {
  const filters = [
    { field: 'status', operator: 'equals', value: 'paid' },
    { field: 'total', operator: 'greaterThan', type: 'number', value: 5 },
  ];

  it('are filter rows that stopped no record by themselves', () => {
    const service = { filters, mappings: [] };
    const good = { status: 'paid', total: 6 };
    expect(lacks(service, good, { status: 'open', total: 1 })).toHaveLength(2);
    expect(lacks(service, good, { status: 'open', total: 6 })).toEqual([
      '/services/0/filters/1 No record was stopped by the filter on "total" alone.',
    ]);
    expect(lacks(service, good, { status: 'open', total: 6 }, { status: 'paid', total: 1 })).toEqual([]);
  });

  const mapping = (field: string): object => ({ mappings: [{ source: { field }, destination: { field: 'x' } }] });

  it('are mappings whose field no pushed record has, or lacks', () => {
    expect(lacks(mapping('a'), { id: 1 })).toEqual(['/services/0/mappings/0 No record with "a" was pushed.']);
    expect(lacks(mapping('a'), { a: null })).toEqual(['/services/0/mappings/0 No record without "a" was pushed.']);
    expect(lacks(mapping('a'), { a: 1 }, {})).toEqual([]);
    // What a filter stops shows nothing of the mapping.
    expect(lacks({ ...mapping('a'), filters: [filters[0]] }, { a: 1, status: 'open' }, { status: 'paid' })).toContain(
      '/services/0/mappings/0 No record with "a" was pushed.',
    );
    expect(lacks(mapping('id'), { id: 1 })).toEqual([]);
  });

  it('are fields of lists that every element has', () => {
    expect(lacks(mapping('lines.*.sku'), { lines: [{ sku: 1 }, { sku: 2 }] })).toHaveLength(1);
    expect(lacks(mapping('lines.*.sku'), { lines: [{ sku: 1 }, {}] })).toEqual([]);
    expect(lacks(mapping('lines.*.sku'), { lines: [{ sku: 1 }] }, { lines: [] })).toEqual([]);
  });
});
