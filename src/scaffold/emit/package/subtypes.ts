import type { JsonSchema, JsonSchemaObject } from '../../api-model.ts';
import { isObject, refName, refTo } from '../../schema/walk.ts';

type Schemas = ReadonlyMap<string, JsonSchema>;

/** A union of more types than this is of use to nobody, and slow to check. */
const largestFamily = 100;

/**
 * A schema with a discriminator from which others inherit (`allOf`) stands for any of them: it becomes their union, as if
 * it had said so with `oneOf`. What they share gets a name of its own, from which they inherit instead.
 */
export function withSubtypes(schemas: Schemas): Map<string, JsonSchema> {
  const heirs = heirsByBase(schemas);
  const result = new Map(schemas);
  for (const [name, schema] of schemas) {
    if (!isObject(schema) || schema.discriminator === undefined) continue;
    const family = familyOf(name, schema, heirs, schemas);
    const isUnion = schema.oneOf !== undefined || schema.anyOf !== undefined;
    if (isUnion || family.length === 0 || family.length > largestFamily) continue;
    const base = freeName(`${name} (base)`, result);
    result.set(name, unionOf(schema, name, base, family));
    for (const heir of heirs.get(name) ?? []) result.set(heir, inheriting(result.get(heir) ?? true, name, base));
    const { discriminator: _discriminator, ...own } = schema;
    result.set(base, own);
  }
  return result;
}

/** `base` is one of the union only where a tag leads to it: others are never more than a part of something. */
function unionOf(schema: JsonSchemaObject, name: string, base: string, family: readonly string[]): JsonSchema {
  const { propertyName = '', mapping = {} } = schema.discriminator ?? {};
  const mapped = Object.entries(mapping).map(([tag, $ref]) => [tag, refName({ $ref }) === name ? refTo(base) : $ref]);
  // Without a mapping the names of schemas are the tags.
  const tags = mapped.length === 0 ? [[name, refTo(base)]] : mapped;
  const isBaseUsed = tags.some(([, target]) => target === refTo(base));
  return {
    ...(schema.description === undefined ? {} : { description: schema.description }),
    oneOf: [...(isBaseUsed ? [base] : []), ...family].map((one) => ({ $ref: refTo(one) })),
    discriminator: { propertyName, mapping: Object.fromEntries(tags) as Record<string, string> }, // pairs of texts
  };
}

function inheriting(schema: JsonSchema, name: string, base: string): JsonSchema {
  if (!isObject(schema)) return schema;
  const parts = schema.allOf?.map((part) =>
    isObject(part) && refName(part) === name ? { ...part, $ref: refTo(base) } : part,
  );
  return parts === undefined ? schema : { ...schema, allOf: parts };
}

/** Those that inherit, at any distance, and those that a tag leads to. */
function familyOf(
  name: string,
  { discriminator }: JsonSchemaObject,
  heirs: ReadonlyMap<string, readonly string[]>,
  schemas: Schemas,
): readonly string[] {
  const mapped = Object.values(discriminator?.mapping ?? {}).flatMap(($ref) => refName({ $ref }) ?? []);
  const family = new Set(mapped.filter((one) => schemas.has(one)));
  for (const heir of heirs.get(name) ?? []) family.add(heir);
  for (const one of family) for (const heir of heirs.get(one) ?? []) family.add(heir);
  family.delete(name);
  return [...family];
}

function heirsByBase(schemas: Schemas): ReadonlyMap<string, readonly string[]> {
  const heirs = new Map<string, string[]>();
  for (const [name, schema] of schemas)
    for (const part of (isObject(schema) ? schema.allOf : undefined) ?? []) {
      const base = refName(part);
      if (base === undefined || base === name) continue;
      const known = heirs.get(base);
      if (known === undefined) heirs.set(base, [name]);
      else known.push(name);
    }
  return heirs;
}

function freeName(wanted: string, schemas: Schemas): string {
  return schemas.has(wanted) ? freeName(`${wanted}_`, schemas) : wanted;
}
