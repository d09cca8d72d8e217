// The few kinds of schema that descriptions need, over zod. They check and never convert.
import * as z from 'zod';
import { ExactNumber } from './exact-number.ts';

type Schema = z.ZodType;
type Shape = Readonly<Record<string, Schema>>;

/** Gives a schema, building it when it is first asked for. */
export type Lazy<Output = unknown> = () => z.ZodType<Output>;

/** A schema built at its first use and shared from then on. */
export function lazy<Output = unknown>(build: () => Schema): Lazy<Output> {
  let built: Schema | undefined;
  return () => (built ??= build()) as z.ZodType<Output>;
}

/** Refers to a named schema without building it: cycles are harmless, and only what the data reaches is built. */
export function ref(schema: () => Schema): Schema {
  return z.lazy(schema);
}

export function unknown(): Schema {
  return z.unknown();
}

export function never(): Schema {
  return z.never();
}

export function nullable(schema: Schema): Schema {
  return z.nullable(schema);
}

export function nothing(): Schema {
  return z.null();
}

export function boolean(): Schema {
  return z.boolean();
}

interface NumberLimits {
  readonly min?: number | bigint;
  readonly max?: number | bigint;
  readonly above?: number | bigint;
  readonly below?: number | bigint;
  readonly multipleOf?: number;
}

/** Any number. Digits that a `number` cannot hold are reported, because its type does not say so, but pass. */
export function number(limits: NumberLimits = {}): Schema {
  return numeric(limits, false, 'number');
}

/** A whole number. One beyond 2^53 is a bigint: reported, but it passes. */
export function integer(limits: NumberLimits = {}): Schema {
  return numeric(limits, true, 'number');
}

/** A whole number of any size: `number | bigint`. */
export function longInteger(limits: NumberLimits = {}): Schema {
  return numeric(limits, true, 'long');
}

/** A number with any number of digits: `number | bigint | ExactNumber`. */
export function exactNumber(limits: NumberLimits = {}): Schema {
  return numeric(limits, false, 'long');
}

function numeric(limits: NumberLimits, isWhole: boolean, type: 'number' | 'long'): Schema {
  const expected = isWhole ? 'integer' : 'number';
  return z.unknown().superRefine((value, context) => {
    const isLong = typeof value === 'bigint' || (!isWhole && value instanceof ExactNumber);
    const isShort = isWhole ? Number.isInteger(value) : Number.isFinite(value);
    if (!isLong && !isShort) return fail(context, `Invalid input: expected ${expected}, received ${receivedOf(value)}`);
    const problem = limitProblem(isLong && typeof value !== 'bigint' ? Number(value) : (value as number | bigint), limits); // said above
    if (problem !== undefined) fail(context, `${problem}, received ${String(value)}`);
    else if (isLong && type === 'number')
      context.addIssue({
        code: 'custom',
        message: `More digits than a number holds: it is ${typeof value === 'bigint' ? 'a bigint' : 'an ExactNumber'}`,
        params: { soft: true },
      });
  });
}

function fail(context: z.RefinementCtx, message: string): void {
  context.addIssue({ code: 'custom', message });
}

function receivedOf(value: unknown): string {
  if (value === null || Array.isArray(value)) return value === null ? 'null' : 'array';
  return typeof value === 'number' ? String(value) : typeof value;
}

function limitProblem(value: number | bigint, { min, max, above, below, multipleOf }: NumberLimits): string | undefined {
  if (min !== undefined && value < min) return `Too small: expected at least ${min}`;
  if (max !== undefined && value > max) return `Too big: expected at most ${max}`;
  if (above !== undefined && value <= above) return `Too small: expected more than ${above}`;
  if (below !== undefined && value >= below) return `Too big: expected less than ${below}`;
  return multipleOf === undefined || isMultiple(value, multipleOf) ? undefined : `Invalid input: expected a multiple of ${multipleOf}`;
}

/** 0.3 is a multiple of 0.1, whatever binary fractions say. */
function isMultiple(value: number | bigint, of: number): boolean {
  if (typeof value === 'bigint' && Number.isSafeInteger(of)) return value % BigInt(of) === 0n;
  const ratio = Number(value) / of;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 * Math.max(1, Math.abs(ratio));
}

interface StringLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly format?: StringFormat;
}

export type StringFormat = keyof typeof formats;

