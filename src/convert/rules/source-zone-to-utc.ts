import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

const difference =
  'Relative times are the same moments. Where the API reads dates without an offset, give its parameter a date format with one, such as "c".';

export default defineConversionRule({
  name: 'source-zone-to-utc',
  construct: 'Time zone of the source',
  becomes: 'UTC in the dates that the pull asks for',
  class: 'decision',
  difference,
  convert(scope: Claiming<BundleScope>, ...members: readonly string[]) {
    scope.note(difference, ...members);
  },
});
