import type { TransformCall } from '../../flow/transform-step.ts';
import type { TransformStep } from '../../legacy/bundle.ts';
import type { Transform } from '../../contract/define-transform.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'function-to-transform',
  construct: 'Function of a transformation',
  becomes: 'Transform function of the same name and place',
  class: 'equivalent',
  difference:
    'The list of functions of services is not public; the one of flows with this name is taken to do the same.',
  convert(scope: Claiming<ServiceScope>, step: TransformStep, transform: Transform, member: string): TransformCall {
    scope.claim(member);
    return { function: transform.name, ...(step.arguments === undefined ? {} : { arguments: step.arguments }) };
  },
});
