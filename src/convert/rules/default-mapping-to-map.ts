import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'default-mapping-to-map',
  construct: 'Default mappings of the two systems',
  becomes: 'The mapping rows, as rules of the map',
  class: 'decision',
  difference:
    'Leave "generate automatic mapping" alone, or start with it and drop these rules: generated rules may write the same fields.',
  convert(scope: Claiming<ServiceScope>) {
    if (scope.service.mappings.length > 0) scope.remark();
  },
});
