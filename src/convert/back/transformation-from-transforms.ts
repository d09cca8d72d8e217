import { textWithoutVariables } from '../../contract/template.ts';
import type { TransformCall } from '../../flow/transform-step.ts';
import { findTransform } from '../../transforms/find.ts';
import type { Lookups } from './lookups.ts';
import type { FlowScope } from './scope.ts';

interface Around {
  /** JSON pointer of the functions. */
  readonly pointer: string;
  readonly lookups: Lookups;
  /** Functions at the start that are read already. */
  readonly skip: number;
}

/** The inverse of `transformation.ts`: the functions of a rule, in their order. */
export function readTransformation(
  scope: FlowScope,
  transforms: readonly TransformCall[],
  { pointer, lookups, skip }: Around,
): readonly unknown[] {
  return transforms.flatMap((call, index) =>
    index < skip ? [] : [readCall(scope, call, `${pointer}/${index}`, lookups)],
  );
}

function readCall(scope: FlowScope, call: TransformCall, pointer: string, lookups: Lookups): unknown {
  const transform = findTransform(call.function);
  if (transform === undefined)
    return scope.refuse(call, {
      code: 'back/function',
      message: `No service has a function "${call.function}".`,
      help: 'Use a function of the list in docs/transforms.md.',
      pointer: `${pointer}/function`,
    });
  if (transform.name === 'lookup') return lookups.read(scope, call, pointer);
  const given = { ...call.arguments };
  for (const name of transform.templates ?? []) {
    const text = given[name];
    if (typeof text !== 'string') continue;
    const plain = textWithoutVariables(text);
    if (plain === undefined)
      return scope.refuse(call, {
        code: 'back/variable',
        message: `Function "${transform.name}" is given a variable: "${text}".`,
        help: 'A service has no variables: write a fixed text.',
        pointer: `${pointer}/arguments/${name}`,
      });
    given[name] = plain;
  }
  return { function: transform.name, ...(call.arguments === undefined ? {} : { arguments: given }) };
}
