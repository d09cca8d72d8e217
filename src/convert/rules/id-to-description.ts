import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'id-to-description',
  construct: 'Id of the service',
  becomes: 'A line in the description of the flow',
  class: 'equivalent',
  difference: 'The flow gets an id of its own; the old one stays in the description for support and logs.',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('id');
    return `From service ${scope.service.id}.`;
  },
});
