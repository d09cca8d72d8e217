import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'inactive-to-disabled',
  construct: 'Service that is not active',
  becomes: 'A flow that is not enabled',
  class: 'exact',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('active');
    return { is_enabled: false };
  },
});
