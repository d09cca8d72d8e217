import { compilePath } from '../text/path.ts';
import { definePagination } from './define-pagination.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Next Page URL',
  summary: 'Follows the URL of the next page in the response body.',
  first: (url, { limitParameter, limit }) => withParameters(url, optional(limitParameter, limit)),
  next({ url, body }, { nextPath }) {
    const next = compilePath(nextPath)(body);
    return typeof next === 'string' && next !== '' ? new URL(next, url) : undefined;
  },
});
