import type { LookupTable } from '../flow/model.ts';
import type { ConvertedFlow } from './convert.ts';
import { csvLine } from './csv.ts';
import { plainFileName } from './plain-file-name.ts';

/** Lookup tables of all flows as the platform imports them, by file name: CSV with `left_value,right_value`. */
export function lookupFiles(flows: readonly ConvertedFlow[]): ReadonlyMap<string, string> {
  const tables = new Map(
    flows.flatMap(({ flow }) => (flow['x-repatch']?.lookups ?? []).map((table) => [table.name, table] as const)),
  );
  const taken = new Map<string, number>();
  return new Map(
    Array.from(tables.values(), (table) => {
      const name = plainFileName(table.name) || 'lookup';
      const again = (taken.get(name.toLowerCase()) ?? 0) + 1;
      taken.set(name.toLowerCase(), again);
      return [`lookups/${name}${again === 1 ? '' : `-${again}`}.csv`, csvOf(table)];
    }),
  );
}

function csvOf({ rows }: LookupTable): string {
  return [['left_value', 'right_value'], ...rows.map((row) => [row.left_value, row.right_value])].map(csvLine).join('');
}
