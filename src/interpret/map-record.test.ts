import { describe, expect, it } from 'vitest';
import { resolveProfile, type ProfileKey } from '../config/profile.ts';
import type { RunContext } from '../contract/context.ts';
import type { MappingRow } from '../legacy/bundle.ts';
import { compileMapping } from './map-record.ts';

const profile = resolveProfile();
const context = { nowMs: 0, assume: (key: ProfileKey) => profile[key], warn: () => undefined } as unknown as RunContext; // nothing else is asked for
const map = (rows: readonly (readonly [string, string])[], record: unknown): unknown =>
  compileMapping({
    rows: rows.map(([source, destination]): MappingRow => ({
      source: { field: source },
      destination: { field: destination },
    })),
    source: (field) => field,
    destination: (field) => field,
    crossReferences: [],
    context,
  })(record);

describe('the mapping of a service', () => {
  it.each([
    [
      'pairs lists from left to right',
      [['a.*.b.*.c', 'x.*.y.*.z']],
      { a: [{ b: [{ c: 1 }, { c: 2 }] }, { b: [{ c: 3 }] }] },
      { x: [{ y: [{ z: 1 }, { z: 2 }] }, { y: [{ z: 3 }] }] },
    ],
    [
      'makes one list of lists that the destination does not have',
      [['a.*.b.*.c', 'all']],
      { a: [{ b: [{ c: 1 }, {}] }, { b: [{ c: 3 }] }] },
      { all: [1, 3] },
    ],
    [
      'makes one list for each element',
      [['a.*.b.*', 'x.*.all']],
      { a: [{ b: [1, 2] }, { b: [3] }] },
      { x: [{ all: [1, 2] }, { all: [3] }] },
    ],
    ['writes an empty list for none', [['a.*.b', 'all']], { a: [] }, { all: [] }],
    ['writes single elements', [['a', 'list.1']], { a: 1 }, { list: [null, 1] }],
    [
      'leaves out what the record does not have',
      [
        ['a.b', 'x.y'],
        ['c', 'z'],
      ],
      { c: 1 },
      { z: 1 },
    ],
    [
      'writes members with odd names',
      [
        ['a', 'constructor.name'],
        ['a', 'toString'],
        ['a', 'x.valueOf.y'],
      ],
      { a: 1 },
      { constructor: { name: 1 }, toString: 1, x: { valueOf: { y: 1 } } },
    ],
  ] as const)('%s', (_, rows, record, expected) => {
    expect(map(rows, record)).toEqual(expected);
  });

  it('lets a field inside a whole value win, whatever the order, and leaves the record as it was', () => {
    for (const rows of [
      [
        ['whole', 'a'],
        ['inner', 'a.b.c'],
      ],
      [
        ['inner', 'a.b.c'],
        ['whole', 'a'],
      ],
    ] as const) {
      const record = { whole: { b: { c: 1, d: 2 }, list: [1] }, inner: 3 };
      expect(map(rows, record)).toEqual({ a: { b: { c: 3, d: 2 }, list: [1] } });
      expect(record.whole).toEqual({ b: { c: 1, d: 2 }, list: [1] });
      expect(map(rows, { whole: 'text', inner: 3 })).toEqual({ a: { b: { c: 3 } } });
      expect(map(rows, { whole: 'text' })).toEqual({ a: 'text' });
    }
  });

  it('reaches no prototype', () => {
    const record = map([['a', 'constructor.prototype.polluted']], { a: 1 });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(record).toEqual({ constructor: { prototype: { polluted: 1 } } });
    expect(() => map([['a', '__proto__.polluted']], { a: 1 })).toThrow(
      expect.objectContaining({ code: 'run/transform-failed' }),
    );
  });

  it('fails a record that has no list where one is expected', () => {
    expect(() => map([['a.*.b', 'x.*.y']], { a: 'none' })).toThrow(expect.objectContaining({ code: 'run/not-a-list' }));
  });
});
