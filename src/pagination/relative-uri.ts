import { joinUrl } from '../../templates/connector/src/runtime/join-url.ts';
import { urlStep } from '../../templates/connector/src/runtime/pages/next-url.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { compilePath } from '../text/path.ts';
import { nextOf } from './next-of.ts';
import { optional, withParameters } from './with-parameters.ts';

/** A value that begins with "?" belongs to the address before; others begin at the base URL of the instance. */
export default definePagination({
  method: 'Custom relative URI',
  summary:
    'Follows the relative address of the next page in the response body, from the base URL, until there is none.',
  first: (request, { limitParameter, limit }) => withParameters(request, optional(limitParameter, limit)),
  next({ request, body, count }, options, { baseUrl }) {
    const value = compilePath(options.path)(body);
    const isFromBase =
      typeof value === 'string' && baseUrl !== undefined && /^[^?]/u.test(value) && !/^https?:/iu.test(value);
    const address = isFromBase ? joinUrl(baseUrl, value) : value;
    return nextOf(urlStep(address, request.url, count, options), request);
  },
});
