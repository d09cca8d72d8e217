import type {
  OpenTransport,
  ReadDocument,
  TransportCall,
  TransportContext,
  TransportSession,
  WriteOptions,
} from '../../contract/define-transport.ts';
import { isRunError, TerminalError, type RetryableError, type RunError } from '../../contract/errors.ts';
import { isRepeatable, shownEndpoint } from '../../contract/http-call.ts';
import type { Database, Engine } from './dialect.ts';
import { readRows } from './read-rows.ts';
import { RowsJson } from './rows-json.ts';
import { compileWriter, type Writer, type Written } from './write-records.ts';

/** Rows of any database that has statements, values that are bound and transactions. */
export function databaseTransport(engineOf: (context: TransportContext) => Engine): OpenTransport {
  return (context) => new DatabaseSession(context, engineOf(context));
}

/** Whatever one payload changes is one transaction: it is there as a whole, or not at all. */
class DatabaseSession implements TransportSession {
  readonly #context: TransportContext;
  readonly #engine: Engine;
  /** Every connection, to be cut when the run is stopped. */
  readonly #opened = new Set<Database>();
  /** The one that writes. */
  #writing: Database | undefined;
  #timeoutMs = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: TransportContext, engine: Engine) {
    this.#context = context;
    this.#engine = engine;
    // Whoever stops the run does not wait for the database. What has not been committed is undone there.
    context.signal.addEventListener('abort', () => void this.close(), { once: true });
  }

  read(call: TransportCall): AsyncGenerator<ReadDocument> {
    return readRows(call, this.#context, this.#engine, this.#opened);
  }

  claim(): void {
    // Rows are told apart by the database.
  }

  write(call: TransportCall, _document: Uint8Array, options: WriteOptions): Promise<string> {
    const turn = this.#last.then(() => this.#write(call, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #write(call: TransportCall, options: WriteOptions): Promise<string> {
    let records: readonly unknown[];
    let writer: Writer;
    try {
      writer = compileWriter(call, this.#context, this.#engine.dialect);
      records = await options.records();
    } catch (error) {
      throw undone(error);
    }
    const written = await call.attempt(() => this.#transaction(call, writer, records, options));
    if (written === 'before') {
      this.#context.note(`"${call.endpoint.name}" had written the payload before; its receipt is there.`, call.step);
      return '{"affectedRows":0,"wasWrittenBefore":true}';
    }
    this.#context.note(`Wrote ${records.length} records with "${call.endpoint.name}".`, call.step);
    return answerOf(written, call);
  }

  async #transaction(
    call: TransportCall,
    writer: Writer,
    records: readonly unknown[],
    { key }: WriteOptions,
  ): Promise<Written | 'before'> {
    let database: Database | undefined;
    let written: Written;
    let mark: string | undefined;
    try {
      database = await this.#connection(call);
      await database.begin();
      if (writer.receipts !== undefined && !(await leaveReceipt(database, this.#engine, writer.receipts, key))) {
        await database.rollback();
        return 'before';
      }
      written = await writer.write(database, records);
      mark = await database.mark?.();
    } catch (error) {
      throw await this.#giveUp(call, error);
    }
    try {
      await database.commit();
      return written;
    } catch (error) {
      // The database answered that it has undone it.
      if (!isOpen(error)) throw await this.#giveUp(call, error);
      await this.#drop();
      return await this.#settle(call, error, written, mark);
    }
  }

  /** The answer to a commit was lost. */
  async #settle(call: TransportCall, error: RunError, written: Written, mark: string | undefined): Promise<Written> {
    const fate = mark === undefined ? 'unknown' : await this.#fateOf(call, mark);
    if (fate === 'committed') return written;
    if (fate === 'undone') throw undone(error);
    // A repetition changes nothing, or finds the receipt.
    if (isRepeatable(call.endpoint)) throw error.with({ wasSent: true });
    const request = shownEndpoint({ protocol: this.#context.protocol }, call.endpoint);
    const reason = 'the connection broke before the answer to the commit: it may have been written';
    await this.#context.doubt({ step: call.step, request, reason });
    throw new TerminalError({
      ...error.details,
      message: `${error.message} Nobody knows whether the payload was written, and it is not written again.`,
      help: 'Look in the table. With "receipts" of the endpoint such a write can be repeated.',
      wasSent: true,
    });
  }

  async #fateOf(call: TransportCall, mark: string): Promise<'committed' | 'undone' | 'unknown'> {
    try {
      return (await (await this.#connection(call)).fateOf?.(mark)) ?? 'unknown';
    } catch (error) {
      if (!isRunError(error)) throw error;
      return 'unknown';
    }
  }

  /** Nothing of it is there: the database undoes what is not committed. */
  async #giveUp(call: TransportCall, error: unknown): Promise<unknown> {
    const database = this.#writing;
    if (database === undefined || isOpen(error) || !isRunError(error)) {
      await this.#drop();
      return undone(error);
    }
    let isAllUndone: boolean;
    try {
      isAllUndone = await database.rollback();
    } catch {
      await this.#drop();
      return undone(error);
    }
    if (isAllUndone) return undone(error);
    const request = shownEndpoint({ protocol: this.#context.protocol }, call.endpoint);
    const reason =
      'a table without transactions, or a procedure that ends them, keeps what was written before the failure';
    await this.#context.doubt({ step: call.step, request, reason });
    return new TerminalError({ ...error.details, wasSent: true });
  }

  async #connection({ timeoutMs }: TransportCall): Promise<Database> {
    if (this.#timeoutMs !== timeoutMs) await this.#drop();
    if (this.#writing === undefined) {
      this.#timeoutMs = timeoutMs;
      this.#writing = await this.#engine.connect(timeoutMs);
      this.#opened.add(this.#writing);
    }
    return this.#writing;
  }

  async #drop(): Promise<void> {
    const database = this.#writing;
    this.#writing = undefined;
    if (database === undefined) return;
    this.#opened.delete(database);
    await database.close();
  }

  cleanUp(): Promise<void> {
    return Promise.resolve(); // nothing is left to be done
  }

  async close(): Promise<void> {
    this.#writing = undefined;
    const all = [...this.#opened];
    this.#opened.clear();
    for (const database of all) await database.close();
  }
}

/** False when it is there already: then the payload has been written. */
async function leaveReceipt(database: Database, { dialect }: Engine, table: string, key: string): Promise<boolean> {
  const id = dialect.quote('id');
  const values = [key];
  try {
    await database.change({ text: `INSERT INTO ${table} (${id}) VALUES (${dialect.placeholder(1)})`, values });
    return true;
  } catch (error) {
    if (!isRunError(error)) throw error;
    if (error.code === 'run/database-refused')
      throw error.with({
        message: `The table of receipts cannot be used. ${error.message}`,
        help: `Make it: CREATE TABLE ${table} (${id} VARCHAR(64) PRIMARY KEY).`,
      });
    if (error.code !== 'run/record-refused') throw error;
    await database.rollback();
    await database.begin();
    const text = `SELECT ${id} FROM ${table} WHERE ${id} = ${dialect.placeholder(1)}`;
    let isThere = false;
    for await (const { rows } of database.read({ text, values }, 2)) isThere ||= rows.length > 0;
    if (isThere) return false;
    throw error;
  }
}

/** The connection broke, or nobody waited any longer. */
function isOpen(error: unknown): error is RetryableError {
  return isRunError(error) && (error.code === 'run/connection-failed' || error.code === 'run/timed-out');
}

function undone(error: unknown): unknown {
  return isRunError(error) ? error.with({ wasSent: false }) : error;
}

function answerOf({ affectedRows, insertId, returned }: Written, { endpoint }: TransportCall): string {
  const id = insertId === undefined ? '' : `,"insertId":${insertId}`;
  if (returned.length === 0) return `{"affectedRows":${affectedRows}${id}}`;
  const rows = new RowsJson(endpoint.name);
  for (const one of returned) rows.add(one);
  return `{"affectedRows":${affectedRows}${id},"rows":${rows.end().toString('utf8')}}`;
}
