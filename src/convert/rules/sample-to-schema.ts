import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'sample-to-schema',
  construct: 'Sample of what an inbound service takes',
  becomes: 'Sample under "x-repatch" of the flow, from which a schema can be made',
  class: 'equivalent',
  difference:
    'Nothing refuses a body of another form: import the sample as the schema of the trigger where maps need one.',
  convert(scope: Claiming<BundleScope>, system: number) {
    for (const [index, { sample }] of (scope.bundle.systems[system]?.entities ?? []).entries())
      if (sample !== undefined) scope.claim(`/systems/${system}/entities/${index}/sample`);
  },
});
