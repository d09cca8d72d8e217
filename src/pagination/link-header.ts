import { nextLink, urlStep } from '../../templates/connector/src/runtime/pages/next-url.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { nextOf } from './next-of.ts';
import { optional, withParameters } from './with-parameters.ts';

/** RFC 8288; relations other than `next` are ignored. */
export default definePagination({
  method: 'Link Header',
  summary: 'Follows the next relation of the Link header, until there is none.',
  first: (request, { limitParameter, limit }) => withParameters(request, optional(limitParameter, limit)),
  next({ request, headers, count }, options) {
    const next = nextLink(headers[(options.header ?? 'Link').toLowerCase()] ?? '');
    return nextOf(urlStep(next, request.url, count, options), request);
  },
});
