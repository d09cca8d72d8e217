import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'status-to-disabled',
  construct: 'Status of the service: active or inactive',
  becomes: 'A flow that is neither enabled nor deployed',
  class: 'equivalent',
  difference: 'Every flow is written disabled, so that service and flow never run together; enable it at cut-over.',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('active');
    return { is_enabled: false };
  },
});
