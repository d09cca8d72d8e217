import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

const difference =
  'The address of a flow is generated: its path cannot be chosen, and the sender must be given the new one.';

export default defineConversionRule({
  name: 'vanity-path-to-address',
  construct: 'Path of an inbound service that somebody chose',
  becomes: 'Nothing: the platform generates the address',
  class: 'none',
  difference,
  /** Noted and not left behind: what the sender has to change is asked with the caller contract. */
  convert(scope: Claiming<ServiceScope>) {
    scope.note(difference, 'trigger/vanityPath');
  },
});
