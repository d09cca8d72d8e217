import type { LookupTable } from '../flow/model.ts';
import type { ConvertedFlow } from './convert.ts';

/** Lookup tables of all flows as the platform imports them, by file name: CSV with `left_value,right_value`. */
export function lookupFiles(flows: readonly ConvertedFlow[]): ReadonlyMap<string, string> {
  const tables = new Map(
    flows.flatMap(({ flow }) => (flow['x-repatch']?.lookups ?? []).map((table) => [table.name, table] as const)),
  );
  const taken = new Map<string, number>();
  return new Map(
    Array.from(tables.values(), (table) => {
      const name = fileName(table.name);
      const again = (taken.get(name.toLowerCase()) ?? 0) + 1;
      taken.set(name.toLowerCase(), again);
      return [`lookups/${name}${again === 1 ? '' : `-${again}`}.csv`, csvOf(table)];
    }),
  );
}

function fileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return plain.slice(0, 100) || 'lookup';
}

function csvOf({ rows }: LookupTable): string {
  const lines = [['left_value', 'right_value'], ...rows.map((row) => [row.left_value, row.right_value])];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** A cell as RFC 4180 writes it. */
function cell(value: string): string {
  return /[",\r\n]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
