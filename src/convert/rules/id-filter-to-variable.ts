import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isInbound, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'id-filter-to-variable',
  construct: 'Filter by id, which every run by hand offers',
  becomes: 'Flow variable with the id, in a copy of the flow',
  class: 'equivalent',
  difference:
    'A flow pulls a single record only where somebody has built that: keep a copy whose pull takes the id from a flow variable.',
  convert(scope: Claiming<ServiceScope>) {
    if (!isInbound(scope.service)) scope.remark();
  },
});
