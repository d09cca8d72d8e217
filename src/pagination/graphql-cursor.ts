import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { withParameters } from './with-parameters.ts';

/** Connections as the GraphQL Cursor Connections Specification has them. */
export default definePagination({
  method: 'GraphQL Cursor',
  summary: 'Passes the end cursor of a connection back as a variable of the query.',
  first: (request) => request,
  next({ request, body }, { endCursorPath, hasNextPagePath, cursorVariable = 'after' }) {
    const cursor = compilePath(endCursorPath)(body);
    if (compilePath(hasNextPagePath)(body) !== true || typeof cursor !== 'string') return undefined;
    return withParameters(request, { [`variables.${cursorVariable}`]: cursor }, 'body');
  },
});
