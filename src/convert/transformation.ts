import type { TransformCall } from '../flow/transform-step.ts';
import type { MappingRow, TransformStep } from '../legacy/bundle.ts';
import { acceptsArguments } from '../transforms/compile.ts';
import { findTransform } from '../transforms/find.ts';
import fieldScriptToTransform from './rules/field-script-to-transform.ts';
import functionToTransform from './rules/function-to-transform.ts';
import lookupToCrossReference from './rules/lookup-to-cross-reference.ts';
import ignoredArgumentToReport from './rules/ignored-argument-to-report.ts';
import unknownFunctionToTransform from './rules/unknown-function-to-transform.ts';
import type { Scope } from './scope.ts';
import { unknownArguments } from './unknown-arguments.ts';

/** The functions of a mapping row in their order; `undefined` when the row is left out because of one of them. */
export function transformationToTransforms(
  scope: Scope,
  row: MappingRow,
  rowIndex: number,
): readonly TransformCall[] | undefined {
  const calls: TransformCall[] = [];
  for (const [index, step] of (row.transformation ?? []).entries()) {
    const call = convertStep(scope, step, row, { rowIndex, index });
    if (call === 'leave-row-out') return undefined;
    if (call !== undefined) calls.push(call);
  }
  return calls;
}

function convertStep(
  scope: Scope,
  step: TransformStep,
  row: MappingRow,
  { rowIndex, index }: { readonly rowIndex: number; readonly index: number },
): TransformCall | 'leave-row-out' | undefined {
  const member = `mappings/${rowIndex}/transformation/${index}`;
  if (step.scriptId !== undefined || step.function === 'script')
    return fieldScriptToTransform.convert(scope, step.scriptId ?? '', member);
  const table = scope.index.crossReferences.get(step.crossReferenceId ?? '');
  if (table !== undefined) {
    const field = 'field' in row.source ? row.source.field : '';
    return lookupToCrossReference.convert(scope, table, { field, step, member });
  }
  const transform = findTransform(step.function);
  // A lookup without its table, or a function with arguments of another form, is one that nobody can carry out.
  if (
    transform === undefined ||
    transform.name === 'lookup' ||
    step.crossReferenceId !== undefined ||
    !acceptsArguments(transform.name, step.arguments ?? {})
  )
    return unknownFunctionToTransform.convert(scope, step, { rowIndex, index });
  const ignored = unknownArguments(step.arguments, transform);
  ignoredArgumentToReport.convert(scope, ...ignored.map((pointer) => `${member}/arguments${pointer}`));
  return functionToTransform.convert(scope, step, transform, member);
}
