import type { Client, ClientConfig, QueryArrayResult } from 'pg';
import type { TransportContext } from '../../contract/define-transport.ts';
import { isRunError } from '../../contract/errors.ts';
import { portOf, requireTransportValue } from '../connection-values.ts';
import {
  BoundNumber,
  type BoundStatement,
  type BoundValue,
  type Changed,
  type ColumnFacts,
  type Database,
  type Rows,
} from '../database/dialect.ts';
import { failureOf, withinTime } from '../database/failure.ts';
import { databaseTransport } from '../database/session.ts';
import { withTls } from '../database/tls.ts';
import { cellOf } from './cells.ts';
import { postgresDialect } from './dialect.ts';
import { postgresFault } from './faults.ts';

/** What a session is told, so that texts mean the same on every server. */
const settings = [
  "SET DateStyle = 'ISO, YMD'",
  "SET TimeZone = 'UTC'",
  "SET bytea_output = 'hex'",
  'SET standard_conforming_strings = on',
  'SET extra_float_digits = 1',
  // Whoever reads may take his time between two pages.
  'SET idle_in_transaction_session_timeout = 0',
];

/** Texts as the server writes them. */
const types = { getTypeParser: () => (text: string) => text } as unknown as NonNullable<ClientConfig['types']>; // every type alike

type Cells = (string | null)[];

