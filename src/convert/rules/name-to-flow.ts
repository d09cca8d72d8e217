import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'name-to-flow',
  construct: 'Name of the service',
  becomes: 'Name of the flow',
  class: 'exact',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('name');
    return scope.service.name;
  },
});
