import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'pending-to-next-run',
  construct: 'Pending record, which the service tries about four times on its own',
  becomes: 'The next run that pulls it',
  class: 'decision',
  difference:
    'A flow tries a record again when a later run pulls it. Keep the window longer than an outage of the destination, or have a sweeper, or ask for a retry of the run in a response script.',
  convert(scope: Claiming<ServiceScope>) {
    scope.remark();
  },
});
