import type { MeaningRow } from './define-row.ts';
import { filterRows } from './rows/filters.ts';
import { mappingRows } from './rows/mappings.ts';
import { recordRows } from './rows/records.ts';

/** One meaning for services and for the flows they convert to, construct by construct. */
export const meanings: readonly { readonly title: string; readonly rows: readonly MeaningRow[] }[] = [
  { title: 'Mappings', rows: mappingRows },
  { title: 'Filters', rows: filterRows },
  { title: 'Which records are pushed', rows: recordRows },
];
