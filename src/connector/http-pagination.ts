import type { Endpoint, Pagination } from './definition.ts';

/** How an endpoint of HTTP pages; "Database limit offset" is none of its ways. */
export function httpPaginationOf({ pagination }: Endpoint): Pagination | undefined {
  return pagination?.method === 'Database limit offset' ? undefined : pagination;
}
