import { statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { readBytes, writeWhole } from '../workspace/files.ts';
import { printPool, readPool, type PoolFormat } from '../workspace/pool-file.ts';
import { openState, type State } from '../workspace/state/open-state.ts';
import { stateFolderOf, type RunsOptions } from './runs.ts';

export interface PoolsOptions extends RunsOptions {
  /** The moment that the 90 days of keys are measured from, in milliseconds since the epoch. Default: now. */
  readonly nowMs?: number | undefined;
  /** What entity types are called outside: the platform knows them by number. By the name in this state. */
  readonly entities?: Readonly<Record<string, string>> | undefined;
}

/** What `repatch pools --json` prints. */
export interface PoolList {
  /** The folder of state. */
  readonly folder: string;
  readonly pools: readonly PoolSummary[];
}

export interface PoolSummary {
  readonly pool: string;
  /** Keys that are known to de-dupe steps. */
  readonly keys: number;
  /** Keys older than 90 days, which nobody knows any more. */
  readonly expired: number;
  /** How many keys of each entity type are known. */
  readonly entityTypes: Readonly<Record<string, number>>;
}

/** What `repatch pools export --json` prints. */
export interface PoolExport {
  readonly pool: string;
  readonly file: string;
  readonly format: 'csv' | 'json';
  readonly keys: number;
}

/** What `repatch pools import --json` prints. */
export interface PoolImport {
  readonly pool: string;
  readonly file: string;
  /** Rows of the file. */
  readonly rows: number;
  /** Keys that were not known before. */
  readonly added: number;
  /** Keys that were known and are as good as new now. */
  readonly renewed: number;
  /** Rows whose 90 days are over, which were left out. */
  readonly expired: number;
}

/** The platform keeps a key for 90 days. */
const keptMs = 90 * 86_400_000;

/** The data pools of a workspace. Errors: TerminalError `run/state-unusable`. */
export async function listPools(options: PoolsOptions = {}): Promise<PoolList> {
  const folder = await stateFolderOf(options);
  const sinceMs = (options.nowMs ?? Date.now()) - keptMs;
  const pools = await withState(folder, 'look', async ({ stores }) => {
    const names = await stores.pools.names();
    return Promise.all(
      names.map(async (pool): Promise<PoolSummary> => {
        const keys = await stores.pools.list(pool);
        const alive = keys.filter(({ addedMs }) => addedMs >= sinceMs);
        const byType = Map.groupBy(alive, ({ entityType }) => entityType);
        return {
          pool,
          keys: alive.length,
          expired: keys.length - alive.length,
          entityTypes: Object.fromEntries(Array.from(byType, ([type, ofType]) => [type, ofType.length])),
        };
      }),
    );
  });
  return { folder, pools: pools ?? [] };
}

/**
 * Writes the keys of a pool that are not older than 90 days into a file: CSV as the platform imports it, or JSON with the times.
 * Errors: CliError `cli/unknown-pool`, `cli/file-exists`, `cli/cannot-write`.
 */
export async function exportPool(
  pool: string,
  file: string,
  options: PoolsOptions & { readonly force?: boolean | undefined } = {},
): Promise<PoolExport> {
  const folder = await stateFolderOf(options);
  const format = formatOf(file);
  const sinceMs = (options.nowMs ?? Date.now()) - keptMs;
  const keys = await withState(folder, 'look', async ({ stores }) => {
    requirePool(pool, await stores.pools.names(), folder);
    return stores.pools.list(pool);
  });
  if (keys === undefined) requirePool(pool, [], folder);
  if (options.force !== true && statSync(file, { throwIfNoEntry: false }) !== undefined) {
    throw new CliError('cli/file-exists', `"${file}" exists already.`, {
      help: 'Give another name, or --force to replace it.',
      exit: EXIT.problems,
    });
  }
  const outside = new Map(Object.entries(options.entities ?? {}));
  const rows = (keys ?? [])
    .filter(({ addedMs }) => addedMs >= sinceMs)
    .map((row) => ({ ...row, entityType: outside.get(row.entityType) ?? row.entityType }));
  await writeWhole(file, printPool(rows, format));
  return { pool, file, format, keys: rows.length };
}

/**
 * Adds the keys of a file to a pool, all or none; as on the platform nothing is taken away. A key that is known begins its 90
 * days anew. Errors: CliError `cli/bad-pool-file`, `cli/file-not-found`; TerminalError `run/state-unusable`.
 */
export async function importPool(pool: string, file: string, options: PoolsOptions = {}): Promise<PoolImport> {
  const nowMs = options.nowMs ?? Date.now();
  const rows = await readPool(await readBytes(file), file, formatOf(file));
  const inside = new Map(Object.entries(options.entities ?? {}).map(([name, id]) => [id, name]));
  const alive = rows
    .map(({ key, entityType, addedMs = nowMs }) => ({ key, entityType: inside.get(entityType) ?? entityType, addedMs }))
    .filter(({ addedMs }) => addedMs >= nowMs - keptMs);
  const folder = await stateFolderOf(options);
  const counts = await withState(folder, 'change', async ({ stores, transaction }) => {
    const known = new Set((await stores.pools.list(pool)).map(idOf));
    const given = new Set(alive.map(idOf));
    transaction(() => {
      // Nothing in here waits for anything: the rows are written before the transaction ends.
      for (const { key, entityType, addedMs } of alive) void stores.pools.add(pool, entityType, [key], addedMs);
    });
    const renewed = given.intersection(known).size;
    return { added: given.size - renewed, renewed };
  });
  return { pool, file, rows: rows.length, ...counts!, expired: rows.length - alive.length }; // to change it makes the state
}

function idOf({ key, entityType }: { readonly key: string; readonly entityType: string }): string {
  return `${entityType}\u001F${key}`;
}

/** By its name. */
function formatOf(file: string): PoolFormat {
  const suffix = extname(file).toLowerCase();
  if (suffix === '.csv' || suffix === '.json') return suffix === '.csv' ? 'csv' : 'json';
  throw new CliError('cli/wrong-usage', `"${file}" says nothing of its format.`, {
    help: 'Name a file *.csv or *.json.',
    exit: EXIT.usage,
  });
}

async function withState<Result>(
  folder: string,
  why: 'look' | 'change',
  work: (state: State) => Promise<Result>,
): Promise<Result | undefined> {
  // To look must not make a folder of state.
  const isThere = statSync(join(folder, 'state.sqlite'), { throwIfNoEntry: false }) !== undefined;
  if (why === 'look' && !isThere) return undefined;
  const state = openState(folder);
  try {
    return await work(state);
  } finally {
    state.close();
  }
}

function requirePool(pool: string, known: readonly string[], folder: string): void {
  if (known.includes(pool)) return;
  const nearest = didYouMean(pool, known);
  throw new CliError('cli/unknown-pool', `There is no data pool "${pool}" in "${folder}".`, {
    help: nearest === undefined ? `Pools: ${known.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
    exit: EXIT.usage,
  });
}
