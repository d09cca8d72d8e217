import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'empty-mapping-to-pass-through',
  construct: 'Service without mappings',
  becomes: 'No map shape',
  class: 'equivalent',
  difference: 'The record is pushed as it was pulled.',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('mappings');
  },
});
