import type { CaseExchange, PaginationCase } from '../contract/cases.ts';

const options = {
  pagePath: 'getRequest.PageNo',
  totalPath: 'Result.Total',
  limitPath: 'getRequest.ItemsPerPage',
  limit: 2,
};
const endpoint = { method: 'POST', dataPath: 'Result.Rows', body: { getRequest: { TemplateName: 'Orders' } } };
const page = (getRequest: object, rows: readonly number[], total?: number): CaseExchange => ({
  request: 'POST /orders',
  body: { getRequest: { TemplateName: 'Orders', ...getRequest } },
  answer: { body: { Result: { Rows: rows.map((id) => ({ id })), Total: total } } },
});

export default [
  {
    shows: 'The page is counted up inside the request, until the total is reached.',
    options,
    endpoint,
    exchanges: [page({ PageNo: 1, ItemsPerPage: 2 }, [1, 2], 3), page({ PageNo: 2, ItemsPerPage: 2 }, [3], 3)],
  },
  {
    shows: 'Or until a page is empty.',
    options: { pagePath: 'getRequest.PageNo' },
    endpoint,
    exchanges: [page({ PageNo: 1 }, [1, 2]), page({ PageNo: 2 }, [3]), page({ PageNo: 3 }, [])],
  },
  {
    options: { pagePath: 'getRequest.PageNo', firstPage: 0 },
    endpoint,
    exchanges: [page({ PageNo: 0 }, [1]), page({ PageNo: 1 }, [])],
  },
  {
    shows: 'Pages that are shorter than asked do not end the list, unless the API guarantees that.',
    options: { ...options, limit: 100 },
    endpoint,
    exchanges: [page({ PageNo: 1, ItemsPerPage: 100 }, [1, 2], 3), page({ PageNo: 2, ItemsPerPage: 100 }, [3], 3)],
  },
  {
    options: { pagePath: 'getRequest.PageNo', limitPath: 'getRequest.ItemsPerPage', limit: 2, shortPageEnds: true },
    endpoint,
    exchanges: [page({ PageNo: 1, ItemsPerPage: 2 }, [1])],
  },
  {
    shows:
      'Rows that come as one text cannot be counted: the total and the size of a page tell how many pages there are.',
    options: { ...options, totalPath: 'Result.Total' },
    endpoint: { method: 'POST', body: endpoint.body },
    exchanges: [
      {
        request: 'POST /orders',
        body: { getRequest: { TemplateName: 'Orders', PageNo: 1, ItemsPerPage: 2 } },
        answer: { body: { Result: { Detail: 'id\n1\n2\n', Total: 3 } } },
      },
      {
        request: 'POST /orders',
        body: { getRequest: { TemplateName: 'Orders', PageNo: 2, ItemsPerPage: 2 } },
        answer: { body: { Result: { Detail: 'id\n3\n', Total: 3 } } },
      },
    ],
  },
] as const satisfies readonly PaginationCase[];
