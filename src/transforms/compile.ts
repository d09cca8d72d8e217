import type { TransformCall } from '../flow/transform-step.ts';
import { TransformError, type TransformContext, type TransformFunction } from './define-transform.ts';
import { findTransform } from './find.ts';

/** Compiles one function of a rule. Throws TransformError for an unknown function or wrong arguments. */
export function compileTransform(call: TransformCall, context: TransformContext): TransformFunction {
  const transform = findTransform(call.function);
  if (transform === undefined) throw new TransformError('there is no such function');
  return transform.compile(call.arguments ?? {}, context);
}
