import type * as z from 'zod';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { shapeIdentifier } from '../flow/graph.ts';
import type { FlowFile } from '../flow/model.ts';
import { shapeSettings, transformArguments } from '../schema/compiled/units.generated.js';
import type { ValidateFunction } from '../schema/validate-function.ts';
import { findShape } from '../shapes/find.ts';
import { findTransform } from '../transforms/find.ts';
import { stepsOf, transformsOf } from './define-rule.ts';

/** Checks what units say about themselves: settings of shapes, and arguments of transforms. */
export async function checkSettings(flow: FlowFile): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { step, pointer } of stepsOf(flow)) {
    const shape = findShape(shapeIdentifier(step));
    if (shape === undefined) continue;
    const at = step.config === undefined ? pointer : `${pointer}/config`;
    found.push(...(await check(shapeSettings[shape.kind], shape.schema, step.config ?? {}, at)));
  }
  for (const { call, pointer } of transformsOf(flow)) {
    const transform = findTransform(call.function);
    if (transform === undefined) continue;
    const at = call.arguments === undefined ? pointer : `${pointer}/arguments`;
    const schema = async (): Promise<z.ZodType> =>
      transform.arguments((await import('../schema/schema-kit.ts')).schemaKit);
    found.push(...(await check(transformArguments[transform.name], schema, call.arguments ?? {}, at)));
  }
  return found;
}

async function check(
  accepts: ValidateFunction | undefined,
  schema: (() => Promise<z.ZodType>) | undefined,
  value: unknown,
  at: string,
): Promise<readonly Finding[]> {
  if (schema === undefined || accepts?.(value) === true) return [];
  const { checkSchema } = await import('./check-schema.ts');
  return checkSchema(await schema(), value, at);
}
