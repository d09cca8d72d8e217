import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { PoolKey } from '../contract/ports.ts';
import { isObject } from '../text/json.ts';

/** One line of a file of pool keys. Without a time it is as old as its import. */
export type PoolRow = Pick<PoolKey, 'key' | 'entityType'> & { readonly addedMs?: number };

export type PoolFormat = 'csv' | 'json';

/** The platform takes no larger files of keys. */
const limitBytes = 5 * 1024 * 1024;

const header = ['value', 'entity_type_id'] as const;

/** CSV as the platform imports it, without times; or JSON, a list of objects, with them. */
export function printPool(rows: readonly PoolKey[], format: PoolFormat): string {
  if (format === 'json') {
    const list = rows.map(({ key, entityType, addedMs }) => ({
      value: key,
      entity_type_id: entityType,
      added_at: new Date(addedMs).toISOString(),
    }));
    return `${JSON.stringify(list, null, 2)}\n`;
  }
  const lines = [header, ...rows.map(({ key, entityType }) => [key, entityType])];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** A cell as RFC 4180 writes it. */
function cell(value: string): string {
  return /[",\r\n]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Reads what `printPool` writes. Errors: CliError `cli/bad-pool-file`, with the line or the element. */
export async function readPool(bytes: Uint8Array, file: string, format: PoolFormat): Promise<readonly PoolRow[]> {
  if (format === 'csv' && bytes.length > limitBytes) {
    throw bad(file, 'is larger than 5 MB, and the platform imports no more at once', 'Cut it into several files.');
  }
  const text = decode(bytes, file);
  return format === 'csv' ? readCsv(text, file) : readJson(text, file);
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw bad(file, 'is not UTF-8', 'Save it as UTF-8.');
  }
}

async function readCsv(text: string, file: string): Promise<readonly PoolRow[]> {
  const { parse } = await import('csv-parse/sync');
  let lines: readonly (readonly string[])[];
  try {
    lines = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw bad(file, `is no CSV: ${reason}`, 'Cells are separated by commas, and quotes inside cells are doubled.');
  }
  const [found = [], ...rows] = lines;
  if (found.join(',') !== header.join(','))
    throw bad(file, `begins with "${found.join(',')}"`, `The first line must be: ${header.join(',')}`);
  return rows.map((cells, index) => {
    const [key = '', entityType = ''] = cells;
    // Counted as lines where no cell has line breaks in it.
    if (cells.length !== 2)
      throw bad(file, `has ${cells.length} cells in row ${index + 2}`, 'Every row has a value and an entity type.');
    return requireKey({ key, entityType }, `row ${index + 2}`, file);
  });
}

function readJson(text: string, file: string): readonly PoolRow[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw bad(file, 'is no JSON', 'Write a list of objects with "value" and "entity_type_id".');
  }
  if (!Array.isArray(list)) throw bad(file, 'is no list', 'Write a list of objects with "value" and "entity_type_id".');
  return list.map((element: unknown, index) => {
    const place = `element ${index}`;
    const { value, entity_type_id: entity, added_at: added } = isObject(element) ? element : {};
    // A long number would have lost digits already.
    const isText = typeof value === 'string' || Number.isSafeInteger(value);
    if (!isText || (typeof entity !== 'string' && !Number.isSafeInteger(entity)))
      throw bad(file, `has no "value" and "entity_type_id" of text in ${place}`, 'Write both, as text.');
    const addedMs = added === undefined ? undefined : Date.parse(String(added));
    if (Number.isNaN(addedMs)) throw bad(file, `has an "added_at" in ${place} that is no moment`, 'Write RFC 3339.');
    const row = requireKey({ key: String(value), entityType: String(entity) }, place, file);
    return addedMs === undefined ? row : { ...row, addedMs };
  });
}

/** Records without a key are no duplicates of each other. */
function requireKey(row: PoolRow, place: string, file: string): PoolRow {
  if (row.key === '')
    throw bad(file, `has no value in ${place}`, 'Take it out: an empty value tells no records apart.');
  if (row.entityType === '') throw bad(file, `has no entity type in ${place}`, 'Write the entity type of the key.');
  return row;
}

function bad(file: string, what: string, help: string): CliError {
  return new CliError('cli/bad-pool-file', `"${file}" ${what}.`, { help, exit: EXIT.problems });
}