export default databaseTransport((context) => ({
  dialect: postgresDialect,
  async connect(timeoutMs) {
    const client = await connect(context, timeoutMs);
    const database = new Postgres(client, context, timeoutMs);
    try {
      await database.run([...settings, `SET statement_timeout = ${Math.round(timeoutMs)}`].join('; '));
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  },
}));

async function connect(context: TransportContext, timeoutMs: number): Promise<Client> {
  const { default: pg } = await import('pg');
  const config = {
    host: requireTransportValue(context, 'host'),
    port: portOf(context, 5432),
    database: requireTransportValue(context, 'database'),
    user: requireTransportValue(context, 'username'),
    password: requireTransportValue(context, 'password'),
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    application_name: 'repatch',
    types,
  };
  const open = async (ssl: ClientConfig['ssl']): Promise<Client> => {
    const client = new pg.Client({ ...config, ssl: ssl ?? false });
    // Between two statements nobody else listens; the next one says that the connection is gone.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  };
  try {
    return await withTls(
      context,
      open,
      (error) => error instanceof Error && /does not support SSL/u.test(error.message),
    );
  } catch (error) {
    throw isRunError(error) ? error : failureOf(postgresFault(error), context);
  }
}

class Postgres implements Database {
  readonly #client: Client;
  readonly #context: TransportContext;
  readonly #timeoutMs: number;
  /** Rejects when the connection goes away. */
  readonly #gone: Promise<never>;
  #isClosed = false;

  constructor(client: Client, context: TransportContext, timeoutMs: number) {
    this.#client = client;
    this.#context = context;
    this.#timeoutMs = timeoutMs;
    this.#gone = new Promise((_, reject) => {
      client.once('error', reject);
      client.once('end', () => reject(new Error('the server closed it')));
    });
    this.#gone.catch(() => undefined);
  }

  /** Errors: those of every method. */
  async #ask<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await withinTime(
        // The server's own limit comes first, and leaves the connection whole.
        this.#timeoutMs + 2000,
        this.#context,
        Promise.race([this.#gone, work()]),
        () => void this.close(),
      );
    } catch (error) {
      throw isRunError(error) ? error : failureOf(postgresFault(error), this.#context);
    }
  }

  async run(text: string): Promise<void> {
    await this.#ask(() => this.#client.query(text));
  }

  #query({ text, values }: BoundStatement): Promise<QueryArrayResult<Cells>> {
    return this.#ask(() => this.#client.query<Cells>({ text, values: values.map(textOf), rowMode: 'array' }));
  }

  beginReading(): Promise<void> {
    return this.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  }

  begin(): Promise<void> {
    return this.run('BEGIN');
  }

  async *read({ text, values }: BoundStatement, size: number): AsyncGenerator<Rows> {
    const { default: Cursor } = await import('pg-cursor');
    const cursor = this.#client.query(new Cursor<Cells>(text, values.map(textOf), { rowMode: 'array', types }));
    const next = (): Promise<Rows> =>
      this.#ask(
        () =>
          new Promise((resolve, reject) => {
            cursor.read(size, (error, rows, result) => {
              if (error === null || error === undefined) resolve(rowsOf(rows, result.fields));
              else reject(error);
            });
          }),
      );
    let hasFailed = true;
    try {
      let count: number;
      do {
        const rows = await next();
        count = rows.rows.length;
        hasFailed = false;
        yield rows;
        hasFailed = true;
      } while (count === size);
      hasFailed = false;
    } finally {
      // After a failure there is nothing to close.
      if (!hasFailed) await this.#ask(() => cursor.close());
    }
  }

  async change(statement: BoundStatement): Promise<Changed> {
    const { rowCount, rows, fields } = await this.#query(statement);
    return { affected: rowCount ?? 0, ...(fields.length === 0 ? {} : { returned: rowsOf(rows, fields) }) };
  }

  async columnsOf(parts: readonly string[]): Promise<ReadonlyMap<string, ColumnFacts> | undefined> {
    const name = parts.map((part) => postgresDialect.quote(part)).join('.');
    const text = `SELECT a.attname, t.typname, a.atttypmod FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;
    const { rows } = await this.#query({ text, values: [name] });
    if (rows.length === 0) return undefined;
    return new Map(rows.map(([column, type, modifier]) => [column ?? '', factsOf(type ?? '', Number(modifier))]));
  }

  savepoint(): Promise<void> {
    return this.run('SAVEPOINT records');
  }

  backToSavepoint(): Promise<void> {
    return this.run('ROLLBACK TO SAVEPOINT records');
  }

  /** Its number, and which life of the server it belongs to: after a change to another one the number may be another's. */
  async mark(): Promise<string> {
    const { rows } = await this.#query({ text: 'SELECT txid_current(), pg_postmaster_start_time()', values: [] });
    return (rows[0] ?? []).join('|');
  }

  async commit(): Promise<void> {
    const { command } = await this.#ask(() => this.#client.query('COMMIT'));
    // A transaction that has failed is undone by its commit, without a word.
    if (command !== 'COMMIT')
      throw failureOf({ kind: 'statement', text: 'the transaction was undone', cause: undefined }, this.#context);
  }

  async rollback(): Promise<boolean> {
    await this.run('ROLLBACK');
    return true;
  }

  async fateOf(mark: string): Promise<'committed' | 'undone' | 'unknown'> {
    const [number = '', life = ''] = mark.split('|');
    const text = 'SELECT txid_status($1::bigint), pg_postmaster_start_time()';
    for (let tries = 0; tries < 20; tries++) {
      const { rows } = await this.#query({ text, values: [number] });
      const [status, now] = rows[0] ?? [];
      if (now !== life) return 'unknown';
      if (status === 'committed') return 'committed';
      if (status === 'aborted') return 'undone';
      if (status !== 'in progress') return 'unknown';
      await this.#context.clock.sleep(250, this.#context.signal);
    }
    return 'unknown';
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { connection } = this.#client as unknown as { readonly connection: { readonly stream: { destroy(): void } } }; // not in its types
    // A statement that is under way would be waited for.
    const timer = setTimeout(() => connection.stream.destroy(), this.#context.signal.aborted ? 0 : 200);
    await Promise.race([this.#client.end().catch(() => undefined), this.#gone.catch(() => undefined)]);
    clearTimeout(timer);
    connection.stream.destroy();
  }
}

function textOf(value: BoundValue): string | null {
  if (value === null) return null;
  return value instanceof BoundNumber ? value.digits : String(value);
}

function rowsOf(
  rows: readonly Cells[],
  fields: readonly { readonly name: string; readonly dataTypeID: number }[],
): Rows {
  return {
    columns: fields.map(({ name }) => name),
    rows: rows.map((row) => fields.map(({ dataTypeID }, at) => cellOf(row[at] ?? null, dataTypeID))),
  };
}

function factsOf(type: string, modifier: number): ColumnFacts {
  if (type === 'int2' || type === 'int4' || type === 'int8') return { scale: 0 };
  if (type === 'numeric' && modifier >= 4) return { scale: (modifier - 4) & 0x7_ff };
  if (type === 'date') return { kind: 'date' };
  return type === 'timestamp' || type === 'time' ? { kind: 'local' } : {};
}
