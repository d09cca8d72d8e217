import { valueAt } from './value-at.ts';

/** How to reach the next page. Paths are dot paths into the response body. */
export type Pagination = { readonly dataPath?: string } & (
  | {
      readonly kind: 'page-number';
      readonly pageParameter: string;
      readonly limitParameter?: string;
      readonly limit?: number;
      /** Default 1. */
      readonly firstPage?: number;
      readonly totalPath?: string;
      readonly pagesPath?: string;
    }
  | {
      readonly kind: 'offset';
      readonly offsetParameter: string;
      readonly limitParameter: string;
      readonly limit: number;
      readonly countPath?: string;
      readonly totalPath?: string;
    }
  | { readonly kind: 'next-url'; readonly nextPath: string; readonly limitParameter?: string; readonly limit?: number }
  | { readonly kind: 'link-header'; readonly header?: string; readonly limitParameter?: string; readonly limit?: number }
  | {
      readonly kind: 'token';
      readonly tokenParameter: string;
      /** With `*` for a list, it is that of the last record. */
      readonly tokenPath: string;
      /** The listing is complete when this is false. */
      readonly hasMorePath?: string;
      readonly limitParameter?: string;
      readonly limit?: number;
    }
);

export interface Page {
  /** As it was requested. */
  readonly url: URL;
  readonly body: unknown;
  readonly headers: Headers;
}

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

/** The URL of the next page, or `undefined` after the last. */
export function nextPage({ url, body, headers }: Page, pagination: Pagination): URL | undefined {
  const records = recordsOf(pagination, body);
  switch (pagination.kind) {
    case 'page-number': {
      if (records === undefined || records.length === 0) return undefined;
      const { firstPage = 1, limitParameter } = pagination;
      const page = Number(url.searchParams.get(pagination.pageParameter) ?? firstPage);
      const read = page - firstPage + 1;
      const limit = limitParameter === undefined ? undefined : Number(url.searchParams.get(limitParameter) ?? Number.NaN);
      if (read >= (numberAt(body, pagination.pagesPath) ?? Number.POSITIVE_INFINITY)) return undefined;
      if (limit !== undefined && read * limit >= (numberAt(body, pagination.totalPath) ?? Number.POSITIVE_INFINITY))
        return undefined;
      return withParameter(url, pagination.pageParameter, page + 1);
    }
    case 'offset': {
      const count = numberAt(body, pagination.countPath) ?? records?.length ?? 0;
      const limit = Number(url.searchParams.get(pagination.limitParameter) ?? pagination.limit);
      const offset = Number(url.searchParams.get(pagination.offsetParameter) ?? 0) + count;
      const total = numberAt(body, pagination.totalPath);
      const isLast = count === 0 || (total === undefined ? count < limit : offset >= total);
      return isLast ? undefined : withParameter(url, pagination.offsetParameter, offset);
    }
    case 'next-url': {
      const next = valueAt(body, pagination.nextPath);
      return typeof next === 'string' && next !== '' ? new URL(next, url) : undefined;
    }
    case 'link-header': {
      const next = readNextLink(headers.get(pagination.header ?? 'link') ?? '');
      return next === undefined ? undefined : new URL(next, url);
    }
    case 'token': {
      if (pagination.hasMorePath !== undefined && valueAt(body, pagination.hasMorePath) === false) return undefined;
      const token = lastAt(body, pagination.tokenPath);
      return token === undefined || token === null || token === '' || token === false
        ? undefined
        : withParameter(url, pagination.tokenParameter, String(token));
    }
  }
}

/** RFC 8288: the target of the link whose relation is `next`. */
function readNextLink(header: string): string | undefined {
  for (const [, target, parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
    if ((relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return undefined;
}

/** As `valueAt`; a star takes the last element of a list. */
function lastAt(body: unknown, path: string): unknown {
  const [before, after] = path.split(/(?:^|\.)\*\.?/);
  if (before === undefined || after === undefined) return valueAt(body, path);
  const list = valueAt(body, before);
  return Array.isArray(list) ? valueAt(list.at(-1), after) : undefined;
}

function numberAt(body: unknown, path: string | undefined): number | undefined {
  const value = path === undefined ? undefined : valueAt(body, path);
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function withParameter(url: URL, name: string, value: string | number): URL {
  const changed = new URL(url);
  changed.searchParams.set(name, String(value));
  return changed;
}
