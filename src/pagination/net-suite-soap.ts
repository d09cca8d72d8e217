import { fault } from '../../templates/connector/src/runtime/pages/fault.ts';
import { isObject } from '../text/json.ts';
import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { countAt } from './read-stated.ts';

export default definePagination({
  method: 'NetSuite SOAP',
  summary: 'Goes on with a search by its id, which another operation takes, until all pages are read.',
  first: (request) => request,
  states: (body, { resultPath = 'searchResult' }) => ({
    pages: countAt(body, `${resultPath}.totalPages`),
    total: countAt(body, `${resultPath}.totalRecords`),
  }),
  next({ request, body }, { resultPath = 'searchResult', moreOperation = 'searchMoreWithId' }) {
    const result = compilePath(resultPath)(body);
    if (!isObject(result)) return fault('no-list', `has no search result at "${resultPath}"`);
    const index = countAt(result, 'pageIndex');
    const pages = countAt(result, 'totalPages');
    if (pages === 0) return 'end';
    if (index === undefined || pages === undefined)
      return fault('no-end', `does not say in "${resultPath}" which page of how many it is`);
    if (index >= pages) return 'end';
    const { searchId } = result;
    if (typeof searchId !== 'string' || searchId === '')
      return fault('bad-next', `says that there is more, and has no id of the search in "${resultPath}"`);
    const headers = request.body?.['$headers'];
    const more = { $operation: moreOperation, searchId, pageIndex: index + 1 };
    return { next: { url: request.url, body: headers === undefined ? more : { $headers: headers, ...more } } };
  },
});
