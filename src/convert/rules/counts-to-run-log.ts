import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'counts-to-run-log',
  construct: 'Pulled and pushed counts of a sync',
  becomes: 'Payload counts in the run log',
  class: 'equivalent',
  difference: 'The run log counts payloads of shapes: pages at the pull, records behind the flow control.',
  convert(scope: Claiming<ServiceScope>) {
    scope.remark();
  },
});
