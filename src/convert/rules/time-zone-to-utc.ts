import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'time-zone-to-utc',
  construct: 'Time zone of a destination',
  becomes: 'UTC',
  class: 'equivalent',
  difference:
    'Flows work in UTC: relative times are the same moments, but a date without an offset is read and written as UTC.',
  convert(scope: Claiming<BundleScope>, ...members: readonly string[]) {
    scope.claim(...members);
  },
});
