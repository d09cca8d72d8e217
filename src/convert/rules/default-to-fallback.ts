import type { TransformCall } from '../../flow/transform-step.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'default-to-fallback',
  construct: 'Default value of a mapping row',
  becomes: 'Function "fallback"',
  class: 'equivalent',
  difference: 'The fallback is also written for null, empty text and an empty list, not for a missing field alone.',
  convert(scope: Claiming<ServiceScope>, value: unknown, index: number): TransformCall {
    scope.claim(`mappings/${index}/whenMissing`);
    return { function: 'fallback', arguments: { value } };
  },
});
