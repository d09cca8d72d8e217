import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isInbound, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'long-run-to-time-limit',
  construct: 'Run that pulls and pushes for hours',
  becomes: 'At most 30 minutes for each shape that is no connector',
  class: 'equivalent',
  difference: 'A large catch-up may end in a flow where the service went on: pull it in several windows.',
  convert(scope: Claiming<ServiceScope>) {
    if (!isInbound(scope.service)) scope.remark();
  },
});
