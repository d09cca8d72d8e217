import type { PoolExport, PoolImport, PoolList } from '../../app/pools.ts';
import { onOneLine } from '../../text/printable.ts';
import { count } from '../words.ts';

/** One line for each pool. */
export function printPools({ folder, pools }: PoolList): string {
  if (pools.length === 0) return `No data pools in ${folder}.\n`;
  const lines = pools.map(({ pool, keys, expired, entityTypes }) => {
    const types = Object.keys(entityTypes).map(onOneLine).join(', ');
    const old = expired === 0 ? '' : `, ${count(expired, 'key')} older than 90 days`;
    return `${onOneLine(pool)}  ${count(keys, 'key')}${types === '' ? '' : ` of ${types}`}${old}`;
  });
  return `${lines.join('\n')}\n`;
}

export function printExport({ pool, file, format, keys }: PoolExport): string {
  const times = format === 'csv' ? ' CSV has no times: where it is imported, their 90 days begin anew.' : '';
  return `${count(keys, 'key')} of ${onOneLine(pool)} written to ${file}.${times}\n`;
}

export function printImport({ pool, rows, added, renewed, expired }: PoolImport): string {
  const old = expired === 0 ? '' : ` ${count(expired, 'row')} older than 90 days left out.`;
  return `${count(added, 'key')} added to ${onOneLine(pool)} from ${count(rows, 'row')}, ${renewed} renewed.${old}\n`;
}
