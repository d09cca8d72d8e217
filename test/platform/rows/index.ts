import { filterRows } from './filters.ts';
import { functionRows } from './functions.ts';
import type { Rows } from './row.ts';
import { stepRows, valueRows } from './steps.ts';

/** Rows of what is known of the platform, by chapter. */
export const rowTables: readonly (readonly [title: string, rows: Rows])[] = [
  ['Settings of shapes', stepRows],
  ['Functions, row by row', functionRows],
  ['Filters, row by row', filterRows],
  ['Variables, lookups, de-dupe and caches', valueRows],
];
