import { runStatus, type RunResult, type RunStatusCode } from '../../contract/events.ts';
import type { RunInput, RunState, RunSummary } from '../../contract/run-record.ts';
import type { Database } from './database.ts';
import { dropStaged } from './sqlite-stores.ts';

/** Runs that ended are forgotten after as many days as the platform keeps its run logs. */
const keptMs = 7 * 24 * 3_600_000;

/** Requests that a new run would send a second time: those that may have happened and are no PUT or DELETE of HTTP. */
const repeated = `SELECT 1 FROM effect WHERE run = ? AND state <> 'rejected' AND method NOT IN ('PUT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'TRACE') LIMIT 1`;

export interface RunRow {
  readonly run: string;
  readonly input: RunInput;
  readonly state: RunState;
}

export interface RunHistory {
  begin(run: string, input: RunInput, startedMs: number): void;
  /** Opens a run again that did not end well. */
  reopen(run: string): void;
  /** Returns whether the run can be carried on. */
  finish(run: string, result: RunResult, endedMs: number): boolean;
  giveUp(run: string): void;
  find(run: string): RunRow | undefined;
  /** A run of this name that did not end well and has sent what a new run would send again; others are cleaned up. */
  unfinished(input: Pick<RunInput, 'kind' | 'name'>): RunRow | undefined;
  /**
   * Runs of a service that were ended by force since it last began. The new one may begin, because the ledger knows what was
   * sent, and takes over what they had noted as in doubt.
   */
  takeOver(input: Pick<RunInput, 'kind' | 'name'>, run: string): readonly string[];
  list(): readonly RunSummary[];
  /** Runs that can be carried on. */
  open(): readonly string[];
  result(run: string): RunResult | undefined;
  /** Payloads of a run have been sent again by another. */
  markRetried(run: string, by: string): void;
  prune(nowMs: number): void;
}

