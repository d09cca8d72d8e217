import { compilePath } from '../text/path.ts';
import { definePagination } from './define-pagination.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Next page token',
  summary: 'Sends the token of the response body back as a parameter.',
  first: (url, { limitParameter, limit }) => withParameters(url, optional(limitParameter, limit)),
  next({ url, body }, { tokenParameter, tokenPath }) {
    const token = compilePath(tokenPath)(body);
    const text = typeof token === 'number' ? String(token) : token;
    return typeof text === 'string' && text !== '' ? withParameters(url, { [tokenParameter]: text }) : undefined;
  },
});
