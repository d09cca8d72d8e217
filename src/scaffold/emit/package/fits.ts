import type { JsonSchema, JsonSchemaObject } from '../../api-model.ts';
import { judgePattern } from './pattern/judge.ts';
import { shapeOf } from '../../schema/shape.ts';

type Schemas = ReadonlyMap<string, JsonSchema>;

/** Whether a value passes the validator that is written for a schema. Examples that do not are not used. */
export function fits(schema: JsonSchema, value: unknown, schemas: Schemas, depth = 0): boolean {
  if (depth > 60) return false;
  const shape = shapeOf(schema);
  const below = (child: JsonSchema, item: unknown): boolean => fits(child, item, schemas, depth + 1);
  switch (shape.kind) {
    case 'any':
      return true;
    case 'never':
      return false;
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'ref':
      return below(schemas.get(shape.name) ?? true, value);
    case 'enum':
      return shape.values.some((known) => known === value);
    case 'string':
      return typeof value === 'string' && fitsText(shape.schema, value);
    case 'integer':
      return Number.isInteger(value) && fitsLimits(shape.schema, value as number); // isInteger says so
    case 'number':
      return typeof value === 'number' && fitsLimits(shape.schema, value);
    case 'array':
      return (
        Array.isArray(value) &&
        value.length >= (shape.schema.minItems ?? 0) &&
        value.length <= (shape.schema.maxItems ?? Infinity) &&
        value.every((item) => below(shape.items, item))
      );
    case 'tuple':
      return Array.isArray(value) && value.every((item, index) => below(shape.items[index] ?? shape.rest, item));
    case 'all':
      return shape.parts.every((part) => below(part, value));
    case 'one': {
      if (shape.tags === undefined) return shape.options.some((option) => below(option, value));
      const tag = isRecord(value) ? value[shape.tags.member] : undefined;
      const target =
        typeof tag === 'string' && Object.hasOwn(shape.tags.options, tag) ? shape.tags.options[tag] : undefined;
      return target !== undefined && below({ $ref: target }, value);
    }
    case 'object': {
      if (!isRecord(value)) return false;
      const known = new Map(shape.members.map((member) => [member.name, member]));
      if (shape.members.some(({ name, isRequired }) => isRequired && !Object.hasOwn(value, name))) return false;
      return Object.entries(value).every(([name, item]) => {
        const member = known.get(name);
        return member === undefined ? shape.rest === undefined || below(shape.rest, item) : below(member.schema, item);
      });
    }
  }
}

export function fitsText(schema: JsonSchemaObject, text: string): boolean {
  // zod counts UTF-16 units, as JavaScript does.
  if (text.length < (schema.minLength ?? 0) || text.length > (schema.maxLength ?? Infinity)) return false;
  const verdict = schema.pattern === undefined ? undefined : judgePattern(schema.pattern);
  if (verdict !== undefined && 'pattern' in verdict && !new RegExp(verdict.pattern, verdict.flags).test(text))
    return false;
  return formatChecks[schema.format ?? '']?.(text) ?? true;
}

/** Not wider than the checks of the package's runtime/schema.ts: what passes here passes there. */
const formatChecks: Readonly<Record<string, (text: string) => boolean>> = {
  date: (text) => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(text) && !Number.isNaN(Date.parse(text)),
  'date-time': (text) =>
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u.test(text) &&
    !Number.isNaN(Date.parse(text.slice(0, 10))),
  time: (text) => /^\d\d:\d\d:\d\dZ?$/u.test(text),
  email: (text) => /^[^\s@]+@[^\s@]+$/u.test(text),
  uuid: (text) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(text),
  uri: (text) => URL.canParse(text),
  ipv4: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/u.test(text) && !/(?:^|\.)0\d/u.test(text),
  ipv6: (text) => /^[\da-f:]{2,39}$/iu.test(text) && URL.canParse(`http://[${text}]`),
  byte: (text) => /^[\w+/-]*={0,2}$/u.test(text),
};

function fitsLimits(schema: JsonSchemaObject, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  if (value < minimum || value > maximum) return false;
  if (schema.exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  if (schema.exclusiveMaximum !== undefined && value >= exclusiveMaximum) return false;
  const { multipleOf } = schema;
  if (multipleOf === undefined || multipleOf <= 0) return true;
  const ratio = value / multipleOf;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 * Math.max(1, Math.abs(ratio));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
