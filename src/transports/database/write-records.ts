import type { TransportCall } from '../../contract/define-transport.ts';
import { isRunError, TerminalError } from '../../contract/errors.ts';
import { isObject } from '../../text/json.ts';
import { compilePath } from '../../text/path.ts';
import { boundValue, checkFits, ValueError } from './bound-value.ts';
import type { BoundStatement, BoundValue, Changed, ColumnFacts, Database, Rows, SqlDialect } from './dialect.ts';
import { badEndpoint, failureOf } from './failure.ts';
import type { TransportContext } from '../../contract/define-transport.ts';
import { compileFor } from './read-rows.ts';
import { bindStatement } from './statement.ts';
import {
  compileTable,
  deleteText,
  insertText,
  quoteTable,
  updatedColumns,
  updateText,
  upsertText,
  type TableColumn,
  type TableWrite,
} from './table.ts';

/** Records of one statement. */
const batchSize = 500;

/** What a write does inside of its transaction. */
export interface Writer {
  /** Quoted name of the table of receipts. */
  readonly receipts: string | undefined;
  write(database: Database, records: readonly unknown[]): Promise<Written>;
}

export interface Written {
  readonly affectedRows: number;
  readonly insertId?: string;
  readonly returned: readonly Rows[];
}

/** Errors: `run/bad-endpoint`. */
export function compileWriter(call: TransportCall, context: TransportContext, dialect: SqlDialect): Writer {
  const { query, table } = call.endpoint;
  if (query !== undefined && table !== undefined)
    throw badEndpoint(call, 'has "query" and "table"', 'Keep one of them.');
  if (table !== undefined) return tableWriter(compileTable(table, call, dialect), context, dialect);
  if (query === undefined)
    throw badEndpoint(
      call,
      'does not say what to write',
      'Give it "table" with "name" and "action", or "query" with "sql".',
    );
  return queryWriter(query.sql, query.receipts, query.mayAffectNone === true, call, dialect);
}

function queryWriter(
  sql: string,
  receipts: string | undefined,
  mayAffectNone: boolean,
  call: TransportCall,
  dialect: SqlDialect,
): Writer {
  const statement = compileFor(call, sql, dialect);
  if (!dialect.changes.has(statement.firstWord))
    throw badEndpoint(
      call,
      `sends, and its statement begins with ${statement.firstWord.toUpperCase()}`,
      `Statements that send begin with: ${[...dialect.changes].join(', ').toUpperCase()}. Others cannot be taken back when the payload fails.`,
    );
  const readers = new Map(
    statement.tokens.flatMap((one) => (one.kind === 'record' ? [[one.path, compilePath(one.path)] as const] : [])),
  );
  const usesRecords = readers.size > 0;
  const bind = (record: unknown, at: number, count: number): BoundStatement =>
    bindStatement(statement, (one) => {
      if (one.kind === 'variable') return call.fill(`{{${one.key}}}`);
      const value = readers.get(one.path)?.(record);
      const name = `[[payload${one.path === '' ? '' : `.${one.path}`}]]`;
      if (value === undefined) throw notBound(nameRecord(record, at, count, []), `has nothing at ${name}`);
      return bound(value, nameRecord(record, at, count, []), name);
    });
  return {
    receipts: receipts === undefined ? undefined : quoteTable(receipts, call, dialect)[0],
    async write(database, records) {
      // A statement that looks at no record is carried out once for the payload.
      const rows = usesRecords ? records : [records[0]];
      const returned: Rows[] = [];
      let affectedRows = 0;
      let insertId: string | undefined;
      for (const [at, record] of rows.entries()) {
        const name = nameRecord(record, at, rows.length, []);
        const changed = await named(name, () => database.change(bind(record, at, rows.length)));
        if (changed.affected === 0 && !mayAffectNone) throw noRow(name, 'the statement changed no row');
        affectedRows += changed.affected;
        insertId = rows.length === 1 ? changed.insertId : undefined;
        if (changed.returned !== undefined) returned.push(changed.returned);
      }
      return { affectedRows, returned, ...(insertId === undefined ? {} : { insertId }) };
    },
  };
}

