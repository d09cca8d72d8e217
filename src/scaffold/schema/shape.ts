import type { JsonSchema, JsonSchemaObject, JsonType } from '../api-model.ts';
import { isObject, refName } from './walk.ts';

/**
 * What a schema comes down to, one level of it. Types, validators, samples and checks all start from this, so that they
 * agree on what a description means.
 */
export type Shape =
  | { readonly kind: 'any' | 'never' | 'null' | 'boolean' }
  | { readonly kind: 'ref'; readonly name: string }
  /** Listed values of scalar type. One value alone is a tag and stays closed. */
  | { readonly kind: 'enum'; readonly values: readonly Scalar[] }
  | { readonly kind: 'string' | 'number' | 'integer'; readonly schema: JsonSchemaObject }
  | { readonly kind: 'array'; readonly schema: JsonSchemaObject; readonly items: JsonSchema }
  | { readonly kind: 'tuple'; readonly items: readonly JsonSchema[]; readonly rest: JsonSchema }
  | { readonly kind: 'object'; readonly members: readonly Member[]; readonly rest: JsonSchema | undefined }
  | { readonly kind: 'all'; readonly parts: readonly JsonSchema[] }
  | { readonly kind: 'one'; readonly options: readonly JsonSchema[]; readonly tags?: Tags };

export type Scalar = string | number | boolean | null;

export interface Member {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** The member that tells the options of a union apart, and the names in it that are known. */
export interface Tags {
  readonly member: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Beyond this many, a list of values is a catalogue that will have changed tomorrow: plain text. */
export const largestEnum = 300;

export function shapeOf(schema: JsonSchema): Shape {
  if (!isObject(schema)) return { kind: schema ? 'any' : 'never' };
  const name = refName(schema);
  if (name !== undefined) return { kind: 'ref', name };
  const types = typesOf(schema);
  if (types.length > 1) return { kind: 'one', options: types.map((type) => withType(schema, type)) };
  const parts = partsOf(schema, types);
  if (parts.length > 1) return { kind: 'all', parts };
  if (schema.allOf !== undefined && parts[0] !== undefined) return shapeOf(parts[0]);
  const options = schema.oneOf ?? schema.anyOf;
  if (options !== undefined && options.length > 0) return unionOf(schema, options);
  return plainShape(schema, types[0]);
}

function plainShape(schema: JsonSchemaObject, type: JsonType | undefined): Shape {
  const values = enumOf(schema);
  if (values !== undefined && type !== 'object' && type !== 'array') return { kind: 'enum', values };
  switch (type) {
    case undefined:
      return { kind: 'any' };
    case 'null':
    case 'boolean':
      return { kind: type };
    case 'string':
    case 'number':
    case 'integer':
      return { kind: type, schema };
    case 'array':
      return schema.prefixItems === undefined
        ? { kind: 'array', schema, items: schema.items ?? true }
        : { kind: 'tuple', items: schema.prefixItems, rest: schema.items ?? true };
    case 'object':
      return objectShape(schema);
  }
}

function objectShape(schema: JsonSchemaObject): Shape {
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required);
  const members = properties.map(([name, member]) => ({ name, schema: member, isRequired: required.has(name) }));
  // Required, but described elsewhere or not at all.
  for (const name of required)
    if (!Object.hasOwn(schema.properties ?? {}, name)) members.push({ name, schema: true, isRequired: true });
  const rest = restOf(schema);
  return {
    kind: 'object',
    members,
    rest: rest === false ? undefined : (rest ?? (members.length === 0 ? true : undefined)),
  };
}

/** What members may be that have no name here. Which pattern a name follows is left open. */
function restOf({ patternProperties, additionalProperties }: JsonSchemaObject): JsonSchema | undefined {
  const patterns = Object.values(patternProperties ?? {});
  if (patterns.length === 0 || additionalProperties === true) return additionalProperties;
  const others = additionalProperties === undefined || additionalProperties === false ? [] : [additionalProperties];
  return { anyOf: [...patterns, ...others] };
}

function unionOf(schema: JsonSchemaObject, options: readonly JsonSchema[]): Shape {
  const [only] = options;
  if (options.length === 1 && only !== undefined) return shapeOf(only);
  const { discriminator } = schema;
  const names = options.map(refName);
  if (discriminator?.mapping === undefined || names.includes(undefined)) return { kind: 'one', options };
  return { kind: 'one', options, tags: { member: discriminator.propertyName, options: discriminator.mapping } };
}

/** The schemas that have to hold together; the schema's own keywords are one of them. */
function partsOf(schema: JsonSchemaObject, types: readonly JsonType[]): JsonSchema[] {
  const { allOf, anyOf, oneOf, discriminator, ...own } = schema;
  const union = [oneOf, anyOf].filter((options) => options !== undefined && options.length > 0).length;
  if (allOf === undefined && union === 0) return [];
  const isBare =
    enumOf(own) === undefined &&
    (types[0] !== 'object' ||
      (own.properties === undefined && own.required === undefined && !isObject(own.additionalProperties))) &&
    (types[0] !== 'array' || own.items === undefined) &&
    types[0] !== 'string';
  const unions: JsonSchema[] = [
    ...(oneOf !== undefined && oneOf.length > 0
      ? [{ oneOf, ...(discriminator === undefined ? {} : { discriminator }) }]
      : []),
    ...(anyOf !== undefined && anyOf.length > 0
      ? [{ anyOf, ...(discriminator === undefined ? {} : { discriminator }) }]
      : []),
  ];
  const parts = [...(allOf ?? []).filter((part) => !isVacuous(part)), ...unions];
  return isBare && parts.length > 0 ? parts : [...parts, own];
}

function isVacuous(schema: JsonSchema): boolean {
  return schema === true || (isObject(schema) && refName(schema) === undefined && shapeOf(schema).kind === 'any');
}

/** `null` last; a type that is not stated is read off the keywords that only make sense for one. */
export function typesOf(schema: JsonSchemaObject): JsonType[] {
  const { type } = schema;
  if (Array.isArray(type)) {
    const types: readonly JsonType[] = type;
    const unique = [...new Set(types)].filter((item) => item !== 'integer' || !types.includes('number'));
    return [...unique.filter((item) => item !== 'null'), ...unique.filter((item) => item === 'null')];
  }
  if (typeof type === 'string') return [type];
  if (schema.properties ?? schema.additionalProperties ?? schema.patternProperties ?? schema.required)
    return ['object'];
  if (schema.items ?? schema.prefixItems) return ['array'];
  if (schema.enum !== undefined || schema.const !== undefined) return [];
  if (schema.format !== undefined && /^(?:date|date-time|uuid|uri|email|byte|binary)$/u.test(schema.format))
    return ['string'];
  return schema.pattern === undefined ? [] : ['string'];
}

function withType(schema: JsonSchemaObject, type: JsonType): JsonSchema {
  if (type === 'null') return { type };
  const values = schema.enum?.filter((value) => value !== null);
  return { ...schema, type, ...(values === undefined ? {} : { enum: values }) };
}

function enumOf(schema: JsonSchemaObject): readonly Scalar[] | undefined {
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (values === undefined || values.length === 0 || values.length > largestEnum) return undefined;
  return values.every((value): value is Scalar => typeof value !== 'object' || value === null)
    ? [...new Set(values)]
    : undefined;
}
