import { DatabaseSync } from 'node:sqlite';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../src/contract/events.ts';
import type { ThirdParty } from './third-party.ts';
import type { World } from './worlds.ts';

export interface Evidence {
  readonly world: World;
  readonly records: number;
  /** Whether the destination honours idempotency keys. */
  readonly keys: boolean;
  readonly party: ThirdParty;
  readonly stateFolder: string;
  /** Results that were printed, the last one last. */
  readonly results: readonly RunResult[];
}

export interface Verdict {
  /** Records that are there twice although nothing says so, are missing, or other words for what is wrong. */
  readonly problems: readonly string[];
  readonly doubles: number;
  readonly doubted: number;
}

/** Compares what the destination was sent with what the runs said, and with the state that they left. */
export function judge(evidence: Evidence): Verdict {
  const { records, keys, party, results } = evidence;
  const ids = Array.from({ length: records }, (_, index) => index + 1);
  const doubted = new Set(results.flatMap(({ inDoubt }) => inDoubt.map(({ origin }) => Number(origin?.key))));
  const doubles = ids.filter((id) => (party.taken.get(id) ?? 0) > 1);
  const problems: string[] = [];
  const claim = (found: readonly unknown[], words: string): void => {
    if (found.length > 0) problems.push(`${found.length} ${words}: ${found.slice(0, 5).join(', ')}`);
  };
  claim(
    ids.filter((id) => !party.taken.has(id)),
    'lost',
  );
  claim(
    doubles.filter((id) => keys || !doubted.has(id)),
    keys ? 'twice' : 'twice and not listed in doubt',
  );
  claim(
    ids.filter((id) => (party.keys.get(id)?.size ?? 0) > 1),
    'with several idempotency keys',
  );
  if (keys) claim([...doubted], 'in doubt although the destination honours keys');
  if (doubted.has(Number.NaN)) problems.push('something in doubt does not name its record');
  problems.push(...stateProblems(evidence, ids));
  return { problems, doubles: doubles.length, doubted: doubted.size };
}

/** What is kept has to agree with the destination, and nothing of the runs may be left over. */
function stateProblems({ world, stateFolder }: Evidence, ids: readonly number[]): string[] {
  const file = join(stateFolder, 'state.sqlite');
  if (!existsSync(file)) return ['there is no state'];
  const database = new DatabaseSync(file, { readOnly: true });
  const column = (sql: string): readonly unknown[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0]);
  const problems: string[] = [];
  const same = (what: string, found: readonly unknown[]): void => {
    const known = found.map(Number).toSorted((a, b) => a - b);
    if (known.join() !== ids.join()) problems.push(`${what} has ${known.length} of ${ids.length} records`);
  };
  try {
    if (world === 'service') same('the ledger', column("SELECT source FROM ledger WHERE status = 'OK' AND doubt = 0"));
    else same('the pool', column("SELECT key FROM pool WHERE run = ''"));
    for (const table of ['pool', 'cache', 'tracked']) {
      const [left] = column(`SELECT count(*) FROM ${table} WHERE run <> ''`);
      if (left !== 0) problems.push(`${String(left)} rows in ${table} belong to a run that has ended`);
    }
    const unfinished = column("SELECT state FROM run WHERE state NOT IN ('ended', 'given up')");
    // An earlier run of a service stays open for its own window of time.
    if (world !== 'service' && unfinished.length > 0) problems.push(`${unfinished.length} runs are unfinished`);
    if (unfinished.includes('running')) problems.push('a run is said to be running');
    for (const table of ['effect', 'checkpoint']) {
      const [left] = column(`SELECT count(*) FROM ${table}`);
      if (left !== 0) problems.push(`${String(left)} rows are left in ${table}`);
    }
  } finally {
    database.close();
  }
  const files = globSync('runs/*/*', { cwd: stateFolder });
  if (files.length > 0) problems.push(`${files.length} spill files are left`);
  return problems;
}
