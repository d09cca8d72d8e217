import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'required-to-rule',
  construct: 'Red star of a mapping row',
  becomes: 'An ordinary rule',
  class: 'equivalent',
  difference: 'Maps lock no rules: nothing keeps a person from deleting it.',
  convert(scope: Claiming<ServiceScope>, index: number) {
    scope.claim(`mappings/${index}/required`);
  },
});
