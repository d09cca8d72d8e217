import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Next Page URL',
  summary: 'Follows the URL of the next page in the response body.',
  first: (request, { limitParameter, limit }) => withParameters(request, optional(limitParameter, limit)),
  next({ request, body }, { nextPath }) {
    const next = compilePath(nextPath)(body);
    return typeof next === 'string' && next !== '' ? { ...request, url: new URL(next, request.url) } : undefined;
  },
});
