import { describe, expect, it } from 'vitest';
import { asDecided } from '../../src/verify/as-decided.ts';
import type { Service, ServiceBundle } from '../../src/legacy/bundle.ts';
import { bundleOf } from '../support/acme.ts';

const row = (field: string, target: string, more: object = {}): object => ({
  source: { field },
  destination: { field: target },
  ...more,
});
const table = {
  id: 'x1',
  name: 'Couriers',
  scope: 'company',
  rows: [
    { match: 'exact', value: 'A', output: '1' },
    { match: 'contains', value: 'B', output: '2' },
  ],
};

function decide(
  service: object,
  kind: string,
  answer: string,
  more: object = {},
): ReturnType<typeof asDecided> & {
  readonly service: Service;
} {
  const bundle: ServiceBundle = { ...bundleOf(service), ...more };
  const [own] = bundle.services;
  if (own === undefined) throw new Error('the bundle has no service');
  const options = [{ value: answer, effect: 'What follows.' }];
  const question = { id: `1001/${kind}`, rule: '', question: '', options, about: [] };
  const decided = asDecided(bundle, own, [{ question, value: answer, open: false }]);

  const [service1] = decided.bundle.services;
  if (service1 === undefined) throw new Error('the service is gone');
  return { ...decided, service: service1 };
}

describe('a service as decided', () => {
  it.each<[string, string, object, Partial<Service>]>([
    ['filter/0', 'leave-out', { filters: [{ field: 'lines.*.sku', operator: 'equals', value: 'A' }] }, { filters: [] }],
    ['operator/0', 'leave-out', { filters: [{ field: 'a', operator: 'unknown' }] }, { filters: [] }],
    [
      'operator/0',
      'contains',
      { filters: [{ field: 'a', operator: 'unknown' }] },
      { filters: [{ field: 'a', operator: 'contains' }] },
    ],
    [
      'list/0',
      'leave-row-out',
      { mappings: [row('lines.*.sku', 'skus'), row('id', 'id')] },
      { mappings: [row('id', 'id')] as never },
    ],
    [
      'list/0',
      'first-element',
      { mappings: [row('lines.*.sku', 'sku')] },
      { mappings: [row('lines.0.sku', 'sku')] as never },
    ],
    [
      'list/0',
      'first-element',
      { mappings: [row('lines.*.a.*.b', 'rows.*.b')] },
      { mappings: [row('lines.*.a.0.b', 'rows.*.b')] as never },
    ],
    [
      'list/0',
      'first-element',
      { mappings: [row('id', 'rows.*.id')] },
      { mappings: [row('id', 'rows.0.id')] as never },
    ],
    [
      'function/0.1',
      'leave-function-out',
      { mappings: [row('a', 'b', { transformation: [{ function: 'uppercase' }, { function: 'soundex' }] })] },
      { mappings: [row('a', 'b', { transformation: [{ function: 'uppercase' }] })] as never },
    ],
    [
      'function/0.0',
      'leave-row-out',
      { mappings: [row('a', 'b', { transformation: [{ function: 'soundex' }] })] },
      { mappings: [{ source: { none: true }, destination: { field: 'b' } }] },
    ],
    [
      'missing-field',
      'null',
      { mappings: [row('a', 'b'), row('c', 'd', { whenMissing: 'fail' })] },
      { mappings: [row('a', 'b', { whenMissing: 'null' }), row('c', 'd', { whenMissing: 'fail' })] as never },
    ],
    [
      'required',
      'fail',
      {
        mappings: [
          row('a', 'b', { required: true }),
          row('c', 'd'),
          row('e', 'f', { required: true, whenMissing: 'null' }),
          row('g', 'h', { required: true, transformation: [{ function: 'fallback' }] }),
        ],
      },
      {
        mappings: [
          row('a', 'b', { required: true, whenMissing: 'fail' }),
          row('c', 'd'),
          row('e', 'f', { required: true, whenMissing: 'null' }),
          row('g', 'h', { required: true, transformation: [{ function: 'fallback' }] }),
        ] as never,
      },
    ],
    [
      'year/0',
      '365-days',
      { filters: [{ field: 'a', operator: 'withinLast', value: { amount: 2, unit: 'year' } }] },
      { filters: [{ field: 'a', operator: 'withinLast', value: { amount: 730, unit: 'day' } }] },
    ],
    [
      'year/0',
      'calendar',
      { filters: [{ field: 'a', operator: 'withinLast', value: { amount: 2, unit: 'year' } }] },
      { filters: [{ field: 'a', operator: 'withinLast', value: { amount: 2, unit: 'year' } }] },
    ],
    [
      'dedupe-key',
      'contentHash',
      { dedupe: { identity: 'unspecified', idField: 'no' } },
      { dedupe: { identity: 'contentHash', idField: 'no' } },
    ],
  ])('by %s = %s', (kind, answer, service, expected) => {
    expect(decide(service, kind, answer).service).toMatchObject(expected);
  });

  it('has the rows of its lookup and the answer for a miss that were chosen', () => {
    const more = { crossReferences: [table] };
    expect(decide({}, 'match/x1', 'exact-only', more).bundle.crossReferences).toMatchObject([
      { rows: [{ match: 'exact' }] },
    ]);
    expect(decide({}, 'lookup/x1', 'keep', more).bundle.crossReferences).toMatchObject([{ onNoMatch: 'unchanged' }]);
  });

  it('says which answers depart from the service as it was', () => {
    const filters = [{ field: 'lines.*.sku', operator: 'equals', value: 'A' }];
    expect(decide({ filters }, 'filter/0', 'leave-out').allowed).toEqual([
      { decision: '1001/filter/0', answer: 'leave-out', effect: 'What follows.' },
    ]);
    expect(decide({ filters }, 'filter/0', 'any-element').allowed).toEqual([]);
    expect(decide({}, 'error-isolation', 'stop')).toMatchObject({
      stopsAtFailure: true,
      allowed: [{ answer: 'stop' }],
    });
    expect(decide({}, 'error-isolation', 'isolate')).toMatchObject({ stopsAtFailure: false, allowed: [] });
  });
});
