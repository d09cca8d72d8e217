import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'resync-to-targeted-run',
  construct: 'Resync of one failed record',
  becomes: 'Run of a copy of the flow that takes an id',
  class: 'equivalent',
  difference:
    'Repeating a run of a flow repeats all of it, in the version it first ran in. For one record keep the copy that takes an id; the data pool lets it through, because it never arrived.',
  convert(scope: Claiming<ServiceScope>) {
    scope.remark();
  },
});
