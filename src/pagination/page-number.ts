import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Page number parameter',
  summary: 'Counts a page parameter up until all pages are read, or one is empty or shorter than the limit.',
  first: (request, { pageParameter, firstPage = 1, limitParameter, limit, in: place }) =>
    withParameters(request, { [pageParameter]: firstPage, ...optional(limitParameter, limit) }, place),
  next({ request, body, number, records, recordsSoFar }, options) {
    const { pageParameter, firstPage = 1, dataPath, limit, totalPath, pagesPath, in: place } = options;
    const list = dataPath === undefined ? body : compilePath(dataPath)(body);
    const count = Array.isArray(list) ? list.length : records;
    if (count === undefined || count === 0 || (limit !== undefined && count < limit)) return undefined;
    // APIs that answer a page beyond the last with the last one again would never end.
    if (reached(number, pagesPath, body) || reached(recordsSoFar, totalPath, body)) return undefined;
    return withParameters(request, { [pageParameter]: firstPage + number }, place);
  },
});

function reached(count: number, path: string | undefined, body: unknown): boolean {
  const end = path === undefined ? undefined : compilePath(path)(body);
  return (typeof end === 'number' || typeof end === 'string') && end !== '' && count >= Number(end);
}
