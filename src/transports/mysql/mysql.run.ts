import { isIP } from 'node:net';
import type * as mysql2 from 'mysql2';
import type { Connection, ConnectionOptions, ExecuteValues } from 'mysql2';
import type { TransportContext } from '../../contract/define-transport.ts';
import { isRunError, TerminalError } from '../../contract/errors.ts';
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
import { withTls, type TlsOptions } from '../database/tls.ts';
import { cellOf, type MysqlField } from './cells.ts';
import { mysqlDialect } from './dialect.ts';
import { changedValues, mysqlFault } from './faults.ts';

type Library = typeof mysql2;

/** Values that do not fit are refused, not changed; times are in UTC; whoever reads may take his time between two pages. */
const settings =
  "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO'), SESSION time_zone = '+00:00', " +
  'SESSION net_write_timeout = 86400, SESSION wait_timeout = 86400';

/** SERVER_STATUS_IN_TRANS of the protocol. */
const inTransaction = 1;

export default databaseTransport((context) => ({
  dialect: mysqlDialect,
  async connect(timeoutMs) {
    const library = await import('mysql2');
    const connection = await connect(library, context, timeoutMs);
    const database = new Mysql(connection, library, context, timeoutMs);
    try {
      await database.run(settings);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  },
}));

async function connect(library: Library, context: TransportContext, timeoutMs: number): Promise<Connection> {
  const options: ConnectionOptions = {
    host: requireTransportValue(context, 'host'),
    port: portOf(context, 3306),
    database: requireTransportValue(context, 'database'),
    user: requireTransportValue(context, 'username'),
    password: requireTransportValue(context, 'password'),
    connectTimeout: timeoutMs,
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    rowsAsArray: true,
    maxPreparedStatements: 100,
    // A server could ask for files of this machine.
    flags: ['-LOCAL_FILES'],
  };
  // The library looks at names only.
  if (context.value('tls') === 'verify' && isIP(options.host ?? '') !== 0)
    throw new TerminalError({
      code: 'run/bad-credential',
      message: `${context.place} has "tls: verify" and the address ${options.host} for its host; certificates are checked by name.`,
      help: 'Set "host" to the name of the server.',
    });
  const open = (tls: TlsOptions | undefined): Promise<Connection> =>
    new Promise((resolve, reject) => {
      const ssl = tls === undefined ? {} : { ssl: { ...tls, verifyIdentity: tls.rejectUnauthorized } };
      const connection = library.createConnection({ ...options, ...ssl });
      // Between two statements nobody else listens; the next one says that the connection is gone.
      connection.on('error', () => undefined);
      connection.connect((error) => {
        if (error === null) return resolve(connection);
        connection.destroy();
        reject(error);
      });
    });
  try {
    return await withTls(
      context,
      open,
      (error) => error instanceof Error && 'code' in error && error.code === 'HANDSHAKE_NO_SSL_SUPPORT',
    );
  } catch (error) {
    throw isRunError(error) ? error : failureOf(mysqlFault(error), context);
  }
}

/** What the server says of a statement that gives no rows. */
interface Answer {
  readonly affectedRows: number;
  readonly insertId: number | string;
  readonly serverStatus: number;
  readonly warningStatus: number;
}

class Mysql implements Database {
  readonly #connection: Connection;
  readonly #library: Library;
  readonly #context: TransportContext;
  readonly #timeoutMs: number;
  /** Rejects when the connection goes away, also by our own hand: what was under way would wait for ever. */
  readonly #gone: Promise<never>;
  /** A statement has ended the transaction. */
  #hasEnded = false;
  #leave: (reason: Error) => void = () => undefined;

  constructor(connection: Connection, library: Library, context: TransportContext, timeoutMs: number) {
    this.#connection = connection;
    this.#library = library;
    this.#context = context;
    this.#timeoutMs = timeoutMs;
    this.#gone = new Promise((_, reject) => {
      this.#leave = reject;
      connection.on('error', reject);
      connection.on('end', () => reject(new Error('the server closed it')));
    });
    this.#gone.catch(() => undefined);
  }

  /** Errors: those of every method. */
  async #ask<Result>(work: (done: (error: Error | null, result: Result) => void) => void): Promise<Result> {
    const answer = new Promise<Result>((resolve, reject) => {
      work((error, result) => (error === null ? resolve(result) : reject(error)));
    });
    return this.#within(answer);
  }

  async #within<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await withinTime(
        this.#timeoutMs,
        this.#context,
        Promise.race([this.#gone, answer]),
        () => void this.close(),
      );
    } catch (error) {
      throw isRunError(error) ? error : failureOf(mysqlFault(error), this.#context);
    }
  }

  async run(text: string): Promise<Answer> {
    return this.#ask((done) =>
      this.#connection.query(text, (error, result) => done(error, result as unknown as Answer)),
    ); // no rows
  }

  async beginReading(): Promise<void> {
    await this.run('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await this.run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  }

  async begin(): Promise<void> {
    this.#hasEnded = false;
    await this.run('START TRANSACTION');
  }

  async *read({ text, values }: BoundStatement, size: number): AsyncGenerator<Rows> {
    const stream = this.#connection.execute(text, this.#bind(values)).stream({ highWaterMark: size });
    let fields: readonly MysqlField[] = [];
    stream.on('fields', (found: readonly MysqlField[]) => (fields = found));
    const cells = stream[Symbol.asyncIterator]() as AsyncIterator<readonly unknown[]>;
    let rows: (readonly string[])[] = [];
    let isFirst = true;
    const take = (): Rows => {
      const taken = { columns: fields.map(({ name }) => name), rows };
      rows = [];
      isFirst = false;
      return taken;
    };
    try {
      for (;;) {
        const next = await this.#within(cells.next());
        if (next.done === true) break;
        const row = next.value;
        rows.push(fields.map((field, at) => cellOf(row[at], field)));
        if (rows.length === size) yield take();
      }
      if (isFirst || rows.length > 0) yield take();
    } finally {
      // Rows that nobody wants would be waited for.
      if (!stream.readableEnded) await this.close();
    }
  }

  async change({ text, values }: BoundStatement): Promise<Changed> {
    const answer = await this.#ask<unknown>((done) => this.#connection.execute(text, this.#bind(values), done));
    // A procedure gives rows first, and then what it has done.
    const result = (Array.isArray(answer) ? answer.at(-1) : answer) as Answer;
    const { affectedRows, insertId, serverStatus, warningStatus } = result;
    if (warningStatus > 0) await this.#refuseChanges();
    if ((serverStatus & inTransaction) === 0) {
      this.#hasEnded = true;
      throw failureOf(
        { kind: 'statement', text: 'it ended the transaction, so that it cannot be undone', cause: undefined },
        this.#context,
      );
    }
    const id = String(insertId);
    return { affected: affectedRows, ...(id === '0' || affectedRows !== 1 ? {} : { insertId: id }) };
  }

  async #refuseChanges(): Promise<void> {
    const warnings = await this.#ask<unknown>((done) => this.#connection.query('SHOW WARNINGS', done));
    for (const [, number, text] of warnings as readonly (readonly [string, number, string])[])
      if (changedValues.has(Number(number)))
        throw failureOf(
          { ...mysqlFault({ message: text, errno: Number(number), sqlState: '22000' }), kind: 'record' },
          this.#context,
        );
  }

  async columnsOf(parts: readonly string[]): Promise<ReadonlyMap<string, ColumnFacts> | undefined> {
    const [table = '', schema] = parts.toReversed();
    const text = `SELECT column_name, data_type, numeric_scale FROM information_schema.columns
      WHERE table_schema = ${schema === undefined ? 'DATABASE()' : '?'} AND table_name = ? ORDER BY ordinal_position`;
    const values = schema === undefined ? [table] : [schema, table];
    const rows = await this.#ask<unknown>((done) => this.#connection.execute(text, values, done));
    const columns = rows as readonly (readonly [string, string, string | number | null])[];
    if (columns.length === 0) return undefined;
    return new Map(columns.map(([name, type, scale]) => [name, factsOf(type.toLowerCase(), scale)]));
  }

  async savepoint(): Promise<void> {
    await this.run('SAVEPOINT records');
  }

  async backToSavepoint(): Promise<void> {
    await this.run('ROLLBACK TO SAVEPOINT records');
  }

  async commit(): Promise<void> {
    await this.run('COMMIT');
  }

  async rollback(): Promise<boolean> {
    const { warningStatus } = await this.run('ROLLBACK');
    return warningStatus === 0 && !this.#hasEnded;
  }

  close(): Promise<void> {
    this.#leave(new Error('it was closed'));
    this.#connection.destroy();
    return Promise.resolve();
  }

  /** Numbers go as numbers: compared with a text, a database takes both for inexact ones. */
  #bind(values: readonly BoundValue[]): ExecuteValues[] {
    const { TypedParameter } = this.#library;
    return values.map((value) => {
      if (value === null) return null;
      if (typeof value === 'string') return value;
      if (typeof value === 'boolean') return value ? 1 : 0;
      if (!(value instanceof BoundNumber)) return String(value);
      return value.isInteger ? TypedParameter.BIGINT(BigInt(value.digits)) : TypedParameter.NEWDECIMAL(value.digits);
    });
  }
}

function factsOf(type: string, scale: string | number | null): ColumnFacts {
  if (type.endsWith('int')) return { scale: 0 };
  if (type === 'decimal' && scale !== null) return { scale: Number(scale) };
  if (type === 'date') return { kind: 'date' };
  return type === 'datetime' || type === 'timestamp' || type === 'time' ? { kind: 'local' } : {};
}
