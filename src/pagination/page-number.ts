import { compilePath } from '../text/path.ts';
import { definePagination } from './define-pagination.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Page number parameter',
  summary: 'Counts a page parameter up until a page is empty or shorter than the limit.',
  first: (url, { pageParameter, firstPage = 1, limitParameter, limit }) =>
    withParameters(url, { [pageParameter]: firstPage, ...optional(limitParameter, limit) }),
  next({ url, body, number, records }, { pageParameter, firstPage = 1, dataPath, limit }) {
    const list = dataPath === undefined ? body : compilePath(dataPath)(body);
    const count = Array.isArray(list) ? list.length : records;
    if (count === undefined || count === 0 || (limit !== undefined && count < limit)) return undefined;
    return withParameters(url, { [pageParameter]: firstPage + number });
  },
});
