import { isObject } from '../text/json.ts';
import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';

export default definePagination({
  method: 'NetSuite SOAP',
  summary: 'Goes on with a search by its id, which another operation takes.',
  first: (request) => request,
  next({ request, body }, { resultPath = 'searchResult', moreOperation = 'searchMoreWithId' }) {
    const result = compilePath(resultPath)(body);
    if (!isObject(result) || typeof result['searchId'] !== 'string') return undefined;
    const [index, pages] = [Number(result['pageIndex']), Number(result['totalPages'])];
    if (!(index < pages)) return undefined;
    const headers = request.body?.['$headers'];
    const more = { $operation: moreOperation, searchId: result['searchId'], pageIndex: index + 1 };
    return { url: request.url, body: headers === undefined ? more : { $headers: headers, ...more } };
  },
});
