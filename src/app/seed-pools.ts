import { dirname, resolve } from 'node:path';
import type { ConvertedFlow } from '../convert/convert.ts';
import { plainFileName } from '../convert/plain-file-name.ts';
import { keysFrom, poolFiles, type PoolKeys } from '../convert/pool-files.ts';
import type { PoolStart } from '../convert/pool-start.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { isObject } from '../text/json.ts';
import { readBytes } from '../workspace/files.ts';

export interface SeededPools {
  /** Files to import, by their names. */
  readonly files: ReadonlyMap<string, string>;
  /** The flows, with what was found in the lists. */
  readonly flows: readonly ConvertedFlow[];
}

/**
 * Makes files for the data pools that are to be filled from lists of what services have done. Names of lists are taken from the
 * folder of the bundle. Errors: CliError `convert/no-keys` for a list without a single key; those of reading files.
 */
export async function seedPools(flows: readonly ConvertedFlow[], bundle: string): Promise<SeededPools> {
  const files = new Map<string, string>();
  const starts = new Map<string, PoolStart>();
  for (const { start } of flows) {
    if (start?.file === undefined || starts.has(start.pool)) continue;
    const rows = await readRows(resolve(dirname(bundle), start.file));
    const found = keysFrom(rows, start.ledger);
    if (found.keys.length === 0) throw noKeys(start.file, start.ledger.parts, rows.length);
    const own = poolFiles(nameFor(start.pool, files), start.ledger.entity, found.keys);
    for (const [name, text] of own) files.set(name, text);
    starts.set(start.pool, { ...start, about: aboutOf(start.file, found, [...own.keys()]) });
  }
  const withFound = (flow: ConvertedFlow): ConvertedFlow => {
    const start = starts.get(flow.start?.pool ?? '');
    return start === undefined ? flow : { ...flow, start };
  };
  return { files, flows: starts.size === 0 ? flows : flows.map(withFound) };
}

/** Two pools may have names that differ in signs only. */
function nameFor(pool: string, taken: ReadonlyMap<string, string>): string {
  const plain = plainFileName(pool) || 'pool';
  for (let number = 1; ; number++) {
    const name = number === 1 ? plain : `${plain}-of-${number}`;
    if (!taken.has(`pools/${name}.csv`)) return name;
  }
}

function aboutOf(file: string, { keys, leftOut, withoutKey }: PoolKeys, names: readonly string[]): string {
  const others = [
    ...(leftOut === 0 ? [] : [`${leftOut} rows are of records that had not arrived, or of other services`]),
    ...(withoutKey === 0 ? [] : [`${withoutKey} rows have no key`]),
  ];
  return [
    `Import ${names.join(', ')} into this pool: ${keys.length.toLocaleString('en-GB')} keys from ${file}.`,
    ...(others.length === 0 ? [] : [`${others.join('; ')}.`]),
    'Hold the entity type id in it against the list that the dashboard offers; the platform takes what is imported unchecked and keeps it for 90 days.',
  ].join(' ');
}

async function readRows(file: string): Promise<readonly unknown[]> {
  const text = new TextDecoder().decode(await readBytes(file)).replace(/^\uFEFF/u, '');
  if (!/\.json$/iu.test(file)) {
    const { parse } = await import('csv-parse/sync');
    try {
      return parse(text, { columns: true, skip_empty_lines: true, trim: true });
    } catch (cause) {
      throw unreadable(file, cause);
    }
  }
  try {
    const value: unknown = JSON.parse(text);
    // A list, or an object that has it as its only list.
    const lists = isObject(value) ? Object.values(value).filter(Array.isArray) : [value];
    const [list] = lists;
    if (Array.isArray(list) && lists.length === 1) return list as unknown[];
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw unreadable(file, undefined);
}

function unreadable(file: string, cause: unknown): CliError {
  const why = cause instanceof Error ? ` ${cause.message}` : '';
  return new CliError('convert/no-keys', `"${file}" is no list of processed records.${why}`, {
    help: 'Give CSV with a line of column names, or JSON with a list of texts or objects.',
    exit: EXIT.problems,
    cause,
  });
}

function noKeys(file: string, parts: PoolStart['ledger']['parts'], rows: number): CliError {
  const names = parts.map(({ field }) => `"${field}"`).join(' and ');
  return new CliError(
    'convert/no-keys',
    `None of the ${rows} rows of "${file}" has the key of a record that arrived.`,
    {
      help: `Rows need ${names}, or the whole key as "value"; "status", where it is there, has to be OK or Sent.`,
      exit: EXIT.problems,
    },
  );
}
