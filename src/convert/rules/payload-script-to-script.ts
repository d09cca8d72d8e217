import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

const reason = 'Payload scripts cannot be moved yet, and a flow without the script would send other records.';

export default defineConversionRule({
  name: 'payload-script-to-script',
  construct: 'Payload script of a service',
  becomes: 'No flow is made of the service yet',
  class: 'none',
  difference: reason,
  /** Why there is no flow. */
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('');
    return reason;
  },
});
