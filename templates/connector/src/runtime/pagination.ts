import { type PageFault, fault, isFault, kindOf } from './pages/fault.ts';
import { type Guarantees, type PageFacts, countedStep, lastRecordStep, tokenStep } from './pages/law.ts';
import { nextLink, urlStep } from './pages/next-url.ts';
import { withQueryParameter } from './pages/query.ts';
import { countOf, flagOf } from './pages/stated.ts';
import { valueAt } from './value-at.ts';

/** How to reach the next page. Paths are dot paths into the response body. */
export type Pagination = {
  readonly dataPath?: string;
  readonly limitParameter?: string;
  readonly limit?: number;
  /** The API guarantees that a page with fewer records than were asked for is the last one. */
  readonly shortPageEnds?: boolean;
  /** An answer in which the list of records is missing or null has none. Default: it is an error. */
  readonly allowEmpty?: boolean;
} & (
  | {
      readonly kind: 'page-number';
      readonly pageParameter: string;
      /** Default 1. */
      readonly firstPage?: number;
      readonly totalPath?: string;
      readonly pagesPath?: string;
      /** The listing is complete when this is false. */
      readonly hasMorePath?: string;
    }
  | {
      readonly kind: 'offset';
      readonly offsetParameter: string;
      readonly limitParameter: string;
      readonly limit: number;
      /** Number of records on the page, where they cannot be counted themselves. */
      readonly countPath?: string;
      readonly totalPath?: string;
      /** The listing is complete when this is false. */
      readonly hasMorePath?: string;
    }
  | { readonly kind: 'next-url'; readonly nextPath: string }
  | { readonly kind: 'link-header'; readonly header?: string }
  | {
      readonly kind: 'token';
      readonly tokenParameter: string;
      /** With `*` for a list, it is that of the last record. */
      readonly tokenPath: string;
      /** The listing is complete when this is false. */
      readonly hasMorePath?: string;
    }
);

/** A page as it was answered. */
export interface PageAnswer {
  readonly body: unknown;
  readonly status: number;
  readonly headers: Headers;
}

export type ReadPage = PageFacts & { readonly request: URL; readonly answer: PageAnswer };

/** The records of a page: a list, or nothing that could be counted. */
export function recordsOf(pagination: Pagination, body: unknown): readonly unknown[] | undefined {
  const records = valueAt(body, pagination.dataPath ?? '');
  return Array.isArray(records) ? records : undefined;
}

/** Prepares the first request: only what the method cannot do without. */
export function firstPage(url: URL, pagination: Pagination): URL {
  return pagination.kind === 'offset' && !url.searchParams.has(pagination.limitParameter)
    ? withParameter(url, pagination.limitParameter, pagination.limit)
    : url;
}

/** Records in front of the first page that is asked for; `undefined` where nobody knows how many they are. */
export function startOf(url: URL, pagination: Pagination): number | undefined {
  if (pagination.kind === 'offset') return countOf(url.searchParams.get(pagination.offsetParameter) ?? 0);
  return pagination.kind === 'page-number' && pageNumber(url, pagination) !== (pagination.firstPage ?? 1) ? undefined : 0;
}

/** Pages that are asked for by their number or by the records in front of them, and not by what an answer says. */
export function isCounted({ kind }: Pagination): boolean {
  return kind === 'page-number' || kind === 'offset';
}

/** What a page says about its list. `request`: its address; `number`: how many pages were read with it. */
export function factsOf({ body, status }: PageAnswer, request: URL, number: number, pagination: Pagination): PageFacts | PageFault {
  const records = status === 204 || status === 205 ? [] : recordsOf(pagination, body);
  const found = pagination.dataPath === undefined ? body : valueAt(body, pagination.dataPath);
  if (records === undefined && pagination.dataPath !== undefined) {
    const isEmpty = pagination.allowEmpty === true && (found === undefined || found === null);
    if (!isEmpty) return fault('no-list', `has ${found === undefined ? 'nothing' : kindOf(found)} at "${pagination.dataPath}", where its records should be`);
  }
  const counted = records ?? (pagination.dataPath === undefined ? undefined : []);
  const stated = 'countPath' in pagination ? countAt(body, pagination.countPath) : undefined;
  return {
    // Pages in front of the first one that was asked for count as well: the number of all pages does.
    number: pagination.kind === 'page-number' ? pageNumber(request, pagination) - (pagination.firstPage ?? 1) + 1 : number,
    records: counted,
    count: counted?.length ?? stated,
    total: 'totalPath' in pagination ? countAt(body, pagination.totalPath) : undefined,
    pages: 'pagesPath' in pagination ? countAt(body, pagination.pagesPath) : undefined,
    more: 'hasMorePath' in pagination ? moreAt(body, pagination.hasMorePath) : undefined,
  };
}

