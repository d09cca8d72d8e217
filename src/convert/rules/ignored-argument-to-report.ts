import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'ignored-argument-to-report',
  construct: 'Argument of a function that nothing reads',
  becomes: 'Nothing in a flow',
  class: 'none',
  difference:
    'Neither the service as it is read here nor the flow does anything with it. If it meant something, add a function that does the same to the rule of the map.',
  convert(scope: Claiming<ServiceScope>, ...members: readonly string[]) {
    scope.claim(...members);
  },
});
