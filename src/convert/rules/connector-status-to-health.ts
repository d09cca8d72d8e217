import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

const difference = 'The instance starts without one: test it after its credentials are entered.';

export default defineConversionRule({
  name: 'connector-status-to-health',
  construct: 'Status of a connector: operational, unreachable or refused',
  becomes: 'Health of the instance, which the platform finds out itself',
  class: 'none',
  difference,
  /** Noted and not left behind: nothing that runs reads it. */
  convert(scope: Claiming<BundleScope>, index: number) {
    scope.note(difference, `/connectors/${index}/status`);
  },
});
