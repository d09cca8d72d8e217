import { countedStep } from '../../templates/connector/src/runtime/pages/law.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { countAt } from './read-stated.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'PeopleVox',
  summary: 'Counts the page inside the request up until the total is reached or a page is empty.',
  first: (request, { pagePath, limitPath, limit, firstPage = 1 }) =>
    withParameters(request, { [pagePath]: firstPage, ...optional(limitPath, limit) }, 'body'),
  states: (body, { totalPath }) => ({ total: countAt(body, totalPath) }),
  next(page, options) {
    const { pagePath, firstPage = 1, limit } = options;
    const { count, total } = page;
    // Rows may come as one text, which nobody counts: then the pages are those that the request asks for.
    const isCounted = count !== undefined || total === undefined || limit === undefined;
    const step = countedStep(isCounted ? page : { ...page, pages: Math.ceil(total / limit) }, options);
    return step === 'more'
      ? { next: withParameters(page.request, { [pagePath]: firstPage + page.number }, 'body') }
      : step;
  },
  guess: ({ request, number }, steps, { pagePath, firstPage = 1 }) =>
    withParameters(request, { [pagePath]: firstPage + number + steps - 1 }, 'body'),
});