/** The address of the next page, or the end of the list, or why neither is certain. */
export function nextPage(page: ReadPage, pagination: Pagination): { readonly next: URL } | 'end' | PageFault {
  const { request: url, count } = page;
  const { body, headers } = page.answer;
  const api = guaranteesOf(url, pagination);
  switch (pagination.kind) {
    case 'page-number':
    case 'offset': {
      const step = countedStep(page, api);
      if (step === 'more' && pagination.kind === 'offset' && page.position === undefined)
        return fault('no-end', 'has no list that could be counted, so that the next offset is not known');
      return step === 'more' ? { next: furtherPage(page, 1, pagination) } : step;
    }
    case 'next-url':
    case 'link-header': {
      const value =
        pagination.kind === 'next-url' ? valueAt(body, pagination.nextPath) : nextLink(headers.get(pagination.header ?? 'link') ?? '');
      const step = urlStep(value, url, count, api);
      return step === 'end' || isFault(step) ? step : { next: step.url };
    }
    case 'token': {
      const { tokenPath, tokenParameter } = pagination;
      const { more } = page;
      const step = /(?:^|\.)\*(?:\.|$)/.test(tokenPath)
        ? lastRecordStep(lastAt(body, tokenPath), more, count, api)
        : tokenStep(valueAt(body, tokenPath), more, count, api);
      return step === 'end' || isFault(step) ? step : { next: withParameter(url, tokenParameter, String(step.token)) };
    }
  }
}

/** Where pages are counted: the address that is `steps` pages further, if all pages are as long as this one. */
export function furtherPage({ request, position = 0, count = 0 }: ReadPage, steps: number, pagination: Pagination): URL {
  if (pagination.kind === 'page-number') return withParameter(request, pagination.pageParameter, pageNumber(request, pagination) + steps);
  return pagination.kind === 'offset' ? withParameter(request, pagination.offsetParameter, position + count * (steps - 1)) : request;
}

function guaranteesOf(url: URL, { limitParameter, shortPageEnds }: Pagination): Guarantees {
  const limit = limitParameter === undefined ? undefined : countOf(url.searchParams.get(limitParameter));
  return { limit, shortPageEnds };
}

function pageNumber(url: URL, { pageParameter, firstPage = 1 }: Extract<Pagination, { kind: 'page-number' }>): number {
  return countOf(url.searchParams.get(pageParameter)) ?? firstPage;
}

/** As `valueAt`, in the last element of the list that a star stands for; `undefined` where that is empty. */
function lastAt(body: unknown, path: string): { readonly stated: unknown } | undefined {
  const [, before = '', after = ''] = /^(?:(.*?)\.)?\*(?:\.(.*))?$/.exec(path) ?? [];
  const list = valueAt(body, before);
  if (!Array.isArray(list)) return { stated: undefined };
  return list.length === 0 ? undefined : { stated: valueAt(list.at(-1), after) };
}

function countAt(body: unknown, path: string | undefined): number | undefined {
  return path === undefined ? undefined : countOf(valueAt(body, path));
}

function moreAt(body: unknown, path: string | undefined): boolean | undefined {
  return path === undefined ? undefined : flagOf(valueAt(body, path));
}

function withParameter(url: URL, name: string, value: string | number): URL {
  const changed = new URL(url);
  changed.search = withQueryParameter(url.search, name, String(value));
  return changed;
}
