import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

const reason =
  'The script is written in a language that flows do not offer, or is not in the bundle; without it other records would be sent.';

export default defineConversionRule({
  name: 'unoffered-script-to-report',
  construct: 'Use of a script that no flow can run',
  becomes: 'No flow where it works on the record, no mapping row where it works on a field',
  class: 'none',
  difference: reason,
  /** Why it is left out. */
  convert(scope: Claiming<BundleScope>, member: string) {
    scope.claim(member);
    return reason;
  },
});
