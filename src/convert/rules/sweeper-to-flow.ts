import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { atPartner, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'sweeper-to-flow',
  construct: 'Service of type sweeper',
  becomes: 'A flow of its own that uses the data pool of its partner',
  class: 'equivalent',
  difference: 'Data pools are not atomic: never let the schedules of the two flows overlap.',
  convert(scope: Claiming<ServiceScope>) {
    const { owner } = atPartner(scope);
    scope.claim('type', 'sweeps');
    return owner === scope.owner ? [] : [`Sweeper of service ${owner}.`];
  },
});
