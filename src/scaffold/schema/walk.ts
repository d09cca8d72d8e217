import type { JsonSchema, JsonSchemaObject } from '../api-model.ts';

const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const maps = ['properties', 'patternProperties'] as const;
const singles = ['items', 'additionalProperties', 'not'] as const;

/** Copies a schema with every schema directly below it changed. Keywords that hold data are left alone. */
export function mapChildren(schema: JsonSchemaObject, change: (child: JsonSchema) => JsonSchema): JsonSchemaObject {
  const copy: Record<string, unknown> = { ...schema };
  for (const key of lists) if (schema[key] !== undefined) copy[key] = schema[key].map(change);
  for (const key of singles) if (schema[key] !== undefined) copy[key] = change(schema[key]);
  for (const key of maps)
    if (schema[key] !== undefined)
      copy[key] = ownRecord(Object.entries(schema[key]).map(([name, child]) => [name, change(child)]));
  return copy;
}

/** Schemas directly below one. */
export function childrenOf(schema: JsonSchemaObject): JsonSchema[] {
  return [
    ...lists.flatMap((key) => schema[key] ?? []),
    ...singles.flatMap((key) => schema[key] ?? []),
    ...maps.flatMap((key) => Object.values(schema[key] ?? {})),
  ];
}

/** `Object.fromEntries` that keeps a member named `__proto__`, as it does, typed for schemas. */
export function ownRecord<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries(entries);
}

export function isObject(schema: JsonSchema | undefined): schema is JsonSchemaObject {
  return typeof schema === 'object';
}

const prefix = '#/$defs/';

/** The name that a reference points to. */
export function refName(schema: JsonSchema | undefined): string | undefined {
  return isObject(schema) && schema.$ref?.startsWith(prefix) === true ? schema.$ref.slice(prefix.length) : undefined;
}

export function refTo(name: string): string {
  return `${prefix}${name}`;
}

/** Every name that a schema refers to, itself or below. */
export function refsOf(schema: JsonSchema, found = new Set<string>()): Set<string> {
  const name = refName(schema);
  if (name !== undefined) found.add(name);
  if (isObject(schema)) for (const child of childrenOf(schema)) refsOf(child, found);
  return found;
}
