import { canonicalJson, isObject } from '../../text/json.ts';

export interface KeyedRow {
  readonly key: string;
  readonly value: unknown;
}

/** Lists of a service whose rows are told apart by what they say, so that a row added by hand moves no other. */
export const listsOfRows: ReadonlyMap<string, (row: unknown) => string> = new Map([
  ['filters', nameFilter],
  ['mappings', nameMapping],
]);

function nameFilter(row: unknown): string {
  if (!isObject(row) || typeof row['field'] !== 'string') return canonicalJson(row);
  return `${row['field']} ${String(row['operator'])}`;
}

function nameMapping(row: unknown): string {
  const destination = isObject(row) ? row['destination'] : undefined;
  const field = isObject(destination) ? destination['field'] : undefined;
  return typeof field === 'string' ? field : canonicalJson(row);
}

/** Rows with their names; the second of one name gets a number. */
export function keyedRows(rows: readonly unknown[], nameOf: (row: unknown) => string): readonly KeyedRow[] {
  const counts = new Map<string, number>();
  return rows.map((value) => {
    const name = nameOf(value);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { key: count === 1 ? name : `${name} (${count})`, value };
  });
}
