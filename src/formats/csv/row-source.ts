import type { CsvLayout } from './layout.ts';

/** Where a row stands in the document that it was read from. */
export interface RowSource {
  readonly text: Buffer;
  readonly start: number;
  readonly end: number;
  readonly layout: CsvLayout;
}

const source = Symbol('source');

/** Copies of a row do not have it: they are other rows. */
export function addSource(row: object, where: RowSource): void {
  Object.defineProperty(row, source, { value: where });
}

export function sourceOf(row: object): RowSource | undefined {
  return (row as { readonly [source]?: RowSource })[source];
}
