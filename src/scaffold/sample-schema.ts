import { isObject } from '../text/json.ts';
import type { JsonSchema, JsonSchemaObject, JsonType } from './api-model.ts';

/** Stands in a sample where the value is not known: a variable, or a placeholder without a type. */
export const unknownValue: unique symbol = Symbol('unknown value');

/** Stands in a sample where only the type of the value is known. */
export class TypedPlaceholder {
  readonly schema: JsonSchemaObject;

  constructor(schema: JsonSchemaObject) {
    this.schema = schema;
  }
}

/**
 * The schema that all samples satisfy, and no narrower than they prove.
 *
 * A member is required when at least two samples of its object have it and none lacks it. `null` in one sample and a
 * string in another give `['string', 'null']`. What no sample shows (an empty list, a lone `null`, a variable) stays
 * unknown: `true`.
 */
export function sampleSchema(samples: readonly unknown[]): JsonSchema {
  if (samples.length === 0 || samples.includes(unknownValue)) return true;
  const objects = samples.filter(isSampleObject);
  const lists = samples.filter((sample): sample is readonly unknown[] => Array.isArray(sample));
  const scalars = scalarSchema(samples);
  const isNullable = samples.includes(null);
  const shapes: JsonSchemaObject[] = [];
  if (objects.length > 0) shapes.push(objectSchema(objects));
  if (lists.length > 0) shapes.push({ type: 'array', items: sampleSchema(lists.flat()) });
  if (scalars !== undefined) shapes.push(scalars);
  const [only, second] = shapes;
  if (only === undefined) return true;
  if (second === undefined) return isNullable ? withNull(only) : only;
  return { anyOf: isNullable ? [...shapes, { type: 'null' }] : shapes };
}

function isSampleObject(sample: unknown): sample is Record<string, unknown> {
  return isObject(sample) && !(sample instanceof TypedPlaceholder);
}

function objectSchema(samples: readonly Record<string, unknown>[]): JsonSchemaObject {
  const values = new Map<string, unknown[]>();
  for (const sample of samples)
    for (const [key, value] of Object.entries(sample)) {
      const seen = values.get(key);
      if (seen === undefined) values.set(key, [value]);
      else seen.push(value);
    }
  const required = [...values].filter(([, seen]) => samples.length > 1 && seen.length === samples.length);
  return {
    type: 'object',
    properties: Object.fromEntries(Array.from(values, ([key, seen]) => [key, sampleSchema(seen)])),
    ...(required.length === 0 ? {} : { required: required.map(([key]) => key) }),
  };
}

function scalarSchema(samples: readonly unknown[]): JsonSchemaObject | undefined {
  const schemas = samples.map(schemaOfScalar).filter((schema) => schema !== undefined);
  const [first] = schemas;
  if (first === undefined) return undefined;
  let types = [...new Set(schemas.map(({ type }) => type as JsonType))]; // schemaOfScalar gives single types
  if (types.includes('number')) types = types.filter((type) => type !== 'integer');
  const [single] = types;
  const formats = new Set(schemas.map((schema) => schema.format));
  const isLong = single === 'integer' && formats.has('int64');
  const format = isLong ? 'int64' : formats.size === 1 ? first.format : undefined;
  return {
    type: types.length === 1 && single !== undefined ? single : types,
    ...(format === undefined || types.length > 1 ? {} : { format }),
  };
}

function schemaOfScalar(value: unknown): JsonSchemaObject | undefined {
  if (value instanceof TypedPlaceholder) return value.schema;
  if (typeof value === 'string') return isMoment(value) ? { type: 'string', format: 'date-time' } : { type: 'string' };
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return { type: 'number' };
    return Number.isSafeInteger(value) ? { type: 'integer' } : { type: 'integer', format: 'int64' };
  }
  return typeof value === 'boolean' ? { type: 'boolean' } : undefined;
}

/** RFC 3339 with a zone. Anything looser may be text that only looks like a date. */
function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u.test(text);
}

function withNull(schema: JsonSchemaObject): JsonSchemaObject {
  const types = schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type;
  return { ...schema, type: [...types, 'null'] };
}
