import { fault, isFault } from '../../templates/connector/src/runtime/pages/fault.ts';
import { tokenStep } from '../../templates/connector/src/runtime/pages/law.ts';
import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { flagAt } from './read-stated.ts';
import { withParameters } from './with-parameters.ts';

/** Connections as the GraphQL Cursor Connections Specification has them. */
export default definePagination({
  method: 'GraphQL Cursor',
  summary: 'Passes the end cursor of a connection back as a variable of the query, while it has a next page.',
  first: (request) => request,
  next({ request, body, count }, { endCursorPath, hasNextPagePath, cursorVariable = 'after' }) {
    const more = flagAt(body, hasNextPagePath);
    if (more === undefined) return fault('no-end', `does not say at "${hasNextPagePath}" whether there is a next page`);
    const step = tokenStep(compilePath(endCursorPath)(body), more, count, {});
    if (step === 'end' || isFault(step)) return step;
    return { next: withParameters(request, { [`variables.${cursorVariable}`]: step.token }, 'body') };
  },
});
