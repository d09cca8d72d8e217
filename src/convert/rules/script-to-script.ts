import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'script-to-script',
  construct: 'Custom script',
  becomes: 'Nothing yet',
  class: 'none',
  difference:
    'Scripts are not converted yet: the input of a flow script is another one, so its code has to be checked.',
  convert(scope: Claiming<BundleScope>, index: number) {
    scope.claim(`/scripts/${index}`);
  },
});
