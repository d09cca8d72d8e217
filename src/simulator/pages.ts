import type { Endpoint, Pagination } from '../connector/definition.ts';
import { httpPaginationOf } from '../connector/http-pagination.ts';
import { isObject } from '../text/json.ts';
import { child, compilePath, parsePath, type PathSegment } from '../text/path.ts';

/** One page of a listing, ready to be sent. */
export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a listing is asked for with. */
export interface ListingRequest {
  readonly url: URL;
  /** Parsed JSON; absent without a body. */
  readonly body?: unknown;
}

interface Page {
  readonly records: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands beside the list of records. */
  readonly members?: readonly (readonly [path: string | undefined, value: unknown])[];
}

/** Query parameter of the cursors that the simulator hands out in URLs. */
const cursor = 'cursor';

/**
 * Answers one request of a listing by the pagination that the endpoint declares, with everything that the definition says an
 * answer states. `size` is used where it says no limit.
 */
export function answerPage(
  records: readonly unknown[],
  endpoint: Endpoint,
  request: ListingRequest,
  size: number,
): PageAnswer {
  const pagination = httpPaginationOf(endpoint) ?? { method: 'default' };
  const own = 'dataPath' in pagination ? pagination.dataPath : undefined;
  const dataPath = own ?? endpoint.dataPath ?? usualPath(pagination);
  const isBare = dataPath === '';
  const pagesInBody =
    pagination.method === 'Next Page URL' ||
    pagination.method === 'Custom relative URI' ||
    pagination.method === 'Next page token';
  // A bare list has no room for the way to the next page, so everything comes at once.
  const page = pagesInBody && isBare ? { records } : cutPage(records, pagination, request, size, dataPath);
  return { headers: page.headers ?? {}, body: isBare ? page.records : wrap(page, dataPath) };
}

/** Where records are in answers that are never a bare list. */
function usualPath(pagination: Pagination): string {
  if (pagination.method === 'NetSuite SOAP') return `${pagination.resultPath ?? 'searchResult'}.records`;
  if (pagination.method !== 'GraphQL Cursor') return '';
  return [...pagination.endCursorPath.split('.').slice(0, -2), 'nodes'].join('.');
}

function cutPage(
  records: readonly unknown[],
  pagination: Pagination,
  request: ListingRequest,
  size: number,
  dataPath: string,
): Page {
  switch (pagination.method) {
    case 'default':
    // What a script asks for only the script knows: everything comes at once.
    case 'Script':
      return { records };
    case 'NetSuite SOAP':
      return { records, members: searchResult(pagination) };
    case 'PeopleVox': {
      const { pagePath, firstPage = 1, limit = size, totalPath } = pagination;
      const start = (numberIn(request, pagePath, 'body', firstPage) - firstPage) * limit;
      return { records: records.slice(start, start + limit), members: [[totalPath, records.length]] };
    }
    case 'GraphQL Cursor': {
      const { cursorVariable = 'after', endCursorPath, hasNextPagePath } = pagination;
      const start = numberIn(request, `variables.${cursorVariable}`, 'body', 0);
      const { shown, next } = cutAt(records, start, size);
      return {
        records: shown,
        members: [
          [endCursorPath, next === undefined ? null : String(next)],
          [hasNextPagePath, next !== undefined],
        ],
      };
    }
    case 'Page number parameter': {
      const { pageParameter, firstPage = 1, limit = size, totalPath, pagesPath, hasMorePath } = pagination;
      const start = (numberIn(request, pageParameter, pagination.in, firstPage) - firstPage) * limit;
      return {
        records: records.slice(start, start + limit),
        members: [
          [totalPath, records.length],
          [pagesPath, Math.ceil(records.length / limit)],
          [hasMorePath, start + limit < records.length],
        ],
      };
    }
    case 'Limit offset': {
      const { offsetParameter, limitParameter, limit, countPath, totalPath, hasMorePath } = pagination;
      const start = numberIn(request, offsetParameter, pagination.in, 0);
      const shown = records.slice(start, start + numberIn(request, limitParameter, pagination.in, limit));
      return {
        records: shown,
        members: [
          [countPath, shown.length],
          [totalPath, records.length],
          [hasMorePath, start + shown.length < records.length],
        ],
      };
    }
    case 'Next Page URL': {
      const { shown, next } = cutAt(records, numberIn(request, cursor, 'url', 0), pagination.limit ?? size);
      const address = next === undefined ? null : withCursor(request.url, next);
      return { records: shown, members: [[pagination.nextPath, address]] };
    }
    case 'Custom relative URI': {
      const { shown, next } = cutAt(records, numberIn(request, cursor, 'url', 0), pagination.limit ?? size);
      const address = next === undefined ? null : new URL(withCursor(request.url, next)).search;
      return { records: shown, members: [[pagination.path, address]] };
    }
    case 'Link Header': {
      const { shown, next } = cutAt(records, numberIn(request, cursor, 'url', 0), pagination.limit ?? size);
      const name = (pagination.header ?? 'Link').toLowerCase();
      return next === undefined
        ? { records: shown }
        : { records: shown, headers: { [name]: `<${withCursor(request.url, next)}>; rel="next"` } };
    }
    case 'Next page token':
      return cutAtToken(records, pagination, request, pagination.limit ?? size, dataPath);
  }
}