export function openRunHistory(database: Database): RunHistory {
  const set = (run: string, state: RunState): void => database.run('UPDATE run SET state = ? WHERE id = ?', state, run);
  /** What is kept to go on from is not needed any more. */
  const dropWorkData = (run: string): void => {
    for (const table of ['effect', 'checkpoint', 'doubt']) database.run(`DELETE FROM ${table} WHERE run = ?`, run);
    database.run('DELETE FROM cleanup WHERE run = ? AND due = 0', run);
    dropStaged(database, run, 'all');
  };
  const canGoOn = (run: string): boolean => database.get(repeated, run) !== undefined;
  return {
    begin(run, input, startedMs) {
      database.run(
        "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 1, 'running', NULL)",
        run,
        input.kind,
        input.name,
        input.file,
        input.digest,
        JSON.stringify(input),
        startedMs,
      );
    },
    reopen(run) {
      database.transaction(() => {
        dropStaged(
          database,
          run,
          database.get('SELECT 1 FROM checkpoint WHERE run = ?', run) ? 'after checkpoint' : 'all',
        );
        // What failed after the checkpoint fails again, or does not.
        database.run('DELETE FROM failed WHERE run = ? AND checkpointed = 0', run);
        database.run("UPDATE run SET state = 'running', ended = NULL WHERE id = ?", run);
      });
    },
    finish(run, result, endedMs) {
      return database.transaction(() => {
        // A service goes on by its ledger; carried on, it also looks at the same window once more.
        const isUnfinished = !result.isComplete && (result.kind === 'service' || canGoOn(run));
        if (!isUnfinished) dropWorkData(run);
        database.run(
          'UPDATE run SET ended = ?, status = ?, state = ?, result = ? WHERE id = ?',
          endedMs,
          result.status.code,
          isUnfinished ? 'unfinished' : 'ended',
          JSON.stringify(keptOf(result)),
          run,
        );
        return isUnfinished;
      });
    },
    giveUp(run) {
      database.transaction(() => {
        dropWorkData(run);
        // What it has asked for and nobody has begun is asked for again by the next run.
        database.run('DELETE FROM queued WHERE run = ?', run);
        set(run, 'given up');
      });
    },
    find(run) {
      const row = database.get('SELECT id, input, state FROM run WHERE id = ?', run);
      return row === undefined ? undefined : readRow(row);
    },
    unfinished({ kind, name }) {
      const rows = database.all(
        "SELECT id, input, state FROM run WHERE kind = ? AND name = ? AND state IN ('running', 'unfinished') ORDER BY started DESC",
        kind,
        name,
      );
      for (const row of rows.map(readRow)) {
        if (canGoOn(row.run)) return row;
        if (kind === 'flow') this.giveUp(row.run);
      }
      return undefined;
    },
    takeOver({ kind, name }, by) {
      if (kind === 'flow') return [];
      const rows = database.all(
        "SELECT id FROM run WHERE kind = ? AND name = ? AND state = 'running' AND id <> ? ORDER BY started",
        kind,
        name,
        by,
      );
      const runs = rows.map(({ id }) => String(id));
      for (const run of runs) {
        set(run, 'unfinished');
        database.run('INSERT INTO doubt SELECT ?, request FROM doubt WHERE run = ?', by, run);
      }
      return runs;
    },
    list: () =>
      database
        .all(
          `SELECT id, kind, name, file, started, ended, status, state, (SELECT count(*) FROM failed WHERE failed.run = run.id AND retried IS NULL) AS retryable,
             json_extract(result, '$.requests') AS requests, json_array_length(result, '$.inDoubt') AS doubts, json_extract(input, '$.service') AS service,
             json_extract(input, '$.environment') AS environment, json_extract(input, '$.version') AS version,
             json_array_length(result, '$.failures') + coalesce(json_extract(result, '$.omitted.failures'), 0) AS failures
             FROM run ORDER BY started DESC, rowid DESC`,
        )
        .map(readSummary),
    open: () =>
      database.all("SELECT id FROM run WHERE state IN ('running', 'unfinished')").map((row) => String(row['id'])),
    result(run) {
      const text = database.get('SELECT result FROM run WHERE id = ?', run)?.['result'];
      return typeof text === 'string' ? (JSON.parse(text) as RunResult) : undefined; // written by finish()
    },
    markRetried(run, by) {
      database.run('UPDATE failed SET retried = ? WHERE run = ? AND retried IS NULL', by, run);
    },
    prune(nowMs) {
      const sentNothing = repeated.replace('= ?', '= run.id');
      const old = `SELECT id FROM run WHERE started < ? AND
        (state IN ('ended', 'given up') OR (state = 'unfinished' AND NOT EXISTS (${sentNothing})))`;
      database.transaction(() => {
        for (const [table, column] of [
          ['failed', 'run'],
          ['doubt', 'run'],
          ['run', 'id'],
        ] as const)
          database.run(`DELETE FROM ${table} WHERE ${column} IN (${old})`, nowMs - keptMs);
      });
    },
  };
}

/** What is kept of a result: of the records of a service those that failed, for a service may run every ten minutes. */
function keptOf(result: RunResult): RunResult {
  if (result.items === undefined) return result;
  const items = result.items.filter(({ failure }) => failure !== undefined);
  const left = result.items.length - items.length;
  return { ...result, items, omitted: { ...result.omitted, items: result.omitted.items + left } };
}

type Row = Record<string, unknown>;

function readRow(row: Row): RunRow {
  return {
    run: String(row['id']),
    input: JSON.parse(String(row['input'])) as RunInput, // written by begin()
    state: String(row['state']) as RunState, // written by this module
  };
}

function readSummary(row: Row): RunSummary {
  const code = Number(row['status']) as RunStatusCode; // written by this module
  return {
    run: String(row['id']),
    kind: row['kind'] === 'service' ? 'service' : 'flow',
    name: String(row['name']),
    file: String(row['file']),
    ...(typeof row['service'] === 'string' ? { service: row['service'] } : {}),
    ...(typeof row['environment'] === 'string' ? { environment: row['environment'] } : {}),
    ...(row['version'] === null ? {} : { version: row['version'] as NonNullable<RunInput['version']> }), // written by begin()
    state: String(row['state']) as RunState, // as above
    startedMs: Number(row['started']),
    ...(row['ended'] === null ? {} : { endedMs: Number(row['ended']) }),
    ...(typeof row['requests'] === 'string'
      ? {
          status: { code, name: runStatus[code] },
          requests: JSON.parse(row['requests']) as RunResult['requests'], // as above
          failures: Number(row['failures']),
          inDoubt: Number(row['doubts']),
        }
      : {}),
    retryable: Number(row['retryable']),
  };
}
