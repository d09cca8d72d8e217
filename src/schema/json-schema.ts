import * as z from 'zod';

/**
 * The JSON Schema (draft 2020-12) of a zod schema, as editors and the compiled checks use it. Members that begin with
 * `x-` are allowed everywhere: extensions are kept and never judged.
 */
export function toJsonSchema(schema: z.ZodType, options: { readonly reused?: 'inline' | 'ref' } = {}): object {
  return z.toJSONSchema(schema, {
    ...options,
    io: 'input',
    override({ jsonSchema }) {
      if (jsonSchema.additionalProperties === false) jsonSchema.patternProperties = { '^x-': {} };
    },
  });
}
