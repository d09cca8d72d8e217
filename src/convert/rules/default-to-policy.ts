import type { MappingRule } from '../../flow/transform-step.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'default-to-policy',
  construct: 'Default value of a mapping row',
  becomes: 'Policy of the mapping rule: the value that is written when the source is missing',
  class: 'equivalent',
  difference:
    'The platform says it with the function "fallback", which also replaces null, empty text and an empty list.',
  convert(scope: Claiming<ServiceScope>, value: unknown, index: number): NonNullable<MappingRule['when_missing']> {
    scope.claim(`mappings/${index}/whenMissing`);
    return { default: value };
  },
});
