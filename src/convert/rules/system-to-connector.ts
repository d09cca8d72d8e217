import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';
import declaredFieldToPath from './declared-field-to-path.ts';
import sampleToSchema from './sample-to-schema.ts';

export default defineConversionRule({
  name: 'system-to-connector',
  construct: 'System',
  becomes: 'Connector of the same product',
  class: 'equivalent',
  difference:
    'The connector comes from the marketplace or is built; its entities, fields and pages may differ from those of the system.',
  convert(scope: Claiming<BundleScope>, index: number) {
    declaredFieldToPath.convert(scope, index);
    if (scope.bundle.systems[index]?.kind === 'inboundApi') sampleToSchema.convert(scope, index);
    scope.claim(`/systems/${index}`);
  },
});
