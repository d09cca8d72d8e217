import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'type-to-flow',
  construct: 'Service of type standard',
  becomes: 'A flow',
  class: 'exact',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('type');
  },
});
