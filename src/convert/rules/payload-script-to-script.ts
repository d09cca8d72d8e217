import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

const reason =
  'The service hands its records to a payload script, which cannot be moved yet; a flow without it would send other records.';

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
