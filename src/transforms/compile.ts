import type { TransformCall } from '../flow/transform-step.ts';
import { firstProblem } from '../schema/validate-function.ts';
import { TransformError, type TransformContext, type TransformFunction } from '../contract/define-transform.ts';
import { transformArguments } from '../schema/compiled/units.generated.js';
import { findTransform } from './find.ts';

/** Whether these arguments have the form that a transform asks for. */
export function acceptsArguments(transform: string, args: unknown): boolean {
  return transformArguments[transform]?.(args) !== false;
}

/** Compiles one function of a rule. Throws TransformError for an unknown function or wrong arguments. */
export function compileTransform(call: TransformCall, context: TransformContext): TransformFunction {
  const transform = findTransform(call.function);
  if (transform === undefined) throw new TransformError('there is no such function');
  const args = call.arguments ?? {};
  const accepts = transformArguments[transform.name];
  if (accepts?.(args) === false) throw new TransformError(`its arguments are wrong: ${firstProblem(accepts)}`);
  return transform.compile(args, context);
}