function tableWriter(write: TableWrite, context: TransportContext, dialect: SqlDialect): Writer {
  const { columns, action } = write;
  const keys = columns.filter(({ isKey }) => isKey);
  const shown = keys.length > 0 ? keys : columns.slice(0, 1);
  let facts: ReadonlyMap<string, ColumnFacts> | undefined;
  const width = columns.length;
  const isBatched = action === 'insert' || (action === 'upsert' && dialect.upsert !== undefined);
  const size = isBatched ? Math.max(1, Math.min(batchSize, Math.floor(dialect.mostValues / width))) : 1;
  const textOf = (count: number): string =>
    action === 'insert' ? insertText(write, count, dialect) : (upsertText(write, count, dialect) ?? '');
  const update = updateText(write, dialect);
  const updated = updatedColumns(write);
  const valuesOf = (record: unknown, name: string, wanted: readonly TableColumn[]): readonly BoundValue[] => {
    if (!isObject(record)) throw notBound(name, 'is no object, so that it has no columns');
    return wanted.map((column) => valueOf(record, column, name, facts?.get(column.name)));
  };
  const insertOne = async (database: Database, record: unknown, name: string): Promise<Changed> => {
    const changed = await database.change({ text: textOfInsert(), values: valuesOf(record, name, columns) });
    if (changed.affected === 0 && !(action === 'upsert' && keys.length === width))
      throw noRow(name, 'the database took it, and wrote no row');
    return changed;
  };
  const textOfInsert = (): string => (isBatched ? textOf(1) : insertText(write, 1, dialect));
  const changeOne = async (database: Database, record: unknown, name: string): Promise<Changed> => {
    if (action === 'delete')
      return database.change({ text: deleteText(write, dialect), values: valuesOf(record, name, keys) });
    if (!isBatched) {
      const changed = await database.change({ text: update, values: valuesOf(record, name, updated) });
      if (changed.affected > 0) return changed;
      if (action === 'update') throw noRow(name, 'no row of the table has this key');
    }
    return insertOne(database, record, name);
  };
  return {
    receipts: write.receipts,
    async write(database, records) {
      facts ??= await factsOf(write, database, context);
      let affectedRows = 0;
      let insertId: string | undefined;
      for (let start = 0; start < records.length; start += size) {
        const batch = records.slice(start, start + size);
        const nameOf = (at: number): string => nameRecord(batch[at], start + at, records.length, shown);
        if (batch.length > 1) {
          // Values are looked at in front of the database, so that one that cannot be bound is named.
          const values = batch.flatMap((record, at) => valuesOf(record, nameOf(at), columns));
          await database.savepoint();
          const changed = await database.change({ text: textOf(batch.length), values }).catch(refusal);
          if (changed !== undefined && changed.affected === batch.length) {
            affectedRows += changed.affected;
            continue;
          }
          // One of them is not taken, or two of them are of one row: one by one it shows.
          await database.backToSavepoint();
        }
        for (const [at, record] of batch.entries()) {
          const name = nameOf(at);
          const changed = await named(name, () => changeOne(database, record, name));
          affectedRows += changed.affected;
          insertId = records.length === 1 ? changed.insertId : undefined;
        }
      }
      return { affectedRows, returned: [], ...(insertId === undefined ? {} : { insertId }) };
    },
  };
}

/** What the database says of the table. Errors: `run/database-refused`. */
async function factsOf(
  { table, parts, columns }: TableWrite,
  database: Database,
  context: TransportContext,
): Promise<ReadonlyMap<string, ColumnFacts>> {
  const facts = await database.columnsOf(parts);
  if (facts === undefined)
    throw failureOf({ kind: 'statement', text: `there is no table ${table}`, cause: undefined }, context);
  const unknown = columns.find(({ name }) => !facts.has(name));
  if (unknown === undefined) return facts;
  const text = `table ${table} has no column "${unknown.name}"; it has: ${[...facts.keys()].join(', ')}`;
  throw failureOf({ kind: 'statement', text, cause: undefined }, context);
}

function valueOf(
  record: unknown,
  { name: column, path, read, isKey, isOptional }: TableColumn,
  name: string,
  facts: ColumnFacts | undefined,
): BoundValue {
  const value = read(record);
  if (value === undefined && isOptional) return null;
  if (value === undefined)
    throw notBound(
      name,
      `has nothing at "${path}" for column "${column}"`,
      'Map it, or name the column in "optional" of the endpoint.',
    );
  if (value === null && isKey) throw notBound(name, `has null for "${column}", which tells rows apart`);
  return bound(value, name, `column "${column}"`, facts);
}

function bound(value: unknown, name: string, place: string, facts?: ColumnFacts): BoundValue {
  try {
    const one = boundValue(value);
    if (facts !== undefined) checkFits(one, facts);
    return one;
  } catch (error) {
    if (error instanceof ValueError) throw notBound(name, `cannot be written: ${place}: ${error.message}`);
    throw error;
  }
}

function refusal(error: unknown): undefined {
  if (isRunError(error) && error.code === 'run/record-refused') return undefined;
  throw error;
}

async function named<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isRunError(error) && error.code === 'run/record-refused' && !error.message.startsWith(name)
      ? error.with({ message: `${name} is refused: ${error.message}` })
      : error;
  }
}

/** `Record 17 (id 5)`, as people can find it. */
function nameRecord(record: unknown, at: number, count: number, shown: readonly TableColumn[]): string {
  const what = count === 1 ? 'The record' : `Record ${at}`;
  const key = shown
    .map(({ name, read }) => [name, read(record)] as const)
    .filter(([, value]) => value !== undefined && value !== null && typeof value !== 'object')
    .map(([name, value]) => `${name} ${String(value).slice(0, 80)}`);
  return key.length === 0 ? what : `${what} (${key.join(', ')})`;
}

function notBound(
  name: string,
  what: string,
  help = 'Correct it in front of the step, with a map or a script.',
): TerminalError {
  return new TerminalError({ code: 'run/value-not-bound', message: `${name} ${what}.`, help });
}

function noRow(name: string, what: string): TerminalError {
  return new TerminalError({
    code: 'run/record-refused',
    message: `${name} is refused: ${what}.`,
    help: 'Look whether the key is right. Where that may be: "upsert" inserts, and "mayAffectNone" of a query allows it.',
  });
}
