import type { LookupTable } from '../../../src/flow/model.ts';
import type { Place } from '../edit.ts';
import type { Change, MutantKind } from '../kinds.ts';
import { transformCalls } from '../places.ts';

interface RowAt {
  readonly table: LookupTable;
  readonly row: LookupTable['rows'][number];
  readonly index: number;
  readonly place: Place;
}

function forRows(name: string, change: (row: RowAt) => Change | undefined): MutantKind {
  return {
    name,
    touches: 'map',
    changes: (flow) =>
      (flow['x-repatch']?.lookups ?? []).flatMap((table, at) =>
        table.rows.flatMap(
          (row, index) => change({ table, row, index, place: ['x-repatch', 'lookups', at, 'rows', index] }) ?? [],
        ),
      ),
  };
}

function forCall(name: string, argument: string, change: (value: unknown) => unknown): MutantKind {
  return {
    name,
    touches: 'map',
    changes: (flow) =>
      transformCalls(flow, 'lookup').map(({ place, value, rule }) => {
        const before = value.arguments?.[argument];
        const after = change(before);
        return {
          edits: [{ place: [...place, 'arguments', argument], value: after }],
          what: `${rule.target}: ${argument} ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
        };
      }),
  };
}

export const lookupKinds: readonly MutantKind[] = [
  forRows('lookup: other output', ({ place, row, table }) => ({
    edits: [{ place: [...place, 'right_value'], value: `${row.right_value}x` }],
    what: `${table.name}: ${row.left_value} → ${row.right_value}x`,
  })),
  forRows('lookup: other value', ({ place, row, table }) => ({
    edits: [{ place: [...place, 'left_value'], value: `${row.left_value}x` }],
    what: `${table.name}: ${row.left_value}x → ${row.right_value}`,
  })),
  forRows('lookup row deleted', ({ place, row, table }) => ({
    edits: [{ place }],
    what: `${table.name}: ${row.left_value} → ${row.right_value}`,
  })),
  forRows('outputs of two lookup rows swapped', ({ place, row, table, index }) => {
    const next = table.rows[index + 1];
    if (next === undefined || next.right_value === row.right_value) return undefined;
    return {
      edits: [
        { place: [...place, 'right_value'], value: next.right_value },
        { place: [...place.slice(0, -1), index + 1, 'right_value'], value: row.right_value },
      ],
      what: `${table.name}: ${row.left_value} and ${next.left_value}`,
    };
  }),
  forRows('lookup rows in another order', ({ place, row, table, index }) => {
    const next = table.rows[index + 1];
    if (next === undefined) return undefined;
    return {
      edits: [
        { place, value: next },
        { place: [...place.slice(0, -1), index + 1], value: row },
      ],
      what: `${table.name}: ${next.left_value} before ${row.left_value}`,
    };
  }),
  forRows('lookup row with another match type', ({ place, row, table }) =>
    row.match === undefined
      ? undefined
      : {
          edits: [{ place: [...place, 'match'], value: row.match === 'exact' ? 'contains' : 'exact' }],
          what: `${table.name}: ${row.left_value} ${row.match}`,
        },
  ),
  forCall('lookup: other policy without a match', 'on_miss', (value) => (value === 'keep' ? 'empty' : 'keep')),
  forCall('lookup fails instead of giving null', 'on_miss', (value) => (value === 'fail' ? 'null' : 'fail')),
  forCall('lookup with another match type', 'match_type', (value) => (value === 'contains' ? 'exact' : 'contains')),
  forCall('lookup in the other direction', 'direction', (value) =>
    value === 'right_to_left' ? 'left_to_right' : 'right_to_left',
  ),
  forCall('lookup gives another type', 'output_type', () => 'boolean'),
  forCall('another lookup', 'lookup', (value) => `${String(value)} 2`),
];
