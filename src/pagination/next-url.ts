import { urlStep } from '../../templates/connector/src/runtime/pages/next-url.ts';
import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { nextOf } from './next-of.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Next Page URL',
  summary: 'Follows the URL of the next page in the response body, until there is none.',
  first: (request, { limitParameter, limit }) => withParameters(request, optional(limitParameter, limit)),
  next({ request, body, count }, options) {
    return nextOf(urlStep(compilePath(options.nextPath)(body), request.url, count, options), request);
  },
});
