import { type PageFault } from './pages/fault.ts';
import { type ListSource, readList } from './pages/read-list.ts';
import { PaginationError } from './pagination-error.ts';
import { type PageAnswer, type Pagination, factsOf, firstPage, furtherPage, isCounted, nextPage, startOf } from './pagination.ts';

export { PaginationError };

/** Why a list cannot be read with certainty, and which page says so. */
export class ListFault extends Error {
  readonly reason: PageFault['fault'];
  readonly url: URL;

  constructor({ fault: reason, words }: PageFault, number: number, url: URL) {
    super(`page ${number} ${words}`);
    this.reason = reason;
    this.url = url;
  }
}

export interface ListOptions {
  readonly url: URL;
  readonly pagination: Pagination;
  /** Requests that may be under way ahead of the page that is read. */
  readonly pagesAhead: number;
  /** Some of them may be for pages that are not known to be there. */
  readonly mayGuess: boolean;
  readonly send: (url: URL, signal: AbortSignal) => Promise<PageAnswer>;
}

/** The pages of a list in order. Throws `ListFault`. */
export async function* listPages({ url, pagination, pagesAhead, mayGuess, send }: ListOptions): AsyncGenerator<PageAnswer, void, undefined> {
  const first = firstPage(url, pagination);
  const start = startOf(first, pagination);
  const source: ListSource<URL, PageAnswer> = {
    first,
    ...(start === undefined ? {} : { start }),
    isCounted: isCounted(pagination),
    mostAhead: pagesAhead,
    mayGuess,
    keyOf: ({ href }) => href,
    send: (request, _, signal) => send(request, signal),
    read: (answer) => answer,
    factsOf: (answer, number, request) => factsOf(answer, request, number, pagination),
    next: (page) => nextPage(page, pagination),
    guess: (page, steps) => (isCounted(pagination) ? furtherPage(page, steps, pagination) : undefined),
    failure: (found, { number, request }) => new ListFault(found, number, request),
  };
  for await (const { answer } of readList(source)) yield answer;
}
