import type { PayloadFormat } from '../../contract/payload.ts';
import type { ItemStatus, LedgerEntry, PoolKey, Stores, TrackedValue } from '../../contract/ports.ts';
import type { Database } from './database.ts';

/**
 * Pools, caches, ledgers and tracked values. With a run, what is added is marked with the run and seen by it alone;
 * ledgers are written at once.
 */
export function createSqliteStores(database: Database, run = ''): Stores {
  const own = run === '' ? '' : `${run}+`;
  /** The committed rows, those up to the checkpoint, and those after it. */
  const visible = ['', run, own] as const;
  /** Rows of the ledger that wait for the end of the turn. */
  const unwritten = new Set<string>();
  return {
    pools: {
      known(pool, entity, keys, sinceMs) {
        const sql =
          'SELECT 1 FROM pool WHERE pool = ? AND entity = ? AND key = ? AND run IN (?, ?, ?) AND added >= ? LIMIT 1';
        const isKnown = (key: string): boolean =>
          database.get(sql, pool, entity, key, ...visible, sinceMs) !== undefined;
        return Promise.resolve(new Set(keys.filter(isKnown)));
      },
      add(pool, entity, keys, addedMs) {
        database.transaction(() => {
          for (const key of keys)
            database.run(
              `INSERT INTO pool VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET added = max(added, excluded.added)`,
              pool,
              entity,
              key,
              addedMs,
              own,
            );
        });
        return Promise.resolve();
      },
      names() {
        const rows = database.all('SELECT DISTINCT pool FROM pool WHERE run IN (?, ?, ?) ORDER BY pool', ...visible);
        return Promise.resolve(rows.map(({ pool }) => String(pool)));
      },
      list(pool) {
        const rows = database.all(
          'SELECT key, entity, min(added) AS added FROM pool WHERE pool = ? AND run IN (?, ?, ?) GROUP BY entity, key ORDER BY min(rowid)',
          pool,
          ...visible,
        );
        return Promise.resolve(rows.map(readPoolKey));
      },
    },
    caches: {
      get(owner, cache, key, nowMs) {
        // The run's own row is the younger one.
        const row = database.get(
          'SELECT format, bytes, expires FROM cache WHERE owner = ? AND cache = ? AND key = ? AND run IN (?, ?, ?) ORDER BY run DESC LIMIT 1',
          owner,
          cache,
          key,
          ...visible,
        );
        if (row === undefined || (row['expires'] !== null && Number(row['expires']) <= nowMs))
          return Promise.resolve(undefined);
        return Promise.resolve({
          format: String(row['format']) as PayloadFormat, // only set() writes the column
          bytes: row['bytes'] as Uint8Array, // as above
          ...(row['expires'] === null ? {} : { expiresMs: Number(row['expires']) }),
        });
      },
      set(owner, cache, key, { format, bytes, expiresMs }) {
        database.run(
          'INSERT OR REPLACE INTO cache VALUES (?, ?, ?, ?, ?, ?, ?)',
          owner,
          cache,
          key,
          format,
          bytes,
          expiresMs ?? null,
          own,
        );
        return Promise.resolve();
      },
      sizes(owner, cache, nowMs) {
        // Of several rows of one key SQLite takes the values of the one with the greatest mark: the youngest.
        const rows = database.all(
          'SELECT key, length(bytes) AS size, expires, max(run) FROM cache WHERE owner = ? AND cache = ? AND run IN (?, ?, ?) GROUP BY key',
          owner,
          cache,
          ...visible,
        );
        const held = rows.filter(({ expires }) => expires === null || Number(expires) > nowMs);
        return Promise.resolve(new Map(held.map(({ key, size }) => [String(key), Number(size)])));
      },
      clear(owner) {
        database.run('DELETE FROM cache WHERE owner = ?', owner);
        return Promise.resolve();
      },
    },
    ledgers: {
      get(ledger, identity) {
        if (unwritten.has(identity)) database.flush();
        const row = database.get('SELECT * FROM ledger WHERE ledger = ? AND identity = ?', ledger, identity);
        return Promise.resolve(row === undefined ? undefined : readEntry(row));
      },
      put(ledger, entry, isPatient = false) {
        unwritten.add(entry.identity);
        const write = (): void => {
          unwritten.delete(entry.identity);
          putLedgerEntry(database, ledger, entry);
        };
        return database.soon(write, isPatient ? 'in a moment' : 'this turn');
      },
      list(ledger) {
        database.flush();
        return Promise.resolve(
          database.all('SELECT * FROM ledger WHERE ledger = ? ORDER BY rowid', ledger).map((row) => readEntry(row)),
        );
      },
    },
    tracked: {
      add(values) {
        database.transaction(() => {
          for (const { flow, step, entityType, direction, field, value, atMs } of values)
            database.run(
              'INSERT INTO tracked VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
              flow,
              step,
              entityType,
              direction,
              field,
              value,
              atMs,
              own,
            );
        });
        return Promise.resolve();
      },
      list: (flow) =>
        Promise.resolve(
          database
            .all('SELECT * FROM tracked WHERE flow = ? AND run IN (?, ?, ?) ORDER BY rowid', flow, ...visible)
            .map((row) => readTracked(row)),
        ),
    },
    close: () => Promise.resolve(),
  };
}

