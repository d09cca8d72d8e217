import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { ItemStatus, LedgerEntry, Stores, TrackedValue } from '../../contract/ports.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS pool (pool TEXT, entity TEXT, key TEXT, added INTEGER, PRIMARY KEY (pool, entity, key));
  CREATE TABLE IF NOT EXISTS cache (owner TEXT, cache TEXT, key TEXT, value TEXT, PRIMARY KEY (owner, cache, key)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ledger (ledger TEXT, identity TEXT, source TEXT, reference TEXT, status TEXT, attempts INTEGER, error TEXT, updated INTEGER, PRIMARY KEY (ledger, identity));
  CREATE TABLE IF NOT EXISTS tracked (flow TEXT, step TEXT, entity TEXT, direction TEXT, field TEXT, value TEXT, at INTEGER);
`;

/** Stores in one SQLite file. It is created at the first use, so that a run that keeps nothing leaves nothing behind. */
export function createSqliteStores(file: string): Stores {
  let opened: DatabaseSync | undefined;
  const open = (): DatabaseSync => {
    if (opened === undefined) {
      mkdirSync(dirname(file), { recursive: true });
      opened = new DatabaseSync(file, { timeout: 5000 });
      opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      opened.exec(schema);
    }
    return opened;
  };
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = open().prepare(sql)));
    return statement;
  };
  return {
    pools: {
      known(pool, entity, keys) {
        const find = prepare('SELECT 1 FROM pool WHERE pool = ? AND entity = ? AND key = ?');
        return Promise.resolve(new Set(keys.filter((key) => find.get(pool, entity, key) !== undefined)));
      },
      add(pool, entity, keys, nowMs) {
        const database = open();
        const insert = prepare('INSERT OR IGNORE INTO pool VALUES (?, ?, ?, ?)');
        inTransaction(database, () => keys.forEach((key) => insert.run(pool, entity, key, nowMs)));
        return Promise.resolve();
      },
      list(pool) {
        const rows = prepare('SELECT key, entity FROM pool WHERE pool = ? ORDER BY rowid').all(pool);
        return Promise.resolve(rows.map((row) => ({ key: String(row['key']), entityType: String(row['entity']) })));
      },
    },
    caches: {
      get(owner, cache, key) {
        const row = prepare('SELECT value FROM cache WHERE owner = ? AND cache = ? AND key = ?').get(owner, cache, key);
        return Promise.resolve(row === undefined ? undefined : (JSON.parse(String(row['value'])) as unknown));
      },
      set(owner, cache, key, value) {
        prepare('INSERT OR REPLACE INTO cache VALUES (?, ?, ?, ?)').run(
          owner,
          cache,
          key,
          JSON.stringify(value ?? null),
        );
        return Promise.resolve();
      },
      has: (owner, cache, key) =>
        Promise.resolve(
          prepare('SELECT 1 FROM cache WHERE owner = ? AND cache = ? AND key = ?').get(owner, cache, key) !== undefined,
        ),
      clear(owner) {
        prepare('DELETE FROM cache WHERE owner = ?').run(owner);
        return Promise.resolve();
      },
    },
    ledgers: {
      get(ledger, identity) {
        const row = prepare('SELECT * FROM ledger WHERE ledger = ? AND identity = ?').get(ledger, identity);
        return Promise.resolve(row === undefined ? undefined : readEntry(row));
      },
      put(ledger, entry) {
        prepare(
          `INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
             reference = excluded.reference, status = excluded.status, attempts = excluded.attempts, error = excluded.error, updated = excluded.updated`,
        ).run(
          ledger,
          entry.identity,
          entry.sourceId,
          entry.reference ?? null,
          entry.status,
          entry.attempts,
          entry.lastError ?? null,
          entry.updatedAtMs,
        );
        return Promise.resolve();
      },
      list: (ledger) =>
        Promise.resolve(prepare('SELECT * FROM ledger WHERE ledger = ? ORDER BY rowid').all(ledger).map(readEntry)),
    },
    tracked: {
      add(values) {
        const database = open();
        const insert = prepare('INSERT INTO tracked VALUES (?, ?, ?, ?, ?, ?, ?)');
        inTransaction(database, () => {
          for (const one of values)
            insert.run(one.flow, one.step, one.entityType, one.direction, one.field, one.value, one.atMs);
        });
        return Promise.resolve();
      },
      list: (flow) =>
        Promise.resolve(prepare('SELECT * FROM tracked WHERE flow = ? ORDER BY rowid').all(flow).map(readTracked)),
    },
    close() {
      opened?.close();
      return Promise.resolve();
    },
  };
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

type Row = Record<string, unknown>;

function readEntry(row: Row): LedgerEntry {
  return {
    identity: String(row['identity']),
    sourceId: String(row['source']),
    ...(row['reference'] === null ? {} : { reference: String(row['reference']) }),
    status: String(row['status']) as ItemStatus, // only put() writes the column
    attempts: Number(row['attempts']),
    ...(row['error'] === null ? {} : { lastError: String(row['error']) }),
    updatedAtMs: Number(row['updated']),
  };
}

function readTracked(row: Row): TrackedValue {
  return {
    flow: String(row['flow']),
    step: String(row['step']),
    entityType: String(row['entity']),
    direction: String(row['direction']) as TrackedValue['direction'], // only add() writes the column
    field: String(row['field']),
    value: String(row['value']),
    atMs: Number(row['at']),
  };
}
