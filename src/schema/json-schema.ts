import * as z from 'zod';

/**
 * The JSON Schema (draft 2020-12) of a zod schema, as editors and the compiled checks use it. Members that begin with
 * `x-` are allowed everywhere: extensions are kept and never judged.
 */
export function toJsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    io: 'input',
    override({ jsonSchema }) {
      if (jsonSchema.additionalProperties === false) jsonSchema.patternProperties = { '^x-': {} };
    },
  });
}
