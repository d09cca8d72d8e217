import type { TableSettings } from '../../connector/definition.ts';
import type { TransportCall } from '../../contract/define-transport.ts';
import { compilePath } from '../../text/path.ts';
import type { SqlDialect } from './dialect.ts';
import { badEndpoint } from './failure.ts';

/** What is written to a table, out of its settings. */
export interface TableWrite {
  readonly action: TableSettings['action'];
  /** Quoted. */
  readonly table: string;
  readonly parts: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly receipts: string | undefined;
}

export interface TableColumn {
  readonly name: string;
  readonly quoted: string;
  readonly path: string;
  readonly read: (record: unknown) => unknown;
  readonly isKey: boolean;
  readonly isOptional: boolean;
}

/** Errors: `run/bad-endpoint`. */
export function compileTable(settings: TableSettings, call: TransportCall, dialect: SqlDialect): TableWrite {
  const { name, action, key = [], columns = [], optional = [], receipts } = settings;
  const paths = Array.isArray(columns) ? columns.map((one): [string, string] => [one, one]) : Object.entries(columns);
  const named = new Map(paths);
  if (action === 'insert' && key.length > 0)
    throw badEndpoint(call, 'has a "key", which an insert does not look for', 'Take it away, or use "upsert".');
  if (action !== 'insert' && key.length === 0)
    throw badEndpoint(
      call,
      `does not say which row it should ${action}`,
      'Give "table" a "key": the columns that tell a row.',
    );
  if (action !== 'delete' && paths.length === 0)
    throw badEndpoint(call, 'does not say which columns to write', 'Give "table" "columns".');
  if (action === 'delete' && paths.some(([column]) => !key.includes(column)))
    throw badEndpoint(call, 'deletes, and names columns beside the key', 'Take them away.');
  for (const column of key) if (!named.has(column)) named.set(column, column);
  if (action === 'update' && named.size === key.length)
    throw badEndpoint(call, 'updates nothing but the key', 'Add to "columns" what is to be written.');
  for (const column of optional)
    if (!named.has(column) || key.includes(column))
      throw badEndpoint(
        call,
        `calls "${column}" optional, which is none of its columns or part of the key`,
        'Correct it.',
      );
  const [table, parts] = quoteTable(name, call, dialect);
  return {
    action,
    table,
    parts,
    columns: Array.from(named, ([column, path]) => ({
      name: column,
      quoted: quoteName(column, call, dialect),
      path,
      read: compilePath(path),
      isKey: key.includes(column),
      isOptional: optional.includes(column),
    })),
    receipts: receipts === undefined ? undefined : quoteTable(receipts, call, dialect)[0],
  };
}

/** TABLE or SCHEMA.TABLE. Errors: `run/bad-endpoint`. */
export function quoteTable(
  name: string,
  call: TransportCall,
  dialect: SqlDialect,
): readonly [quoted: string, parts: readonly string[]] {
  const parts = name.split('.');
  return [parts.map((part) => quoteName(part, call, dialect)).join('.'), parts];
}

function quoteName(name: string, call: TransportCall, dialect: SqlDialect): string {
  if (name !== '' && !/[\0{}[\]]/u.test(name) && Buffer.byteLength(name) <= dialect.longestName)
    return dialect.quote(name);
  throw badEndpoint(
    call,
    `has "${name}" for a name of a table or a column`,
    `Names have 1 to ${dialect.longestName} signs, and no variables.`,
  );
}

/** A statement with so many records' values, column by column. */
export function insertText({ table, columns }: TableWrite, records: number, dialect: SqlDialect): string {
  return `INSERT INTO ${table} (${columns.map(({ quoted }) => quoted).join(', ')}) VALUES ${tuples(columns.length, records, dialect)}`;
}

export function upsertText(
  { table, columns }: TableWrite,
  records: number,
  { upsert, ...dialect }: SqlDialect,
): string | undefined {
  const key = columns.filter(({ isKey }) => isKey).map(({ quoted }) => quoted);
  return upsert?.(
    table,
    columns.map(({ quoted }) => quoted),
    key,
    tuples(columns.length, records, dialect),
  );
}

/** Values: those of the columns that are written, then the key. */
export function updateText({ table, columns }: TableWrite, dialect: SqlDialect): string {
  const rest = columns.filter(({ isKey }) => !isKey);
  // A table that is all key is met by writing the key to itself.
  const written = rest.length === 0 ? columns : rest;
  const sets = written.map(({ quoted }, at) => `${quoted} = ${dialect.placeholder(at + 1)}`).join(', ');
  return `UPDATE ${table} SET ${sets}${whereText(columns, written.length, dialect)}`;
}

export function updatedColumns({ columns }: TableWrite): readonly TableColumn[] {
  const rest = columns.filter(({ isKey }) => !isKey);
  return [...(rest.length === 0 ? columns : rest), ...columns.filter(({ isKey }) => isKey)];
}

export function deleteText({ table, columns }: TableWrite, dialect: SqlDialect): string {
  return `DELETE FROM ${table}${whereText(columns, 0, dialect)}`;
}

function whereText(columns: readonly TableColumn[], before: number, dialect: SqlDialect): string {
  const key = columns.filter(({ isKey }) => isKey);
  return ` WHERE ${key.map(({ quoted }, at) => `${quoted} = ${dialect.placeholder(before + at + 1)}`).join(' AND ')}`;
}

function tuples(width: number, records: number, { placeholder }: Pick<SqlDialect, 'placeholder'>): string {
  const all: string[] = [];
  for (let record = 0; record < records; record++)
    all.push(`(${Array.from({ length: width }, (_, at) => placeholder(record * width + at + 1)).join(', ')})`);
  return all.join(', ');
}
