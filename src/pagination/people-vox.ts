import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'PeopleVox',
  summary: 'Counts the page inside the request up until the total is reached or a page is empty.',
  first: (request, { pagePath, limitPath, limit, firstPage = 1 }) =>
    withParameters(
      request,
      { [pagePath]: firstPage, ...(limitPath === undefined ? {} : { [limitPath]: limit }) },
      'body',
    ),
  next({ request, body, number, records }, { pagePath, totalPath, limit, firstPage = 1 }) {
    const total = totalPath === undefined ? undefined : Number(compilePath(totalPath)(body));
    if (records === 0 || (total !== undefined && limit !== undefined && number * limit >= total)) return undefined;
    return withParameters(request, { [pagePath]: firstPage + number }, 'body');
  },
});
