import { generatedHeader } from './header.ts';
import type { SchemaPlan } from './schema-plan.ts';
import type { TypeWriter } from './types.ts';

/** `src/types.ts`: one declaration for each named schema, and one more where requests see it differently. */
export async function emitTypes(schemas: SchemaPlan, types: TypeWriter): Promise<string> {
  const declarations: string[] = [];
  for (const { identifier, schema } of schemas.named) declarations.push(await types.write({ identifier, schema }));
  const isUsed = (name: string): boolean => declarations.some((text) => new RegExp(`\\b${name}\\b`, 'u').test(text));
  return [
    generatedHeader,
    ...(isUsed('Binary') ? ["import type { Binary } from './runtime/body.ts';"] : []),
    ...(isUsed('ExactNumber') ? ["import type { ExactNumber } from './runtime/exact-number.ts';"] : []),
    '',
    "export type { Binary } from './runtime/body.ts';",
    "export type { ExactNumber } from './runtime/exact-number.ts';",
    '',
    declarations.join('\n'),
  ].join('\n');
}
