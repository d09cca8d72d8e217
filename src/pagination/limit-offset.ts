import { fault } from '../../templates/connector/src/runtime/pages/fault.ts';
import { countedStep } from '../../templates/connector/src/runtime/pages/law.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { countAt, flagAt } from './read-stated.ts';
import { withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Limit offset',
  summary:
    'Moves an offset on by the records that came, until the total is reached, the answer says that there is no more, or a page is empty.',
  first: (request, { limitParameter, offsetParameter, limit, in: place }) =>
    withParameters(request, { [limitParameter]: limit, [offsetParameter]: 0 }, place),
  states: (body, { totalPath, countPath, hasMorePath }) => ({
    total: countAt(body, totalPath),
    count: countAt(body, countPath),
    more: flagAt(body, hasMorePath),
  }),
  next(page, options) {
    const { offsetParameter, in: place } = options;
    const step = countedStep(page, options);
    if (step === 'more' && page.position === undefined)
      return fault('no-end', 'has no list that could be counted, so that the next offset is not known');
    return step === 'more' ? { next: withParameters(page.request, { [offsetParameter]: page.position }, place) } : step;
  },
  guess: ({ request, position = 0, count = 0 }, steps, { offsetParameter, in: place }) =>
    withParameters(request, { [offsetParameter]: position + count * (steps - 1) }, place),
});
