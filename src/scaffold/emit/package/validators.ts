// Validators as calls of the few builders in the package's runtime/schema.ts. References are lazy, so a file of a
// thousand schemas costs nothing until one is used, and cycles need no care.
import type { JsonSchema, JsonSchemaObject } from '../../api-model.ts';
import { judgePattern } from './pattern/judge.ts';
import { type NumberRange, exactLimit, numberRange } from '../../schema/number-range.ts';
import { type Shape, largestEnum, shapeOf } from '../../schema/shape.ts';
import { isObject } from '../../schema/walk.ts';
import { literal, memberName, quote } from './text.ts';

/** Formats that the runtime checks. All others are only text. */
const formats = new Set(['date', 'date-time', 'time', 'email', 'uuid', 'uri', 'ipv4', 'ipv6', 'byte']);

export interface ValidatorContext {
  /** Comes before the names of named schemas: `''` or `'schemas.'`. */
  readonly prefix: string;
  /** Told of each check that cannot be made. */
  readonly note: (message: string) => void;
}

/** The expression that builds the validator of a schema. */
export function validatorOf(schema: JsonSchema, context: ValidatorContext, indent = ''): string {
  const shape = shapeOf(schema);
  const values = isObject(schema) ? (schema.enum?.length ?? 0) : 0;
  if (values > largestEnum)
    context.note(`A list of ${values} values is too long to be a type; any ${shape.kind} is taken.`);
  const inner = `${indent}  `;
  const below = (child: JsonSchema, at = indent): string => validatorOf(child, context, at);
  switch (shape.kind) {
    case 'any':
      return 's.unknown()';
    case 'never':
      return 's.never()';
    case 'null':
      return 's.nothing()';
    case 'boolean':
      return 's.boolean()';
    case 'ref':
      return `s.ref(${context.prefix}${shape.name})`;
    case 'enum': {
      const [first, ...others] = shape.values;
      return others.length === 0 ? `s.literal(${literal(first)})` : openEnum(shape.values, indent);
    }
    case 'string':
      return stringValidator(shape.schema, context);
    case 'number':
    case 'integer':
      return `s.${numberBuilder(shape.kind, numberRange(shape.schema))}(${settings(numberLimits(shape.schema))})`;
    case 'array': {
      const { minItems, maxItems } = shape.schema;
      const limits = maxItems === undefined ? [minItems] : [minItems ?? 'undefined', maxItems];
      return `s.array(${[below(shape.items), ...limits.filter((limit) => limit !== undefined)].join(', ')})`;
    }
    case 'tuple':
      return `s.tuple(${list(
        shape.items.map((item) => below(item, inner)),
        indent,
      )}, ${below(shape.rest)})`;
    case 'all':
      return `s.allOf(${list(
        shape.parts.map((part) => below(part, inner)),
        indent,
      )})`;
    case 'one':
      return unionValidator(shape, context, indent);
    case 'object':
      return objectValidator(shape, context, indent);
  }
}

function openEnum(values: readonly unknown[], indent: string): string {
  const hasNull = values.includes(null);
  const known = `s.openEnum(${literal(
    values.filter((value) => value !== null),
    indent,
  )})`;
  return hasNull ? `s.nullable(${known})` : known;
}

function unionValidator(shape: Extract<Shape, { kind: 'one' }>, context: ValidatorContext, indent: string): string {
  const inner = `${indent}  `;
  if (shape.tags !== undefined) {
    const options = Object.entries(shape.tags.options).map(
      ([tag, ref]) => `${memberName(tag)}: ${validatorOf({ $ref: ref }, context, inner)}`,
    );
    return `s.discriminated(${quote(shape.tags.member)}, ${block('{', options, '}', indent)})`;
  }
  const isNull = (option: JsonSchema): boolean => shapeOf(option).kind === 'null';
  const values = shape.options.filter((option) => !isNull(option));
  const at = values.length === 1 ? indent : inner;
  const options = values.map((option) => validatorOf(option, context, at));
  const [only] = options;
  const known = options.length === 1 && only !== undefined ? only : `s.anyOf(${list(options, indent)})`;
  return values.length < shape.options.length ? `s.nullable(${known})` : known;
}

function objectValidator(
  { members, rest }: Extract<Shape, { kind: 'object' }>,
  context: ValidatorContext,
  indent: string,
): string {
  if (members.length === 0) return `s.record(${validatorOf(rest ?? true, context, indent)})`;
  const inner = `${indent}  `;
  const written = (isRequired: boolean): string => {
    const lines = members
      .filter((member) => member.isRequired === isRequired)
      .map(({ name, schema }) => `${memberName(name)}: ${validatorOf(schema, context, inner)}`);
    return lines.length === 0 ? '{}' : block('{', lines, '}', indent);
  };
  const restText = rest === undefined || rest === true ? undefined : validatorOf(rest, context, indent);
  const optional = written(false);
  const parts = [
    written(true),
    ...(optional === '{}' && restText === undefined ? [] : [optional]),
    ...(restText === undefined ? [] : [restText]),
  ];
  return `s.object(${parts.join(', ')})`;
}

function stringValidator(schema: JsonSchemaObject, context: ValidatorContext): string {
  const { format, minLength, maxLength, pattern } = schema;
  if (format === 'binary') return 's.unknown()';
  const verdict = pattern === undefined ? undefined : judgePattern(pattern);
  if (verdict !== undefined && 'dropped' in verdict)
    context.note(`The pattern ${quote((pattern ?? '').slice(0, 80))} is not checked: ${verdict.dropped}.`);
  const parts = [
    ...(minLength === undefined || minLength === 0 ? [] : [`min: ${minLength}`]),
    ...(maxLength === undefined ? [] : [`max: ${maxLength}`]),
    ...(format !== undefined && formats.has(format) ? [`format: ${quote(format)}`] : []),
    ...(verdict !== undefined && 'pattern' in verdict
      ? [`pattern: new RegExp(${quote(verdict.pattern)}${verdict.flags === '' ? '' : `, ${quote(verdict.flags)}`})`]
      : []),
  ];
  return `s.string(${parts.length === 0 ? '' : `{ ${parts.join(', ')} }`})`;
}

function numberBuilder(kind: 'number' | 'integer', range: NumberRange): string {
  if (range === 'ordinary') return kind;
  return kind === 'integer' ? 'longInteger' : 'exactNumber';
}

function numberLimits(schema: JsonSchemaObject): Record<string, number | bigint | undefined> {
  return {
    min: finite(schema.minimum),
    max: finite(schema.maximum),
    above: finite(schema.exclusiveMinimum),
    below: finite(schema.exclusiveMaximum),
    multipleOf: schema.multipleOf !== undefined && schema.multipleOf > 0 ? schema.multipleOf : undefined,
  };
}

function finite(value: number | undefined): number | bigint | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? exactLimit(value) : undefined;
}

function settings(values: Record<string, number | bigint | undefined>): string {
  const text = literal(values);
  return text === '{}' ? '' : text;
}

function list(items: readonly string[], indent: string): string {
  const line = `[${items.join(', ')}]`;
  return line.length + indent.length <= 100 && !line.includes('\n') ? line : block('[', items, ']', indent);
}

function block(open: string, lines: readonly string[], close: string, indent: string): string {
  return `${open}\n${lines.map((line) => `${indent}  ${line},\n`).join('')}${indent}${close}`;
}
