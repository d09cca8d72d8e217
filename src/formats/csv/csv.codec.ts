import { CsvError, parse, type InfoRecord } from 'csv-parse/sync';
import type { CreateCodec, CutDocument, Layout } from '../../contract/define-format.ts';
import { badDocument } from '../bad-document.ts';
import { detectDelimiter, detectLineEnd } from './detect.ts';
import { layoutOf, type CsvLayout } from './layout.ts';
import { printCells, printRows, requireRows } from './print-rows.ts';
import { addSource } from './row-source.ts';

type Row = Record<string, string>;

/** Reads rows strictly: a row of another width, a quote in the wrong place or a name given twice is a failure, never a guess. */
const createCodec: CreateCodec = (assume) => {
  const layoutFor = (bytes: Uint8Array, given: Layout | undefined): CsvLayout => {
    const known = layoutOf(given);
    const quote = known.quote === undefined ? '"' : known.quote;
    return {
      delimiter: known.delimiter ?? (assume('csv.delimiter') === 'comma' ? ',' : detectDelimiter(bytes, quote)),
      quote,
      hasHeader: known.hasHeader ?? assume('csv.columns') === 'header',
      lineEnd: detectLineEnd(bytes, quote) ?? known.lineEnd ?? '\r\n',
      endsLine: bytes.length === 0 || bytes.at(-1) === 10 || bytes.at(-1) === 13,
      columns: [],
      lead: known.lead ?? '',
    };
  };
  const open = (
    bytes: Uint8Array,
    given: Layout | undefined,
  ): { readonly text: Buffer; readonly layout: CsvLayout } => {
    const whole = bufferOf(bytes);
    const line = delimiterLine(whole);
    const text = whole.subarray(line?.lead.length ?? 0);
    return { text, layout: layoutFor(text, { ...given, lead: '', ...line }) };
  };
  return {
    read(bytes, given) {
      const rows: Row[] = [];
      const { text, layout: own } = open(bytes, given);
      const layout = eachRow(text, own, (cells, { start, end }, found) => {
        const row = rowOf(cells, found.columns);
        addSource(row, { text, start, end, layout: found });
        rows.push(row);
      });
      return { value: rows, layout: { ...layout } };
    },
    cut(bytes, given, size) {
      const { text, layout } = open(bytes, given);
      return cutRows(text, layout, size);
    },
    print: printRows,
    check: requireRows,
    // A document is a list of rows, also when there is one.
    part: ({ value }) => (Array.isArray(value) ? value : [value]),
  };
};

export default createCodec;

type TakeRow = (
  cells: readonly string[],
  place: { readonly start: number; readonly end: number },
  layout: CsvLayout,
) => void;

/** Calls `take` with every row. Returns the layout with the columns. */
function eachRow(text: Buffer, layout: CsvLayout, take: TakeRow): CsvLayout {
  let columns: readonly string[] | undefined;
  let complete = layout;
  let next = 0;
  const onRecord = (cells: readonly string[], info: InfoRecord): null => {
    const start = next;
    next = info.bytes;
    // A line without anything is no row of several cells.
    if (cells.length === 1 && cells[0] === '' && (columns?.length ?? 2) > 1 && isBlank(text, start, next)) return null;
    if (columns === undefined) {
      columns = layout.hasHeader ? namesOf(cells, info.lines) : cells.map((_, index) => String(index));
      complete = { ...layout, columns };
      if (layout.hasHeader) return null;
    }
    if (cells.length !== columns.length) throw wrongWidth(cells.length, columns.length, info.lines);
    take(cells, { start, end: withoutLineEnd(text, start, next) }, complete);
    return null;
  };
  try {
    parse(text, {
      delimiter: layout.delimiter,
      quote: layout.quote ?? false,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: onRecord as never, // the declared type knows no list of cells
    });
  } catch (cause) {
    if (cause instanceof CsvError) throw unreadable(cause);
    throw cause;
  }
  return complete;
}

/** Reads all rows, and keeps of them only where each document begins and ends. */
function cutRows(text: Buffer, given: CsvLayout, size: number): Iterable<CutDocument> {
  const places: { readonly start: number; end: number; records: number; readonly record?: Row }[] = [];
  const layout = eachRow(text, given, (cells, { start, end }, { columns }) => {
    const last = places.at(-1);
    if (last === undefined || last.records === size)
      places.push({ start, end, records: 1, ...(size === 1 ? { record: rowOf(cells, columns) } : {}) });
    else Object.assign(last, { end, records: last.records + 1 });
  });
  const header = layout.hasHeader ? printCells(layout.columns, layout) + layout.lineEnd : '';
  const head = Buffer.from(layout.lead + header);
  const tail = Buffer.from(layout.endsLine ? layout.lineEnd : '');
  return places.values().map(({ start, end, records, record }) => ({
    bytes: Buffer.concat([head, text.subarray(start, end), tail]),
    layout: { ...layout },
    records,
    ...(record === undefined ? {} : { record }),
  }));
}

function rowOf(cells: readonly string[], columns: readonly string[]): Row {
  const row: Row = {};
  for (let index = 0; index < cells.length; index++) setCell(row, columns[index] ?? '', cells[index] ?? '');
  return row;
}

/** Spreadsheets write and read a first line that names the delimiter, such as "sep=;". It is no header. */
function delimiterLine(text: Buffer): Pick<CsvLayout, 'lead' | 'delimiter'> | undefined {
  const [lead, , delimiter] = /^("?)sep=(.)\1(?:\r\n|\n|\r)/iu.exec(text.toString('latin1', 0, 12)) ?? [];
  return lead === undefined || delimiter === undefined ? undefined : { lead, delimiter };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Not by assignment: a column may be called __proto__. */
function setCell(row: Row, name: string, value: string): void {
  if (name === '__proto__')
    Object.defineProperty(row, name, { value, writable: true, enumerable: true, configurable: true });
  else row[name] = value;
}

function namesOf(cells: readonly string[], line: number): readonly string[] {
  const seen = new Set<string>();
  for (const name of cells) {
    if (seen.has(name))
      throw badDocument(
        'CSV',
        `has two columns called "${name}" in line ${line}`,
        'Rename one of them at the source: a path could lead to one of them only.',
      );
    seen.add(name);
  }
  return cells;
}

function isBlank(text: Buffer, start: number, end: number): boolean {
  return withoutLineEnd(text, start, end) === start;
}

function withoutLineEnd(text: Buffer, start: number, end: number): number {
  let last = end;
  if (last > start && text[last - 1] === 10) last--;
  if (last > start && text[last - 1] === 13) last--;
  return last;
}

function wrongWidth(found: number, wanted: number, line: number): Error {
  return badDocument(
    'CSV',
    `has ${found} ${found === 1 ? 'cell' : 'cells'} in the row that ends in line ${line}, where the first row has ${wanted}`,
    'Correct the row at the source, or give the delimiter, the quote or "hasHeader" of the document under "csv" of the endpoint.',
  );
}

function unreadable(cause: CsvError): Error {
  const what = cause.message.replace(/^(Invalid|Quote Not|Not|Non)/u, (word) => word.toLowerCase());
  return badDocument(
    'CSV',
    `cannot be read: ${what}`,
    'Correct it at the source, or give the delimiter and the quote of the document under "csv" of the endpoint.',
    cause,
  );
}
