import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'page-size-to-pagination',
  construct: 'Page size of the source',
  becomes: 'Pagination of the endpoint',
  class: 'equivalent',
  difference:
    'The page size is a setting of the endpoint, shared by all flows that call it; each page becomes one payload.',
  convert(scope: Claiming<ServiceScope>, member: string) {
    scope.claim(member);
  },
});