function putLedgerEntry(database: Database, ledger: string, entry: LedgerEntry): void {
  database.run(
    `INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       reference = excluded.reference, status = excluded.status, attempts = excluded.attempts, error = excluded.error,
       updated = excluded.updated, doubt = excluded.doubt`,
    ledger,
    entry.identity,
    entry.sourceId,
    entry.reference ?? null,
    entry.status,
    entry.attempts,
    entry.lastError ?? null,
    entry.updatedAtMs,
    entry.inDoubt === true ? 1 : 0,
  );
}

/** Lets everybody see what a run has added. */
export function commitStaged(database: Database, run: string): void {
  const marks = [run, `${run}+`] as const;
  // In the order in which they were added: the later value of a cache replaces the earlier one.
  for (const mark of marks) {
    database.run(
      `INSERT INTO pool SELECT pool, entity, key, added, '' FROM pool WHERE run = ? ORDER BY rowid
         ON CONFLICT DO UPDATE SET added = max(added, excluded.added)`,
      mark,
    );
    database.run("UPDATE OR REPLACE cache SET run = '' WHERE run = ?", mark);
    database.run("UPDATE tracked SET run = '' WHERE run = ?", mark);
  }
  database.run('DELETE FROM pool WHERE run IN (?, ?)', ...marks);
}

/** Forgets what a run has added: all of it, or what came after its checkpoint. */
export function dropStaged(database: Database, run: string, what: 'all' | 'after checkpoint'): void {
  const marks = [`${run}+`, what === 'all' ? run : `${run}+`] as const;
  for (const table of ['pool', 'cache', 'tracked']) database.run(`DELETE FROM ${table} WHERE run IN (?, ?)`, ...marks);
}

/** From now on the run goes on from here: what it has added so far stays. */
export function keepStaged(database: Database, run: string): void {
  for (const table of ['pool', 'cache', 'tracked'])
    database.run(`UPDATE OR REPLACE ${table} SET run = ? WHERE run = ?`, run, `${run}+`);
}

type Row = Record<string, unknown>;

function readPoolKey(row: Row): PoolKey {
  return { key: String(row['key']), entityType: String(row['entity']), addedMs: Number(row['added']) };
}

function readEntry(row: Row): LedgerEntry {
  return {
    identity: String(row['identity']),
    sourceId: String(row['source']),
    ...(row['reference'] === null ? {} : { reference: String(row['reference']) }),
    status: String(row['status']) as ItemStatus, // only put() writes the column
    attempts: Number(row['attempts']),
    ...(row['error'] === null ? {} : { lastError: String(row['error']) }),
    ...(row['doubt'] === 1 ? { inDoubt: true } : {}),
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
