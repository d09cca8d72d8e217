import { generatedHeader } from './header.ts';
import type { SchemaPlan } from './schema-plan.ts';
import type { TypeWriter } from './types.ts';

/** `src/types.ts`: one declaration for each named schema, and one more where requests see it differently. */
export async function emitTypes(schemas: SchemaPlan, types: TypeWriter): Promise<string> {
  const declarations: string[] = [];
  for (const { identifier, schema } of schemas.named) declarations.push(await types.write({ identifier, schema }));
  const usesBinary = declarations.some((text) => /\bBinary\b/u.test(text));
  return [
    generatedHeader,
    ...(usesBinary ? ["import type { Binary } from './runtime/body.ts';"] : []),
    '',
    "export type { Binary } from './runtime/body.ts';",
    '',
    declarations.join('\n'),
  ].join('\n');
}
