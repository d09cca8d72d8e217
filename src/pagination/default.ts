import { definePagination } from '../contract/define-pagination.ts';

export default definePagination({
  method: 'default',
  summary: 'One request; what it answers is all there is.',
  first: (request) => request,
  next: () => 'end',
});
