import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isInbound, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'manual-run-to-start',
  construct: 'Run by hand, with other filters for this one run',
  becomes: 'Flow that is initialised by hand',
  class: 'equivalent',
  difference:
    'The filters of a flow are changed in the flow itself: for such runs keep a copy of it whose filters read flow variables.',
  convert(scope: Claiming<ServiceScope>) {
    if (!isInbound(scope.service)) scope.remark();
  },
});
