import type { Endpoint, Pagination } from '../connector/definition.ts';
import { parsePath, type PathSegment } from '../text/path.ts';

/** One page of a listing, ready to be sent. */
export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Page {
  readonly records: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands beside the list of records. */
  readonly members?: readonly (readonly [path: string, value: unknown])[];
}

/** Query parameter of the cursors that the simulator hands out in URLs. */
const cursor = 'cursor';

/** Answers one request of a listing by the pagination that the endpoint declares. `size` is used where it says no limit. */
export function answerPage(records: readonly unknown[], endpoint: Endpoint, url: URL, size: number): PageAnswer {
  const { dataPath, pagination = { method: 'default' } } = endpoint;
  const pagesInBody = pagination.method === 'Next Page URL' || pagination.method === 'Next page token';
  // A bare list has no room for the way to the next page, so everything comes at once.
  const page = pagesInBody && dataPath === undefined ? { records } : cutPage(records, pagination, url, size);
  return { headers: page.headers ?? {}, body: wrap(page, dataPath) };
}

function cutPage(records: readonly unknown[], pagination: Pagination, url: URL, size: number): Page {
  switch (pagination.method) {
    case 'default':
      return { records };
    case 'PeopleVox':
    case 'NetSuite SOAP':
      // Pages of SOAP listings are asked for in the envelope, which is not read here.
      return { records };
    case 'GraphQL Cursor':
      // The cursor would come in the body of the query, which is not read here: everything is on one page.
      return { records, members: [[pagination.hasNextPagePath, false]] };
    case 'Page number parameter': {
      const { pageParameter, firstPage = 1, limit = size } = pagination;
      const start = (numberIn(url, pageParameter, firstPage) - firstPage) * limit;
      return { records: records.slice(start, start + limit) };
    }
    case 'Limit offset': {
      const start = numberIn(url, pagination.offsetParameter, 0);
      const shown = records.slice(start, start + numberIn(url, pagination.limitParameter, pagination.limit));
      const { countPath, totalPath } = pagination;
      return {
        records: shown,
        members: [
          ...(countPath === undefined ? [] : [[countPath, shown.length] as const]),
          ...(totalPath === undefined ? [] : [[totalPath, records.length] as const]),
        ],
      };
    }
    case 'Next Page URL': {
      const { shown, next } = cutAt(records, numberIn(url, cursor, 0), pagination.limit ?? size);
      return { records: shown, members: [[pagination.nextPath, next === undefined ? null : withCursor(url, next)]] };
    }
    case 'Link Header': {
      const { shown, next } = cutAt(records, numberIn(url, cursor, 0), pagination.limit ?? size);
      const name = (pagination.header ?? 'Link').toLowerCase();
      return next === undefined
        ? { records: shown }
        : { records: shown, headers: { [name]: `<${withCursor(url, next)}>; rel="next"` } };
    }
    case 'Next page token': {
      const start = numberIn(url, pagination.tokenParameter, 0);
      const { shown, next } = cutAt(records, start, pagination.limit ?? size);
      return { records: shown, members: [[pagination.tokenPath, next === undefined ? null : String(next)]] };
    }
  }
}

function cutAt(
  records: readonly unknown[],
  start: number,
  size: number,
): { shown: readonly unknown[]; next: number | undefined } {
  const end = start + size;
  return { shown: records.slice(start, end), next: end < records.length ? end : undefined };
}

function numberIn(url: URL, parameter: string, fallback: number): number {
  const text = url.searchParams.get(parameter);
  return text !== null && /^\d+$/u.test(text) ? Number(text) : fallback;
}

function withCursor(url: URL, at: number): string {
  const next = new URL(url);
  next.searchParams.set(cursor, String(at));
  return next.href;
}

function wrap({ records, members = [] }: Page, dataPath: string | undefined): unknown {
  if (dataPath === undefined || dataPath === '') return records;
  const body: Record<string, unknown> = {};
  place(body, parsePath(dataPath), records);
  for (const [path, value] of members) place(body, parsePath(path), value);
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
    const holder = (target[segment.key] ??= {}) as Record<string, unknown>; // made on this line, or by an earlier path
    place(holder, [next, ...rest], value);
  }
}
