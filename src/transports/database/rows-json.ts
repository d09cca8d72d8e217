import { TerminalError } from '../../contract/errors.ts';
import type { Rows } from './dialect.ts';

/** V8 makes no longer texts. */
const largestBytes = 512 * 1024 * 1024;

/** Rows as a list of objects in JSON, row by row. */
export class RowsJson {
  readonly #name: string;
  readonly #parts: Buffer[] = [];
  #bytes = 0;
  #rows = 0;

  /** `name`: of the endpoint. */
  constructor(name: string) {
    this.#name = name;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Errors: TerminalError `run/column-twice`, `run/answer-too-large`. */
  add({ columns, rows }: Rows): void {
    if (rows.length === 0) return;
    const twice = columns.find((column, at) => columns.indexOf(column) !== at);
    if (twice !== undefined) throw columnTwice(this.#name, twice);
    const keys = columns.map((column, at) => `${at === 0 ? '{' : ','}${JSON.stringify(column)}:`);
    let text = '';
    for (const row of rows) {
      text += this.#rows++ === 0 ? '' : ',';
      for (const [at, key] of keys.entries()) text += key + (row[at] ?? 'null');
      text += '}';
    }
    const part = Buffer.from(text);
    this.#parts.push(part);
    this.#bytes += part.length;
    if (this.#bytes > largestBytes) throw tooLarge(this.#name);
  }

  /** The list. */
  end(): Buffer {
    return Buffer.concat([Buffer.from('['), ...this.#parts, Buffer.from(']')]);
  }
}

function columnTwice(name: string, column: string): TerminalError {
  return new TerminalError({
    code: 'run/column-twice',
    message: `The rows of "${name}" have two columns "${column}"; one of them would be lost.`,
    help: 'Give each its own name with AS.',
  });
}

function tooLarge(name: string): TerminalError {
  return new TerminalError({
    code: 'run/answer-too-large',
    message: `The rows of "${name}" are larger than ${largestBytes / 1024 / 1024} MB.`,
    help: 'Give "query" a number of "rows" for each payload.',
  });
}
