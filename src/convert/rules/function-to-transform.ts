import type { TransformCall } from '../../flow/transform-step.ts';
import type { TransformStep } from '../../legacy/bundle.ts';
import type { Transform } from '../../contract/define-transform.ts';
import { withoutVariables } from '../../contract/template.ts';
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
    if (step.arguments === undefined) return { function: transform.name };
    return { function: transform.name, arguments: literal(step.arguments, transform.templates ?? []) };
  },
});

/** Services have no variables: what looks like one in a text is that text. */
function literal(args: Readonly<Record<string, unknown>>, templates: readonly string[]): Record<string, unknown> {
  // In one order, whatever that of the bundle.
  const given = Object.fromEntries(Object.entries(args).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  for (const name of templates) {
    const text = given[name];
    if (typeof text === 'string') given[name] = withoutVariables(text);
  }
  return given;
}
