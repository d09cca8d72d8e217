import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = {
  endCursorPath: 'data.orders.pageInfo.endCursor',
  hasNextPagePath: 'data.orders.pageInfo.hasNextPage',
};
const endpoint = {
  method: 'POST',
  dataPath: 'data.orders.nodes',
  body: { query: 'query { orders }', variables: { status: 'open' } },
};
const page = (variables: object, id: number, endCursor: unknown, hasNextPage: unknown): CaseExchange => ({
  request: 'POST /orders',
  body: { query: 'query { orders }', variables },
  answer: { body: { data: { orders: { nodes: [{ id }], pageInfo: { endCursor, hasNextPage } } } } },
});

export default [
  {
    shows: 'The end cursor becomes a variable of the query, until there is no next page.',
    options,
    endpoint,
    exchanges: [
      page({ status: 'open' }, 1, 'c1', true),
      page({ status: 'open', after: 'c1' }, 2, 'c2', true),
      page({ status: 'open', after: 'c2' }, 3, 'c3', false),
    ],
  },
  {
    options: { ...options, cursorVariable: 'cursor' },
    endpoint,
    exchanges: [page({ status: 'open' }, 1, 'c1', true), page({ status: 'open', cursor: 'c1' }, 2, null, false)],
  },
  {
    shows: 'An answer that does not say whether there is a next page is no end.',
    options,
    endpoint,
    exchanges: [page({ status: 'open' }, 1, 'c1', undefined)],
    gives: [],
    fails: 'run/no-end-of-list',
  },
  {
    shows: 'Errors are a failure, whatever stands beside them.',
    options,
    endpoint,
    exchanges: [
      {
        request: 'POST /orders',
        answer: {
          body: {
            data: { orders: { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } } },
            errors: [{ message: 'Field is gone' }],
          },
        },
      },
    ],
    gives: [],
    fails: 'run/graphql-errors',
  },
] as const satisfies readonly PaginationCase[];
