import * as z from 'zod';

/** The keys that a schema knows for the object at a path: what a misspelt key may have meant. */
export function allowedKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let level = unwrap(schema);
  for (const key of path) level = level.flatMap((one) => step(one, key));
  return [...new Set(level.flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : [])))];
}

function step(schema: z.core.$ZodType, key: PropertyKey): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return unwrap(schema.element);
  if (schema instanceof z.ZodRecord) return unwrap(schema.valueType);
  if (!(schema instanceof z.ZodObject)) return [];
  const member: unknown = schema.shape[String(key)];
  return member instanceof z.ZodType ? unwrap(member) : [];
}

function unwrap(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => unwrap(option));
  return [schema];
}
