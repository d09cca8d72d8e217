import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isInbound, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'delivery-queue-to-run-queue',
  construct: 'Queue of inbound records with guaranteed delivery',
  becomes: 'Queue of runs',
  class: 'equivalent',
  difference:
    'The sender is told that a run has started, not that its record is stored: let it send again what it has no proof of.',
  convert(scope: Claiming<ServiceScope>) {
    if (isInbound(scope.service)) scope.remark();
  },
});
