import type { JsonSchema, JsonSchemaObject } from '../../api-model.ts';
import { fits, fitsText } from './fits.ts';
import { judgePattern } from './pattern/judge.ts';
import { sampleOf as samplePattern } from './pattern/sample.ts';
import { type Shape, type Tags, shapeOf } from '../../schema/shape.ts';
import { isObject } from '../../schema/walk.ts';

export interface Sample {
  readonly value: unknown;
  /** Whether the value passes the validator of its schema. */
  readonly isExact: boolean;
}

/**
 * A value of a schema: an example of the description where one fits, else made up. Optional members are filled to a small
 * depth, so that samples of large APIs stay readable. The same for every call.
 */
export function sampleOf(
  schema: JsonSchema,
  schemas: ReadonlyMap<string, JsonSchema>,
  {
    examples = [],
    optionalDepth = 2,
  }: { readonly examples?: readonly unknown[]; readonly optionalDepth?: number } = {},
): Sample {
  const example = examples.find(
    (candidate) =>
      candidate !== undefined && isSmall(candidate) && isAsWritten(candidate) && fits(schema, candidate, schemas),
  );
  if (example !== undefined) return { value: example, isExact: true };
  const value = new Sampler(schemas, optionalDepth).make(schema, 0);
  return { value, isExact: fits(schema, value, schemas) };
}

function isSmall(value: unknown): boolean {
  return (JSON.stringify(value)?.length ?? 0) < 20_000;
}

/** Whole numbers beyond 2^53 have been rounded when the description was read. */
function isAsWritten(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isAsWritten);
}

/** Where a required circle has to be cut. */
const deepest = 12;

class Sampler {
  readonly #schemas: ReadonlyMap<string, JsonSchema>;
  readonly #optionalDepth: number;
  readonly #open: string[] = [];

  constructor(schemas: ReadonlyMap<string, JsonSchema>, optionalDepth: number) {
    this.#schemas = schemas;
    this.#optionalDepth = optionalDepth;
  }

  make(schema: JsonSchema, depth: number): unknown {
    if (depth > 2 * deepest) return null;
    const shape = shapeOf(schema);
    const example = isObject(schema) ? this.#exampleOf(schema, shape) : undefined;
    if (example !== undefined) return example;
    switch (shape.kind) {
      case 'any':
        return 'value';
      case 'never':
      case 'null':
        return null;
      case 'boolean':
        return true;
      case 'enum':
        return shape.values[0] ?? null;
      case 'string':
        return textSample(shape.schema);
      case 'number':
      case 'integer':
        return numberSample(shape.schema, shape.kind === 'integer');
      case 'ref':
        return this.#inside(shape.name, depth);
      case 'array':
        return this.#list(shape, depth);
      case 'tuple':
        return shape.items.map((item) => this.make(item, depth + 1));
      case 'all':
        return this.#all(shape.parts, depth);
      case 'one':
        return this.#one(shape, depth);
      case 'object':
        return this.#object(shape, depth);
    }
  }

  /** Examples of scalars only: those of objects repeat what their members say, and fit less often. */
  #exampleOf(schema: JsonSchemaObject, shape: Shape): unknown {
    if (shape.kind !== 'string' && shape.kind !== 'number' && shape.kind !== 'integer' && shape.kind !== 'enum')
      return undefined;
    return [...(schema.examples ?? []), schema.default].find(
      (candidate) => candidate !== undefined && fits(schema, candidate, this.#schemas),
    );
  }

  #inside(name: string, depth: number): unknown {
    if (depth > deepest) return null;
    this.#open.push(name);
    const value = this.make(this.#schemas.get(name) ?? true, depth);
    this.#open.pop();
    return value;
  }

