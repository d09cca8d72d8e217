import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'unread-date-format-to-report',
  construct: 'Date format of a connector that no converted service writes to',
  becomes: 'Nothing: dates are read in the form in which they come',
  class: 'none',
  difference:
    'Services read dates of this form in silence, and instances know none. Give each mapped date the function "format date" with its source format.',
  convert(scope: Claiming<BundleScope>, index: number) {
    scope.claim(`/connectors/${index}/dateFormat`);
  },
});
