import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'unused-lookup-to-report',
  construct: 'Lookup table, or row of one, that no converted service uses',
  becomes: 'Nothing in a flow',
  class: 'equivalent',
  difference: 'No flow looks anything up in it.',
  convert(scope: Claiming<BundleScope>) {
    scope.claim('/crossReferences');
  },
});
