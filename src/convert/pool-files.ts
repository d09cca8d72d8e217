import { keyText, isObject } from '../text/json.ts';
import { csvLine } from './csv.ts';
import { entityTypeOf } from './entity-types.ts';
import type { LedgerKeys } from './pool-start.ts';

/** The platform takes files of up to 5 MB. */
const mostBytes = 5_000_000;

/** Joins the parts of a key, as de-dupe shapes do. */
const separator = '\u001F';

/** Names that a list may have for the whole key, and for the service that a row is of. */
const keyColumns = ['value', 'key', 'identity'];
const idColumns = ['sourceId', 'source_id', 'id'];
const done: ReadonlySet<string> = new Set(['ok', 'sent']);

export interface PoolKeys {
  readonly keys: readonly string[];
  /** Rows of records that had not arrived, or of other services. */
  readonly leftOut: number;
  /** Rows without a key. */
  readonly withoutKey: number;
}

/**
 * The keys of the records that a list says are done. Its rows are texts, or objects with the key under "value", "key" or
 * "identity", or with the fields that it is made of; "status" and "service" are looked at where they are there.
 */
export function keysFrom(rows: readonly unknown[], { service, parts }: LedgerKeys): PoolKeys {
  const keys = new Set<string>();
  let leftOut = 0;
  let withoutKey = 0;
  for (const row of rows) {
    const members = isObject(row) ? row : { value: row };
    const { status, service: owner } = members;
    if (
      (typeof status === 'string' && !done.has(status.toLowerCase())) ||
      (owner !== undefined && String(owner) !== service)
    ) {
      leftOut++;
      continue;
    }
    const key = keyOf(members, parts);
    if (key === undefined) withoutKey++;
    else keys.add(key);
  }
  return { keys: [...keys], leftOut, withoutKey };
}

function keyOf(row: Readonly<Record<string, unknown>>, parts: LedgerKeys['parts']): string | undefined {
  const texts = parts.map(({ field, path }) => textAt(row, [field, path]));
  const [first, ...others] = texts;
  const isComplete = texts.every((text) => text !== undefined);
  const whole = isComplete ? undefined : textAt(row, keyColumns);
  if (whole !== undefined) return whole;
  // A record without an id has no key; of the others a part may be missing.
  if (first !== undefined) return [first, ...others.map((text) => text ?? '')].join(separator);
  return others.length === 0 ? (textAt(row, idColumns) ?? onlyValue(row)) : undefined;
}

function onlyValue(row: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(row);
  return names.length === 1 ? textAt(row, names) : undefined;
}

function textAt(row: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  const found = names.map((name) => (Object.hasOwn(row, name) ? keyText(row[name]) : undefined));
  return found.find((text) => text !== undefined && text !== '');
}

/** The keys as the platform imports them into a pool, by file name: CSV with `value,entity_type_id`, each file below 5 MB. */
export function poolFiles(name: string, entity: string, keys: readonly string[]): ReadonlyMap<string, string> {
  const head = csvLine(['value', 'entity_type_id']);
  const type = String(entityTypeOf(entity));
  const files = new Map<string, string>();
  let lines: string[] = [];
  let bytes = head.length;
  const finish = (): void => {
    files.set(`pools/${name}${files.size === 0 ? '' : `-${files.size + 1}`}.csv`, head + lines.join(''));
    lines = [];
    bytes = head.length;
  };
  for (const key of keys) {
    const line = csvLine([key, type]);
    const size = Buffer.byteLength(line);
    if (bytes + size >= mostBytes && lines.length > 0) finish();
    lines.push(line);
    bytes += size;
  }
  if (lines.length > 0) finish();
  return files;
}
