import { definePagination } from '../contract/define-pagination.ts';
import { optional, withParameters } from './with-parameters.ts';

/** RFC 8288; relations other than `next` are ignored. */
export default definePagination({
  method: 'Link Header',
  summary: 'Follows the next relation of the Link header.',
  first: (request, { limitParameter, limit }) => withParameters(request, optional(limitParameter, limit)),
  next({ request, headers }, { header = 'Link' }) {
    for (const [, target = '', parameters = ''] of (headers[header.toLowerCase()] ?? '').matchAll(
      /<([^>]*)>([^<]*)/gu,
    )) {
      const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/iu.exec(parameters);
      if ((relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/u).includes('next'))
        return { ...request, url: new URL(target, request.url) };
    }
    return undefined;
  },
});
