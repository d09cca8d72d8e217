import type { Pagination, PaginationMethod } from '../connector/definition.ts';
import type { JsonObject } from '../text/json.ts';

/** What asks for one page. */
export interface PageRequest {
  readonly url: URL;
  /** JSON body, for endpoints that read with one. */
  readonly body?: JsonObject;
}

/** What is read of one page. */
export interface Page {
  readonly request: PageRequest;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed body. */
  readonly body: unknown;
  /** 1 for the first page. */
  readonly number: number;
  /** Records on this page, when the endpoint says where they are. */
  readonly records: number | undefined;
  /** Records on this page and those before. */
  readonly recordsSoFar: number;
}

/** A pagination method: pure functions from one request to the next. */
export interface PaginationUnit<Method extends PaginationMethod = PaginationMethod> {
  readonly method: Method;
  readonly summary: string;
  /** The request for the first page. */
  first(request: PageRequest, options: Extract<Pagination, { method: Method }>): PageRequest;
  /** The request for the next page, or `undefined` when the listing is complete. */
  next(page: Page, options: Extract<Pagination, { method: Method }>): PageRequest | undefined;
}

export function definePagination<Method extends PaginationMethod>(
  unit: PaginationUnit<Method>,
): PaginationUnit<Method> {
  return unit;
}
