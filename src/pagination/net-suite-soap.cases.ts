import type { PaginationCase } from '../contract/cases.ts';

const endpoint = {
  method: 'POST',
  dataPath: 'searchResult.records',
  body: { $headers: { prefs: { size: 2 } }, search: { type: 'order' } },
};
const result = (id: number, pageIndex: number, totalPages = 3): object => ({
  records: [{ id }],
  searchId: 'WEBSERVICES_1',
  pageIndex,
  totalPages,
});
const more = (pageIndex: number): object => ({
  $headers: { prefs: { size: 2 } },
  $operation: 'searchMoreWithId',
  searchId: 'WEBSERVICES_1',
  pageIndex,
});

export default [
  {
    shows: 'Another operation goes on with the search by its id, until all pages are read.',
    endpoint,
    exchanges: [
      { request: 'POST /orders', body: endpoint.body, answer: { body: { searchResult: result(1, 1) } } },
      { request: 'POST /orders', body: more(2), answer: { body: { searchResult: result(2, 2) } } },
      { request: 'POST /orders', body: more(3), answer: { body: { searchResult: result(3, 3) } } },
    ],
  },
  {
    shows: 'Under other names.',
    options: { resultPath: 'response.result', moreOperation: 'more' },
    endpoint: { method: 'POST', dataPath: 'response.result.records', body: { search: {} } },
    exchanges: [
      { request: 'POST /orders', body: { search: {} }, answer: { body: { response: { result: result(1, 1, 2) } } } },
      {
        request: 'POST /orders',
        body: { $operation: 'more', searchId: 'WEBSERVICES_1', pageIndex: 2 },
        answer: { body: { response: { result: result(2, 2, 2) } } },
      },
    ],
  },
  {
    shows: 'A search that has more records than came is no success.',
    endpoint,
    exchanges: [
      { request: 'POST /orders', answer: { body: { searchResult: { ...result(1, 1, 2), totalRecords: 3 } } } },
      { request: 'POST /orders', answer: { body: { searchResult: { ...result(2, 2, 2), totalRecords: 3 } } } },
    ],
    gives: [],
    fails: 'run/list-incomplete',
  },
  {
    endpoint,
    exchanges: [{ request: 'POST /orders', answer: { body: { searchResult: { records: [{ id: 1 }] } } } }],
    gives: [],
    fails: 'run/no-end-of-list',
  },
  {
    endpoint,
    exchanges: [
      { request: 'POST /orders', answer: { body: { searchResult: { ...result(1, 1, 2), searchId: undefined } } } },
    ],
    gives: [],
    fails: 'run/bad-next-page',
  },
] as const satisfies readonly PaginationCase[];