const formats = {
  date: (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  'date-time': (text: string) =>
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/i.test(text) &&
    !Number.isNaN(Date.parse(text.slice(0, 10))),
  time: (text: string) => /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/i.test(text),
  email: (text: string) => /^[^\s@]+@[^\s@]+$/.test(text),
  uuid: (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
  uri: (text: string) => URL.canParse(text),
  ipv4: (text: string) => z.ipv4().safeParse(text).success,
  ipv6: (text: string) => z.ipv6().safeParse(text).success,
  byte: (text: string) => /^[\w+/-]*={0,2}$/.test(text),
};

export function string({ min, max, pattern, format }: StringLimits = {}): Schema {
  let result = z.string();
  if (min !== undefined) result = result.min(min);
  if (max !== undefined) result = result.max(max);
  if (pattern !== undefined) result = result.regex(pattern);
  return format === undefined ? result : result.refine(formats[format], { error: `Invalid ${format}` });
}

/** Known values. Another one of the same kind is reported but passes: see `isSoft` in validation.ts. */
export function openEnum(values: readonly (string | number | boolean)[]): Schema {
  const known = new Set<unknown>(values);
  const kinds = new Set(values.map((value) => typeof value));
  return z
    .unknown()
    .refine((value) => kinds.has(typeof value === 'bigint' ? 'number' : (typeof value as 'string')), {
      error: `Invalid input: expected ${[...kinds].join(' or ')}`,
      abort: true,
    })
    .refine((value) => known.has(value), { error: 'Value is not among those the description lists', params: { soft: true } });
}

/** Exactly this value: closed, because it tells the members of a union apart. */
export function literal(value: string | number | boolean | null): Schema {
  return z.literal(value);
}

/** Members that the description does not name pass: APIs add them. */
export function object(required: Shape, optional: Shape = {}, rest?: Schema): Schema {
  const names = [...Object.keys(required), ...Object.keys(optional)];
  if (names.some((name) => name in Object.prototype)) return ownMembers(required, optional, rest);
  const shape: Record<string, Schema> = { ...required };
  for (const [name, schema] of Object.entries(optional)) shape[name] = z.optional(schema);
  return rest === undefined ? z.looseObject(shape) : z.object(shape).catchall(rest);
}

/** For members with names that every object inherits, such as `constructor`: zod would take what is inherited for them. */
function ownMembers(required: Shape, optional: Shape, rest: Schema | undefined): Schema {
  const members = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return z.record(z.string(), z.unknown()).superRefine((value, context) => {
    for (const name of Object.keys(required))
      if (!Object.hasOwn(value, name)) context.addIssue({ code: 'custom', path: [name], message: 'Invalid input: expected a value' });
    for (const [name, item] of Object.entries(value)) {
      const schema = members.get(name) ?? rest;
      if (schema !== undefined) report(schema, item, context, [name]);
    }
  });
}

export function record(values: Schema): Schema {
  return z.record(z.string(), values);
}

export function array(items: Schema, min?: number, max?: number): Schema {
  let result = z.array(items);
  if (min !== undefined) result = result.min(min);
  return max === undefined ? result : result.max(max);
}

/** A list may be shorter than what is said of its places. */
export function tuple(items: readonly Schema[], rest: Schema): Schema {
  return z.array(z.unknown()).superRefine((values, context) => {
    for (const [index, value] of values.entries()) report(items[index] ?? rest, value, context, [index]);
  });
}

/** All of them. Each judges the whole value. */
export function allOf(schemas: readonly Schema[]): Schema {
  return z.unknown().superRefine((value, context) => {
    for (const schema of schemas) report(schema, value, context);
  });
}

/** At least one of them: overlapping alternatives are no fault of the data. */
export function anyOf(schemas: readonly Schema[]): Schema {
  return z.union(schemas);
}

/** The one that a member names; an unknown name is judged by none of them. */
export function discriminated(member: string, schemas: Readonly<Record<string, Schema>>): Schema {
  return z.unknown().superRefine((value, context) => {
    const tag = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[member] : undefined;
    if (typeof tag !== 'string')
      context.addIssue({ code: 'custom', path: [member], message: 'Invalid input: expected a string that names the type' });
    else if (Object.hasOwn(schemas, tag)) report(schemas[tag] as Schema, value, context);
    else
      context.addIssue({
        code: 'custom',
        path: [member],
        message: 'Value is not among those the description lists',
        params: { soft: true },
      });
  });
}

function report(schema: Schema, value: unknown, context: z.RefinementCtx, path: readonly (string | number)[] = []): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  for (const issue of result.error.issues)
    context.issues.push({ ...issue, path: [...path, ...issue.path], input: value } as never); // an issue as zod itself makes it
}
