import type { TransformCall } from '../../flow/transform-step.ts';
import { withoutVariables } from '../../contract/template.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'constant-to-rule',
  construct: 'Fixed value as the source of a mapping row',
  becomes: 'Rule without source that begins with a custom string, number or boolean',
  class: 'equivalent',
  difference: 'The value is written by a function of the rule.',
  convert(scope: Claiming<ServiceScope>, constant: unknown, index: number): TransformCall {
    const member = `mappings/${index}/source`;
    scope.claim(member);
    if (typeof constant === 'string')
      return { function: 'custom string', arguments: { text: withoutVariables(constant) } };
    if (typeof constant === 'number') return { function: 'custom number', arguments: { value: constant } };
    if (typeof constant === 'boolean') return { function: 'custom boolean', arguments: { value: constant } };
    return { function: 'fallback', arguments: { value: constant } };
  },
});
