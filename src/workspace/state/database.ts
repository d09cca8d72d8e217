import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { isRunError, TerminalError } from '../../contract/errors.ts';
import { runFault } from '../run-fault.ts';

type Row = Record<string, unknown>;

/** One SQLite file. Errors of every method: TerminalError `run/state-unusable`, `run/disk-full`. */
export interface Database {
  readonly file: string;
  run(sql: string, ...values: readonly SQLInputValue[]): void;
  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
  /** All of it or nothing. Inside another transaction it is a part of that one. */
  transaction<Result>(work: () => Result): Result;
  /**
   * Writes in one transaction with all that is written so in this turn of the event loop, or in the next moment: a transaction
   * costs more than what it writes. Settles when it has been written.
   */
  soon(work: () => void, when?: 'this turn' | 'in a moment'): Promise<void>;
  /** Writes at once what waits for the end of the turn. */
  flush(): void;
  close(): void;
}

/** What is to be done with what a run has read; it is due when that run has ended well. */
const cleanup =
  'CREATE TABLE cleanup (run TEXT, kind TEXT, name TEXT, connector TEXT, instance TEXT, what TEXT, due INTEGER, PRIMARY KEY (run, connector, instance, what));';

/**
 * Tables of version 3. A row with a `run` is seen by that run alone: it was added by a run that has not ended yet. A plus
 * behind the id marks what was added after the run's checkpoint.
 */
const schema = `
  CREATE TABLE pool (pool TEXT, entity TEXT, key TEXT, added INTEGER, run TEXT NOT NULL DEFAULT '', PRIMARY KEY (pool, entity, key, run));
  CREATE TABLE cache (owner TEXT, cache TEXT, key TEXT, format TEXT, bytes BLOB, expires INTEGER, run TEXT NOT NULL DEFAULT '', PRIMARY KEY (owner, cache, key, run));
  CREATE TABLE ledger (ledger TEXT, identity TEXT, source TEXT, reference TEXT, status TEXT, attempts INTEGER, error TEXT, updated INTEGER, doubt INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (ledger, identity));
  CREATE TABLE tracked (flow TEXT, step TEXT, entity TEXT, direction TEXT, field TEXT, value TEXT, at INTEGER, run TEXT NOT NULL DEFAULT '');
  CREATE TABLE run (id TEXT PRIMARY KEY, kind TEXT, name TEXT, file TEXT, digest TEXT, input TEXT, started INTEGER, ended INTEGER, status INTEGER, state TEXT, result TEXT);
  CREATE TABLE effect (run TEXT, step TEXT, digest TEXT, ordinal INTEGER, state TEXT, repeatable INTEGER, method TEXT, url TEXT, origin TEXT, answer TEXT, bytes BLOB, PRIMARY KEY (run, step, digest, ordinal)) WITHOUT ROWID;
  CREATE TABLE checkpoint (run TEXT PRIMARY KEY, step TEXT, file TEXT, variables TEXT, caches TEXT);
  CREATE TABLE failed (run TEXT, step TEXT, failure TEXT, payload TEXT, bytes BLOB, idempotency TEXT, checkpointed INTEGER NOT NULL DEFAULT 0, retried TEXT);
  CREATE TABLE doubt (run TEXT, request TEXT);
  ${cleanup}
  CREATE INDEX failed_of_run ON failed (run);
  CREATE INDEX staged_pool ON pool (run) WHERE run <> '';
  CREATE INDEX staged_cache ON cache (run) WHERE run <> '';
  CREATE INDEX staged_tracked ON tracked (run) WHERE run <> '';
`;

/** From the tables of version 1, which knew no runs. */
const fromVersion1 = `
  ALTER TABLE pool RENAME TO pool_1; ALTER TABLE cache RENAME TO cache_1; ALTER TABLE ledger RENAME TO ledger_1; ALTER TABLE tracked RENAME TO tracked_1;
  ${schema}
  INSERT INTO pool SELECT pool, entity, key, added, '' FROM pool_1 ORDER BY rowid;
  INSERT INTO cache SELECT owner, cache, key, 'json', CAST(value AS BLOB), NULL, '' FROM cache_1;
  INSERT INTO ledger SELECT ledger_1.*, 0 FROM ledger_1 ORDER BY rowid;
  INSERT INTO tracked SELECT flow, step, entity, direction, field, value, at, '' FROM tracked_1 ORDER BY rowid;
  DROP TABLE pool_1; DROP TABLE cache_1; DROP TABLE ledger_1; DROP TABLE tracked_1;
`;

/** How long a write waits for others. */
const momentMs = 5;

const help = 'Check its permissions, restore it from a copy, or name another folder with --state.';

export function openDatabase(file: string): Database {
  const database = guard(file, () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const isNew = !existsSync(file);
    const opened = new DatabaseSync(file, { timeout: 5000 });
    if (isNew) chmodSync(file, 0o600);
    opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    migrate(opened);
    return opened;
  });
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = database.prepare(sql)));
    return statement;
  };
  let isInTransaction = false;
  const transaction = <Result>(work: () => Result): Result => {
    if (isInTransaction) return work();
    isInTransaction = true;
    try {
      return guard(file, () => inTransaction(database, work));
    } finally {
      isInTransaction = false;
    }
  };
  let waiting: Waiting | undefined;
  const flush = (): void => {
    const now = waiting;
    waiting = undefined;
    if (now === undefined) return;
    clearTimeout(now.timer);
    try {
      transaction(() => {
        for (const work of now.works) work();
      });
      now.resolve();
    } catch (error) {
      now.reject(error);
    }
  };
  return {
    file,
    run: (sql, ...values) => void guard(file, () => prepare(sql).run(...values)),
    get: (sql, ...values) => guard(file, () => prepare(sql).get(...values)),
    all: (sql, ...values) => guard(file, () => prepare(sql).all(...values)),
    transaction,
    soon(work, when = 'this turn') {
      waiting ??= { works: [], isUrgent: false, timer: setTimeout(flush, momentMs), ...Promise.withResolvers<void>() };
      if (when === 'this turn' && !waiting.isUrgent) {
        waiting.isUrgent = true;
        setImmediate(flush);
      }
      waiting.works.push(work);
      return waiting.promise;
    },
    flush,
    close() {
      flush();
      database.close();
    },
  };
}

/** What is written at the end of the turn, and who waits for it. */
interface Waiting extends PromiseWithResolvers<void> {
  readonly works: (() => void)[];
  readonly timer: NodeJS.Timeout;
  isUrgent: boolean;
}

function migrate(database: DatabaseSync): void {
  const version = (): unknown => database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version() === 3) return;
  inTransaction(database, () => {
    const from = version();
    if (from === 3) return; // another process was quicker
    if (from !== 0 && from !== 2) throw laterVersion(database);
    const hasTables = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'pool'").get() !== undefined;
    if (from === 2) database.exec(cleanup);
    else database.exec(hasTables ? fromVersion1 : schema);
    database.exec('PRAGMA user_version = 3');
  });
}

function laterVersion(database: DatabaseSync): TerminalError {
  return new TerminalError({
    code: 'run/state-unusable',
    message: `The state in "${database.location() ?? ''}" was written by a later version of repatch.`,
    help: 'Use that version, or name another folder with --state.',
  });
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back already, for example when the disk is full.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Turns what SQLite and the file system refuse into failures of the run. */
export function guard<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (isRunError(cause) || !(cause instanceof Error && ('errcode' in cause || 'code' in cause))) throw cause;
    throw runFault({ code: 'run/state-unusable', what: `The state in "${file}"`, help }, cause);
  }
}
