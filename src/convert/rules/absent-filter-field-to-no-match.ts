import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'absent-filter-field-to-no-match',
  construct: 'Record without a field that a filter row asks for',
  becomes: 'A record that does not pass, unless the operator asks for an empty field',
  class: 'decision',
  difference: 'What the service did is not documented. Look at records without the field before cut-over.',
  convert(scope: Claiming<ServiceScope>) {
    if (scope.service.filters.length > 0) scope.remark();
  },
});
