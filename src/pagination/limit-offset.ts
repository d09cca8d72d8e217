import { countedStep } from '../../templates/connector/src/runtime/pages/law.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { countAt } from './read-stated.ts';
import { withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Limit offset',
  summary: 'Moves an offset on by the records that came, until the total is reached or a page is empty.',
  first: (request, { limitParameter, offsetParameter, limit, in: place }) =>
    withParameters(request, { [limitParameter]: limit, [offsetParameter]: 0 }, place),
  states: (body, { totalPath, countPath }) => ({ total: countAt(body, totalPath), count: countAt(body, countPath) }),
  next(page, options) {
    const { offsetParameter, in: place } = options;
    const step = countedStep(page, options);
    return step === 'more' ? { next: withParameters(page.request, { [offsetParameter]: page.position }, place) } : step;
  },
  guess: ({ request, position = 0, count = 0 }, steps, { offsetParameter, in: place }) =>
    withParameters(request, { [offsetParameter]: position + count * (steps - 1) }, place),
});
