import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'idle-script-to-cold-start',
  construct: 'Script that runs rarely',
  becomes: 'A script that is taken down after four days without an enabled flow',
  class: 'equivalent',
  difference: 'The first run after a pause takes longer.',
  convert(scope: Claiming<BundleScope>) {
    if (scope.bundle.scripts.length > 0) scope.remark();
  },
});
