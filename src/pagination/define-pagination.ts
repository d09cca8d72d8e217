import type { Pagination, PaginationMethod } from '../connector/definition.ts';

/** What is read of one page. */
export interface Page {
  /** URL that was requested. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed body. */
  readonly body: unknown;
  /** 1 for the first page. */
  readonly number: number;
  /** Records on this page, when the endpoint says where they are. */
  readonly records: number | undefined;
}

/** A pagination method: pure functions from one URL to the next. */
export interface PaginationUnit<Method extends PaginationMethod = PaginationMethod> {
  readonly method: Method;
  readonly summary: string;
  /** The URL of the first page. */
  first(url: URL, options: Extract<Pagination, { method: Method }>): URL;
  /** The URL of the next page, or `undefined` when the listing is complete. */
  next(page: Page, options: Extract<Pagination, { method: Method }>): URL | undefined;
}

export function definePagination<Method extends PaginationMethod>(
  unit: PaginationUnit<Method>,
): PaginationUnit<Method> {
  return unit;
}
