// Parts of a schema, as far as they matter for a comparison.
import { canonicalJson } from '../../text/json.ts';
import type { JsonSchema, JsonSchemaObject } from '../api-model.ts';
import { typesOf } from '../schema/shape.ts';
import { isObject, refName } from '../schema/walk.ts';
import { type Direction, quoted } from './change.ts';

export function basesOf(schema: JsonSchema): ReadonlySet<string> {
  const parts = isObject(schema) ? (schema.allOf ?? []) : [];
  return new Set(parts.map(refName).filter((name) => name !== undefined));
}

/** Members that are required here and described elsewhere. */
export function inheritedNeeds({ required = [], properties = {} }: JsonSchemaObject): ReadonlySet<string> {
  return new Set(required.filter((name) => !Object.hasOwn(properties, name)));
}

export function merge(whole: JsonSchemaObject, part: JsonSchemaObject): JsonSchemaObject {
  const merged: Record<string, unknown> = { ...part, ...whole };
  if (whole.properties !== undefined && part.properties !== undefined)
    merged['properties'] = { ...part.properties, ...whole.properties };
  if (whole.required !== undefined && part.required !== undefined)
    merged['required'] = [...new Set([...whole.required, ...part.required])];
  return merged;
}

interface VisibleMember {
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** Members that travel in a direction. */
export function visible(schema: JsonSchemaObject, direction: Direction): Map<string, VisibleMember> {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  const required = new Set(schema.required);
  return new Map(
    Object.entries(schema.properties ?? {})
      .filter(([, member]) => !isObject(member) || member[hidden] !== true)
      .map(([name, member]) => [name, { schema: member, isRequired: required.has(name) }]),
  );
}

export function isDeprecated(schema: JsonSchema): boolean {
  return isObject(schema) && schema.deprecated === true;
}

export function optionsOf(schema: JsonSchemaObject): Map<string, JsonSchema> {
  const options = (schema.oneOf ?? schema.anyOf ?? []).filter((option) => !isNull(option));
  return new Map(options.map((option) => [refName(option) ?? canonicalJson(plain(option)), option]));
}

/** The one option beside null of a schema that can be null; otherwise the schema itself. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const options = isObject(schema) ? (schema.oneOf ?? schema.anyOf ?? []) : [];
  const [value] = options.filter((option) => !isNull(option));
  return value !== undefined && options.length === 2 && options.some(isNull) ? value : schema;
}

export function allowsNull(schema: JsonSchema): boolean {
  return withoutNull(schema) !== schema;
}

function isNull(schema: JsonSchema): boolean {
  return isObject(schema) && typesOf(schema).join() === 'null';
}

/** Without words, which change nothing. */
function plain(schema: JsonSchema): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'description' || key === 'title' || key === 'examples' ? undefined : value,
    ),
  );
}

export function optionWords(key: string): string {
  return key.startsWith('{') ? `of the form ${quoted(key)}` : quoted(key);
}