  #list({ schema, items }: Extract<Shape, { kind: 'array' }>, depth: number): unknown[] {
    const least = schema.minItems ?? 0;
    const count = Math.min(
      this.#isOpen(items) || depth > deepest ? least : Math.max(least, 1),
      schema.maxItems ?? Infinity,
      50,
    );
    const item = count === 0 ? undefined : this.make(items, depth + 1);
    return Array.from({ length: count }, () => item);
  }

  #object({ members, rest }: Extract<Shape, { kind: 'object' }>, depth: number): Record<string, unknown> {
    const entries = members
      .filter(({ schema, isRequired }) => isRequired || (depth < this.#optionalDepth && !this.#isOpen(schema)))
      .filter(({ name, schema }) => name !== '__proto__' && shapeOf(schema).kind !== 'never')
      .map(({ name, schema }) => [name, this.make(schema, depth + 1)] as const);
    if (
      members.length === 0 &&
      rest !== undefined &&
      rest !== true &&
      depth < this.#optionalDepth &&
      !this.#isOpen(rest)
    )
      return { key: this.make(rest, depth + 1) };
    return Object.fromEntries(entries);
  }

  /** Objects become one object, each member of which has to satisfy all that is said of it. */
  #all(parts: readonly JsonSchema[], depth: number): unknown {
    const { members, others, names } = this.#flatten(parts);
    for (const name of names) this.#open.push(name);
    const values = others.map((part) => this.make(part, depth));
    const combined = [...members].map(([name, { schemas, isRequired }]) => {
      const [only = true] = schemas;
      return { name, schema: schemas.length > 1 ? { allOf: schemas } : only, isRequired };
    });
    const own =
      combined.length === 0 ? undefined : this.#object({ kind: 'object', members: combined, rest: undefined }, depth);
    this.#open.length -= names.length;
    const candidates = own === undefined ? values : [merge(own, ...values), merge(...values, own)];
    return candidates.find((value) => parts.every((part) => fits(part, value, this.#schemas))) ?? candidates[0];
  }

  /** The members of all parts that are objects, the parts that are none, and the names that were resolved for it. */
  #flatten(parts: readonly JsonSchema[]): Flattened {
    const flat: Flattened = { members: new Map(), others: [], names: [] };
    const waiting = [...parts];
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const shape = shapeOf(part);
      if (shape.kind === 'ref') {
        if (flat.names.includes(shape.name)) continue;
        flat.names.push(shape.name);
        waiting.push(this.#schemas.get(shape.name) ?? true);
      } else if (shape.kind === 'all') for (const inner of shape.parts) waiting.push(inner);
      else if (shape.kind !== 'object') flat.others.push(part);
      else
        for (const { name, schema, isRequired } of shape.members) {
          const known = flat.members.get(name) ?? { schemas: [], isRequired: false };
          const schemas = schema === true ? known.schemas : [...known.schemas, schema];
          flat.members.set(name, { schemas, isRequired: known.isRequired || isRequired });
        }
    }
    return flat;
  }

  #one(shape: Extract<Shape, { kind: 'one' }>, depth: number): unknown {
    const tagged = shape.tags === undefined ? [] : this.#tagged(shape.tags, depth);
    let first: { value: unknown } | undefined;
    for (const make of [...tagged, ...shape.options.map((option) => () => this.make(option, depth))]) {
      const value = make();
      first ??= { value };
      if (fits({ anyOf: shape.options }, value, this.#schemas)) return value;
    }
    return first?.value ?? null;
  }

  /** An option with the tag that it goes by, whatever the option itself says of it. */
  #tagged({ member, options }: Tags, depth: number): (() => unknown)[] {
    return Object.entries(options)
      .slice(0, 3)
      .map(([tag, ref]) => () => {
        const value = this.make({ $ref: ref }, depth);
        return typeof value === 'object' && value !== null ? { ...value, [member]: tag } : value;
      });
  }

  /** Whether a schema leads back to one that is being made. */
  #isOpen(schema: JsonSchema): boolean {
    const shape = shapeOf(schema);
    if (shape.kind === 'ref') return this.#open.includes(shape.name) || this.#open.length > deepest;
    if (shape.kind === 'array') return this.#isOpen(shape.items);
    return shape.kind === 'one' && shape.options.some((option) => this.#isOpen(option));
  }
}

interface Flattened {
  readonly members: Map<string, { readonly schemas: readonly JsonSchema[]; readonly isRequired: boolean }>;
  readonly others: JsonSchema[];
  readonly names: string[];
}

/** Members of all objects; the first to have one wins. */
function merge(...values: readonly unknown[]): Record<string, unknown> {
  return Object.assign({}, ...values.filter((value) => typeof value === 'object').toReversed()) as Record<
    string,
    unknown
  >;
}

const texts: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'ada@example.com',
  uuid: '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b',
  uri: 'https://example.com/',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'dGV4dA==',
};

function textSample(schema: JsonSchemaObject): string {
  const { minLength = 0, maxLength = Infinity } = schema;
  // Lists that are too long to be a type are still what the server takes.
  const listed = schema.enum?.find((value) => typeof value === 'string');
  if (listed !== undefined) return listed;
  const usual = texts[schema.format ?? ''] ?? 'text'.padEnd(minLength, 'x').slice(0, maxLength);
  if (fitsText(schema, usual) || schema.pattern === undefined) return usual;
  const verdict = judgePattern(schema.pattern);
  const matching = 'pattern' in verdict ? samplePattern(verdict.pattern, verdict.flags, minLength) : undefined;
  return matching !== undefined && fitsText(schema, matching) ? matching : usual;
}

function numberSample(schema: JsonSchemaObject, isInteger: boolean): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = isInteger ? 1 : 0 } = schema;
  const step = multipleOf > 0 ? multipleOf : 0;
  const least = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + (step > 0 ? step : 0.5);
  const most = exclusiveMaximum === undefined ? maximum : exclusiveMaximum - (step > 0 ? step : 0.5);
  const wanted = Math.min(Math.max(1, least ?? 1), most ?? Infinity);
  return step === 0
    ? wanted
    : Math.ceil(wanted / step) * step > (most ?? Infinity)
      ? Math.floor(wanted / step) * step
      : Math.ceil(wanted / step) * step;
}
