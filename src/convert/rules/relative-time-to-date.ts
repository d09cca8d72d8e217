import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'relative-time-to-date',
  construct: 'Time before now in a filter row',
  becomes: 'Relative date',
  class: 'equivalent',
  difference:
    'The same window, measured from the start of the run; a flow that is retried may measure from when it was queued.',
  convert(scope: Claiming<ServiceScope>, index: number) {
    scope.claim(`filters/${index}/value`);
  },
});
