import { CsvError, parse, type InfoRecord } from 'csv-parse/sync';
import type { CreateCodec, Layout } from '../../contract/define-format.ts';
import { badDocument } from '../bad-document.ts';
import { detectDelimiter, detectLineEnd } from './detect.ts';
import { layoutOf, type CsvLayout } from './layout.ts';
import { printRows, requireRows } from './print-rows.ts';
import { addSource } from './row-source.ts';

type Row = Record<string, string>;

/** Reads rows strictly: a row of another width, a quote in the wrong place or a name given twice is a failure, never a guess. */
const createCodec: CreateCodec = (assume) => ({
  read(bytes, given) {
    const known = layoutOf(given);
    const quote = known.quote === undefined ? '"' : known.quote;
    const delimiter = known.delimiter ?? (assume('csv.delimiter') === 'comma' ? ',' : detectDelimiter(bytes, quote));
    const layout: CsvLayout = {
      delimiter,
      quote,
      hasHeader: known.hasHeader ?? assume('csv.columns') === 'header',
      lineEnd: detectLineEnd(bytes, quote) ?? known.lineEnd ?? '\r\n',
      endsLine: bytes.length === 0 || bytes.at(-1) === 10 || bytes.at(-1) === 13,
      columns: [],
    };
    return readRows(bytes, layout);
  },

  print: printRows,
  check: requireRows,
  // A document is a list of rows, also when there is one.
  part: ({ value }) => (Array.isArray(value) ? value : [value]),
});

export default createCodec;

function readRows(bytes: Uint8Array, layout: CsvLayout): { readonly value: Row[]; readonly layout: Layout } {
  const rows: Row[] = [];
  let columns: readonly string[] | undefined;
  let complete = layout;
  let start = 0;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const take = (cells: readonly string[], info: InfoRecord): null => {
    const [from, end] = [start, info.bytes];
    start = end;
    // A line without anything is no row of several cells.
    if (cells.length === 1 && cells[0] === '' && (columns?.length ?? 2) > 1 && isBlank(text, from, end)) return null;
    if (columns === undefined) {
      columns = layout.hasHeader ? namesOf(cells, info.lines) : cells.map((_, index) => String(index));
      complete = { ...layout, columns };
      if (layout.hasHeader) return null;
    }
    if (cells.length !== columns.length) throw wrongWidth(cells.length, columns.length, info.lines);
    const row: Row = {};
    for (let index = 0; index < cells.length; index++) setCell(row, columns[index] ?? '', cells[index] ?? '');
    addSource(row, { text, start: from, end: withoutLineEnd(text, from, end), layout: complete });
    rows.push(row);
    return null;
  };
  try {
    parse(text, {
      delimiter: layout.delimiter,
      quote: layout.quote ?? false,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: take as never, // the declared type knows no list of cells
    });
  } catch (cause) {
    if (cause instanceof CsvError) throw unreadable(cause);
    throw cause;
  }
  return { value: rows, layout: complete as unknown as Layout };
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
