import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'idle-setting-to-report',
  construct: 'Setting without effect in its place, such as the page size of a service that pulls nothing',
  becomes: 'Nothing in a flow',
  class: 'equivalent',
  difference: 'It has no effect in the service either.',
  convert(scope: Claiming<ServiceScope>, ...members: readonly string[]) {
    scope.claim(...members);
  },
});