type TokenPagination = Extract<Pagination, { method: 'Next page token' }>;

/** Tokens are positions, unless the definition takes them out of the last record. */
function cutAtToken(
  records: readonly unknown[],
  { tokenParameter, tokenPath, hasMorePath, in: place }: TokenPagination,
  request: ListingRequest,
  size: number,
  dataPath: string,
): Page {
  const prefix = dataPath.includes('*') ? `${dataPath}.` : `${dataPath}.*.`;
  if (!tokenPath.startsWith(prefix)) {
    const { shown, next } = cutAt(records, numberIn(request, tokenParameter, place, 0), size);
    return {
      records: shown,
      members: [
        [tokenPath, next === undefined ? null : String(next)],
        [hasMorePath, next !== undefined],
      ],
    };
  }
  const tokenOf = compilePath(tokenPath.slice(prefix.length));
  const given = valueIn(request, tokenParameter, place);
  const last = records.findIndex((record) => given !== undefined && String(tokenOf(record)) === String(given));
  const { shown, next } = cutAt(records, last + 1, size);
  return { records: shown, members: [[hasMorePath, next !== undefined]] };
}

/** A search whose result is all on one page. */
function searchResult({
  resultPath = 'searchResult',
}: Extract<Pagination, { method: 'NetSuite SOAP' }>): NonNullable<Page['members']> {
  return [
    [`${resultPath}.searchId`, 'search'],
    [`${resultPath}.pageIndex`, 1],
    [`${resultPath}.totalPages`, 1],
  ];
}

function cutAt(
  records: readonly unknown[],
  start: number,
  size: number,
): { shown: readonly unknown[]; next: number | undefined } {
  const end = start + size;
  return { shown: records.slice(start, end), next: end < records.length ? end : undefined };
}

function valueIn({ url, body }: ListingRequest, parameter: string, place: 'url' | 'body' = 'url'): unknown {
  if (place === 'url') return url.searchParams.get(parameter) ?? undefined;
  return parsePath(parameter).reduce((value, part) => (part.kind === 'key' ? child(value, part.key) : undefined), body);
}

function numberIn(
  request: ListingRequest,
  parameter: string,
  place: 'url' | 'body' | undefined,
  fallback: number,
): number {
  const text = String(valueIn(request, parameter, place) ?? '');
  return /^\d+$/u.test(text) ? Number(text) : fallback;
}

function withCursor(url: URL, at: number): string {
  const next = new URL(url);
  next.searchParams.set(cursor, String(at));
  return next.href;
}

function wrap({ records, members = [] }: Page, dataPath: string): unknown {
  const body: Record<string, unknown> = {};
  place(body, parsePath(dataPath), records);
  for (const [path, value] of members) if (path !== undefined) place(body, parsePath(path), value);
  return body;
}

/** Writes a value at a path; behind a `*`, a list is spread over the elements. */
function place(target: Record<string, unknown>, path: readonly PathSegment[], value: unknown): void {
  const [segment, next, ...rest] = path;
  if (segment === undefined || segment.kind === 'every') return;
  if (next === undefined) {
    target[segment.key] = value;
  } else if (next.kind === 'every') {
    const list = Array.isArray(value) ? (value as unknown[]) : [value];
    target[segment.key] = list.map((one) => {
      if (rest.length === 0) return one;
      const element = {};
      place(element, rest, one);
      return element;
    });
  } else {
    const inner = isObject(target[segment.key]) ? target[segment.key] : (target[segment.key] = {});
    place(inner as Record<string, unknown>, [next, ...rest], value); // an object, just checked or made
  }
}
