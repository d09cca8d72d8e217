import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Next page token',
  summary: 'Sends the token of the response body back as a parameter.',
  first: (request, { limitParameter, limit, in: place }) =>
    withParameters(request, optional(limitParameter, limit), place),
  next({ request, body }, { tokenParameter, tokenPath, hasMorePath, in: place }) {
    if (hasMorePath !== undefined && compilePath(hasMorePath)(body) === false) return undefined;
    const found = compilePath(tokenPath)(body);
    const token: unknown = Array.isArray(found) ? found.at(-1) : found;
    const text = typeof token === 'number' ? String(token) : token;
    return typeof text === 'string' && text !== ''
      ? withParameters(request, { [tokenParameter]: text }, place)
      : undefined;
  },
});
