import type { Layout } from '../../contract/define-format.ts';
import { isExactNumber } from '../../text/exact-number.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import { notExpressible } from '../bad-document.ts';
import { layoutOf, usualLayout, type CsvLayout } from './layout.ts';
import { sourceOf, type RowSource } from './row-source.ts';

/** Rows as text. A row that was read and has not been changed comes out as it stood, where it has the same columns. */
export function printRows(value: unknown, given: Layout | undefined): string {
  const layout: CsvLayout = { ...usualLayout, ...layoutOf(given) };
  const rows = rowsOf(value);
  const columns = columnsOf(rows, layout);
  const written = { ...layout, columns };
  const lines = rows.map((row) => printRow(row, written, rowsAsRead(layout, columns)));
  if (layout.hasHeader && columns.length > 0) lines.unshift(printCells(columns, written));
  // A line that names another delimiter than the one that is written would make one column of all.
  const lead = layout.lead.includes(`=${layout.delimiter}`) ? layout.lead : '';
  return lead + lines.join(layout.lineEnd) + (layout.endsLine && lines.length > 0 ? layout.lineEnd : '');
}

/** Refuses what is no list of rows. */
export function requireRows(value: unknown): void {
  rowsOf(value);
}

function rowsOf(value: unknown): readonly JsonObject[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
  return rows.map((row, index) => {
    if (isObject(row)) return row;
    throw notExpressible(
      'CSV',
      `element ${index} is no row, but ${kindOf(row)}`,
      'Map to a list of objects whose members are the cells.',
    );
  });
}

/** Those of the document, and behind them what the rows have besides, in order of appearance. */
function columnsOf(rows: readonly JsonObject[], { columns, hasHeader }: CsvLayout): readonly string[] {
  const known = new Set(columns);
  for (const row of rows) for (const name of Object.keys(row)) known.add(name);
  if (known.size === columns.length) return columns;
  if (hasHeader) return [...known];
  const odd = [...known].find((name) => !/^\d+$/u.test(name));
  if (odd === undefined)
    return Array.from({ length: Math.max(...Array.from(known, Number)) + 1 }, (_, index) => String(index));
  throw notExpressible(
    'CSV without a header',
    `column "${odd}" has a name`,
    'Map to columns called 0, 1, 2 and so on.',
  );
}

/** Which rows may be taken over as they stood. */
function rowsAsRead(layout: CsvLayout, columns: readonly string[]): (source: RowSource) => boolean {
  return ({ layout: { columns: own, delimiter, quote } }) =>
    delimiter === layout.delimiter &&
    quote === layout.quote &&
    own.length === columns.length &&
    own.every((name, index) => name === columns[index]);
}

function printRow(row: JsonObject, layout: CsvLayout, isAsRead: (source: RowSource) => boolean): string {
  const source = sourceOf(row);
  if (source !== undefined && isAsRead(source)) return source.text.toString('utf8', source.start, source.end);
  return printCells(
    layout.columns.map((name) => cellOf(Object.hasOwn(row, name) ? row[name] : undefined, name)),
    layout,
  );
}

function cellOf(value: unknown, name: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object' && !isExactNumber(value))
    throw notExpressible(
      'CSV',
      `column "${name}" holds ${kindOf(value)}, and a cell holds one value`,
      'Map its parts to columns of their own, or batch the list into rows first.',
    );
  return String(value as string | number | boolean);
}

export function printCells(cells: readonly string[], layout: CsvLayout): string {
  // An empty line would be no row at all.
  if (cells.length === 1 && cells[0] === '' && layout.quote !== null) return layout.quote + layout.quote;
  return cells.map((cell) => printCell(cell, layout)).join(layout.delimiter);
}

function printCell(cell: string, { delimiter, quote }: CsvLayout): string {
  const isPlain = !/[\r\n]|^\s|\s$/u.test(cell) && !cell.includes(delimiter) && !cell.startsWith('\uFEFF');
  if (quote === null) {
    if (/[\r\n]/u.test(cell) || cell.includes(delimiter))
      throw notExpressible(
        'CSV without quotes',
        'a cell holds the delimiter or a line end',
        'Choose another delimiter, or a quote, under "csv" of the endpoint.',
      );
    return cell;
  }
  if (isPlain && !cell.includes(quote)) return cell;
  return quote + cell.replaceAll(quote, quote + quote) + quote;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return typeof value === 'object' && !isExactNumber(value) ? 'an object' : 'a single value';
}
