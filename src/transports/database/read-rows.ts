import type { ReadDocument, TransportCall, TransportContext } from '../../contract/define-transport.ts';
import { isRunError, TerminalError } from '../../contract/errors.ts';
import { BoundNumber, type BoundStatement, type Database, type Engine } from './dialect.ts';
import { badEndpoint } from './failure.ts';
import { RowsJson } from './rows-json.ts';
import { bindStatement, compileStatement, StatementError, type Statement, type StatementToken } from './statement.ts';

/** Rows that are fetched at once, however many make a payload. */
const fetchedRows = 1000;

type Page = { readonly body: Buffer; readonly rows: number };

/**
 * The rows of a query, page by page, all of one state of the database. When the connection breaks before the first page is
 * there, it is asked again; later, what it still had to give cannot be told, and that is a failure.
 */
export async function* readRows(
  call: TransportCall,
  context: TransportContext,
  { dialect, connect }: Engine,
  opened: Set<Database>,
): AsyncGenerator<ReadDocument> {
  const { endpoint, step } = call;
  const plan = planOf(call, dialect.reads, compileOf(call, dialect));
  const open = async (): Promise<{
    readonly database: Database;
    readonly pages: AsyncGenerator<Page>;
    readonly first: IteratorResult<Page>;
  }> => {
    const database = await connect(call.timeoutMs);
    opened.add(database);
    try {
      await database.beginReading();
      const pages = plan.byOffset ? pagesByOffset(call, database, plan) : pagesOf(call, database, plan);
      return { database, pages, first: await pages.next() };
    } catch (error) {
      await close(database, opened);
      throw error;
    }
  };
  const { database, pages, first } = await call.attempt(open);
  let rows = 0;
  try {
    for (let page = first, number = 1; page.done !== true; number++, page = await pages.next()) {
      context.signal.throwIfAborted();
      rows += page.value.rows;
      yield {
        name: `Page ${number} of "${endpoint.name}"`,
        body: page.value.body,
        contentType: 'application/json',
        records: page.value.rows,
        meta: {},
      };
    }
    await database.commit();
    context.note(`Read ${rows} rows with "${endpoint.name}".`, step);
  } catch (error) {
    context.signal.throwIfAborted();
    throw isRunError(error) && rows > 0
      ? error.with({ message: `After ${rows} rows of "${endpoint.name}": ${error.message}`, step })
      : error;
  } finally {
    await close(database, opened);
  }
}

async function close(database: Database, opened: Set<Database>): Promise<void> {
  opened.delete(database);
  await database.close();
}

interface ReadPlan {
  readonly statement: Statement;
  /** Rows of one page; `undefined`: all. */
  readonly size: number | undefined;
  readonly byOffset: boolean;
}

function compileOf(call: TransportCall, dialect: Engine['dialect']): Statement {
  const sql = call.endpoint.query?.sql;
  if (sql === undefined)
    throw badEndpoint(call, 'receives, and has no "query"', 'Give it "query" with "sql", a statement that reads.');
  return compileFor(call, sql, dialect);
}

/** Errors: `run/bad-endpoint`. */
export function compileFor(call: TransportCall, sql: string, dialect: Engine['dialect']): Statement {
  try {
    return compileStatement(sql, dialect);
  } catch (error) {
    if (error instanceof StatementError) throw badEndpoint(call, error.message, error.help);
    throw error;
  }
}

function planOf(call: TransportCall, reads: ReadonlySet<string>, statement: Statement): ReadPlan {
  const { pagination, query } = call.endpoint;
  if (!reads.has(statement.firstWord))
    throw badEndpoint(
      call,
      `receives, and its statement begins with ${statement.firstWord.toUpperCase()}`,
      `Statements that read begin with: ${[...reads].join(', ').toUpperCase()}. For others let the endpoint send.`,
    );
  if (statement.tokens.some(({ kind }) => kind === 'record'))
    throw badEndpoint(
      call,
      'receives, and its statement uses [[payload]]',
      'Give the value as a variable of the step.',
    );
  if (pagination !== undefined && pagination.method !== 'Database limit offset' && pagination.method !== 'default')
    throw badEndpoint(call, `pages by "${pagination.method}"`, 'Databases page by "Database limit offset".');
  const limit = pagination?.method === 'Database limit offset' ? pagination.limit : undefined;
  const used = ['limit', 'offset'].filter((key) =>
    statement.tokens.some((one) => one.kind === 'variable' && one.key === key),
  );
  if (limit === undefined || used.length === 0) return { statement, size: query?.rows ?? limit, byOffset: false };
  if (used.length === 1)
    throw badEndpoint(call, `uses {{${used[0]}}} alone`, 'Use {{limit}} and {{offset}}, or neither.');
  // Without an order every page could begin anywhere.
  if (!statement.isOrdered)
    throw badEndpoint(
      call,
      'pages by offset through rows that have no order',
      'Add ORDER BY with columns that tell every row, or take {{limit}} and {{offset}} out: then the rows are read on.',
    );
  if (query?.rows !== undefined) throw badEndpoint(call, 'has "rows" beside {{limit}}', 'Take one of them away.');
  return { statement, size: limit, byOffset: true };
}

function bind(call: TransportCall, statement: Statement, own: Readonly<Record<string, number>> = {}): BoundStatement {
  return bindStatement(statement, (one: StatementToken) => {
    if (one.kind === 'record') return null; // there is none, as planOf has seen
    const number = own[one.key];
    return number === undefined ? call.fill(`{{${one.key}}}`) : new BoundNumber(String(number));
  });
}

async function* pagesOf(call: TransportCall, database: Database, { statement, size }: ReadPlan): AsyncGenerator<Page> {
  const { name } = call.endpoint;
  let page = new RowsJson(name);
  let isFirst = true;
  for await (const { columns, rows } of database.read(
    bind(call, statement),
    Math.min(size ?? fetchedRows, fetchedRows),
  )) {
    for (let at = 0; at < rows.length;) {
      const taken = rows.slice(at, size === undefined ? undefined : at + size - page.rows);
      page.add({ columns, rows: taken });
      at += taken.length;
      if (page.rows !== size) continue;
      yield { body: page.end(), rows: page.rows };
      page = new RowsJson(name);
      isFirst = false;
    }
  }
  if (isFirst || page.rows > 0) yield { body: page.end(), rows: page.rows };
}

async function* pagesByOffset(call: TransportCall, database: Database, plan: ReadPlan): AsyncGenerator<Page> {
  const { statement, size: limit = fetchedRows } = plan;
  let before: Buffer | undefined;
  for (let offset = 0; ; offset += limit) {
    const page = new RowsJson(call.endpoint.name);
    const statementOfPage = bind(call, statement, { limit, offset });
    for await (const rows of database.read(statementOfPage, fetchedRows)) page.add(rows);
    const body = page.end();
    if (page.rows > limit || (page.rows > 0 && before?.equals(body) === true)) throw samePage(call, page.rows > limit);
    if (page.rows > 0 || offset === 0) yield { body, rows: page.rows };
    if (page.rows < limit) return;
    before = body;
  }
}

function samePage({ endpoint, step }: TransportCall, isLonger: boolean): TerminalError {
  const what = isLonger ? 'has more rows than {{limit}}' : 'is the same as the page before';
  return new TerminalError({
    code: 'run/bad-endpoint',
    message: `A page of "${endpoint.name}" ${what}: the statement does not page.`,
    help: 'Use {{limit}} and {{offset}} as the database counts rows, or take them out.',
    step,
  });
}
