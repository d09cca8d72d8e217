import { countedStep } from '../../templates/connector/src/runtime/pages/law.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { countAt, flagAt } from './read-stated.ts';
import { optional, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Page number parameter',
  summary:
    'Counts a page parameter up until the pages or records that the answer states are read, it says that there is no more, or a page is empty.',
  first: (request, { pageParameter, firstPage = 1, limitParameter, limit, in: place }) =>
    withParameters(request, { [pageParameter]: firstPage, ...optional(limitParameter, limit) }, place),
  states: (body, { totalPath, pagesPath, hasMorePath }) => ({
    total: countAt(body, totalPath),
    pages: countAt(body, pagesPath),
    more: flagAt(body, hasMorePath),
  }),
  next(page, options) {
    const { pageParameter, firstPage = 1, in: place } = options;
    const step = countedStep(page, options);
    return step === 'more'
      ? { next: withParameters(page.request, { [pageParameter]: firstPage + page.number }, place) }
      : step;
  },
  guess: ({ request, number }, steps, { pageParameter, firstPage = 1, in: place }) =>
    withParameters(request, { [pageParameter]: firstPage + number + steps - 1 }, place),
});
