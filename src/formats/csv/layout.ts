import type { Layout } from '../../contract/define-format.ts';

/** How a CSV document is written. */
export interface CsvLayout {
  readonly delimiter: string;
  /** `null`: cells are never quoted. */
  readonly quote: string | null;
  readonly hasHeader: boolean;
  readonly lineEnd: string;
  /** True where the last row has a line end, too. */
  readonly endsLine: boolean;
  readonly columns: readonly string[];
  /** A line in front of everything that names the delimiter; mostly empty. */
  readonly lead: string;
}

/** What is known of a layout; it was made by this codec, or given by the definition of an endpoint. */
export function layoutOf(given: Layout | undefined): Partial<CsvLayout> {
  return given ?? {};
}

/** RFC 4180, for documents that are made from something else. */
export const usualLayout: CsvLayout = {
  delimiter: ',',
  quote: '"',
  hasHeader: true,
  lineEnd: '\r\n',
  endsLine: true,
  columns: [],
  lead: '',
};
