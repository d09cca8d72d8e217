import { define } from '../../src/soap/data.ts';
import { Reporter } from '../../src/soap/issues.ts';
import { isBare, type MessageTable, type PartTable } from '../../src/soap/operations.ts';
import { decodeSimple } from '../../src/soap/simple-types.ts';
import type { ComplexTable, FieldTable, OrderNode, Schema, TypeRef } from '../../src/soap/tables.ts';
import { Random } from './random.ts';
import { sampleSimple } from './sample-simple.ts';

export interface SampleOptions {
  /** Make up elements and attributes where the schema allows any. Default true. */
  readonly wildcards?: boolean;
  /** Put subtypes in the place of the types they derive from, and nil where it is allowed. Default true. */
  readonly subtypes?: boolean;
}

/** Values made up from the tables: the same for the same seed, and valid by the schema. */
export class Sampler {
  readonly #schema: Schema;
  readonly #random: Random;
  readonly #wildcards: boolean;
  readonly #variants: boolean;
  readonly #subtypes: ReadonlyMap<TypeRef, readonly TypeRef[]>;
  #depth = 0;
  #size = 0;

  constructor(schema: Schema, seed: number, { wildcards = true, subtypes = true }: SampleOptions = {}) {
    this.#variants = subtypes;
    this.#wildcards = wildcards;
    this.#schema = schema;
    this.#random = new Random(seed);
    this.#subtypes = subtypesOf(schema);
  }

  /** A value of a type, `$type` included where a subtype was chosen; `undefined` when none can be made up. */
  value(declared: TypeRef): unknown {
    this.#size = 0;
    return this.#value(declared);
  }

  /** A value of exactly this type. */
  exactly(ref: TypeRef): unknown {
    this.#size = 0;
    return this.#exact(ref);
  }

  message(message: MessageTable): unknown {
    const [only] = message.parts;
    return isBare(message) && only !== undefined ? this.value(only.t) : this.parts(message.parts);
  }

  parts(parts: readonly PartTable[]): Record<string, unknown> {
    return Object.fromEntries(
      parts.flatMap(({ p, t }) => {
        const value = this.value(t);
        return value === undefined ? [] : [[p, value]];
      }),
    );
  }

  #value(declared: TypeRef): unknown {
    if (declared === 'xs:anyType') return { $content: ['anything'] };
    if (declared.startsWith('xs:')) return sampleSimple(declared, this.#schema, this.#random);
    if (this.#depth > 12) return undefined;
    const subtypes = this.#variants || this.#isAbstract(declared) ? (this.#subtypes.get(declared) ?? []) : [];
    const options = [declared, ...subtypes].filter((ref) => !this.#isAbstract(ref));
    const chosen = this.#random.pick(options);
    if (chosen === undefined) return undefined;
    const value = this.#exact(chosen);
    return chosen === declared || value === undefined || typeof value !== 'object'
      ? value
      : { $type: chosen, ...value };
  }

  #isAbstract(ref: TypeRef): boolean {
    const table = this.#schema.type(ref);
    return table.kind === 'complex' && table.abstract === true;
  }

  #exact(ref: TypeRef): unknown {
    this.#depth++;
    try {
      const table = this.#schema.type(ref);
      if (table.kind === 'simple') return sampleSimple(ref, this.#schema, this.#random);
      if (table.kind === 'array') return this.#several(() => this.#value(table.item), 0, 2);
      return this.#complex(table);
    } finally {
      this.#depth--;
    }
  }

  #several(make: () => unknown, min: number, max: number): unknown[] | undefined {
    const items = Array.from({ length: this.#random.whole(min, max) }, make);
    const made = items.filter((item) => item !== undefined);
    return made.length < min ? undefined : made;
  }

  #complex(table: ComplexTable): Record<string, unknown> | undefined {
    const value: Record<string, unknown> = {};
    for (const { p, t, required, fixed } of table.attributes ?? []) {
      if (required !== true && !this.#wants()) continue;
      const content = fixed === undefined ? sampleSimple(t, this.#schema, this.#random) : this.#fixed(t, fixed);
      if (content !== undefined) define(value, p, content);
      else if (required === true) return undefined;
    }
    if (table.text !== undefined) {
      const text = this.#value(table.text);
      if (text === undefined) return undefined;
      value['$value'] = text;
    } else if (table.mixed === true) value['$content'] = ['mixed content'];
    else if (!this.#content(table, value)) return undefined;
    return value;
  }

  /** Optional parts get rarer with depth, so that the whole stays small. */
  #wants(): boolean {
    return this.#size < 200 && this.#random.chance(this.#depth < 3 ? 0.7 : this.#depth < 5 ? 0.3 : 0.05);
  }

  #content(table: ComplexTable, value: Record<string, unknown>): boolean {
    const fields = table.fields ?? [];
    const order = table.order ?? (['s', 1, ...fields.keys()] as const);
    return this.#order(order, table, value, table.kind === 'group');
  }

  /** False when something that is needed cannot be made up. `full`: nothing optional is left out. */
  #order(node: OrderNode, table: ComplexTable, value: Record<string, unknown>, full: boolean): boolean {
    if (typeof node === 'number') {
      const field = table.fields?.[node];
      return field === undefined || this.#field(field, value, full);
    }
    const [kind, least, ...parts] = node;
    if (least === 0 && !full && !this.#wants()) return true;
    if (kind === 's') return parts.every((part) => this.#order(part, table, value, full)) || least === 0;
    const first = this.#random.whole(0, parts.length - 1);
    const turned = [...parts.slice(first), ...parts.slice(0, first)];
    return turned.some((part) => {
      const attempt: Record<string, unknown> = {};
      const isMade = this.#order(part, table, attempt, true) && Object.keys(attempt).length > 0;
      if (isMade) for (const [key, content] of Object.entries(attempt)) define(value, key, content);
      return isMade;
    });
  }

  #field(field: FieldTable, value: Record<string, unknown>, full: boolean): boolean {
    const { min = 1, max = 1, fixed } = field;
    if (max === 0 || (field.is === 'any' && min === 0 && !this.#wildcards)) return true;
    if (min === 0 && !(full && this.#depth < 8) && !this.#wants()) return true;
    this.#size++;
    const make = (): unknown => (fixed === undefined ? this.#occurrence(field) : this.#fixed(field.t, fixed));
    const content =
      max === 1 && field.is !== 'any'
        ? make()
        : this.#several(make, Math.max(1, min), Math.max(1, min, Math.min(max < 0 ? 2 : max, 2)));
    if (content === undefined || (Array.isArray(content) && content.length === 0 && max !== 1)) return min === 0;
    define(value, field.p, content);
    return true;
  }

  #occurrence(field: FieldTable): unknown {
    if (field.is === 'any') return { name: '{urn:sample}note', attributes: { kind: 'any' }, children: ['any element'] };
    if (field.is !== 'group')
      return this.#variants && field.nil === true && this.#random.chance(0.1) ? null : this.#value(field.t);
    const table = this.#schema.type(field.t);
    if (table.kind !== 'group' || this.#depth > 12) return undefined;
    this.#depth++;
    const turn: Record<string, unknown> = {};
    const isMade = this.#content(table, turn);
    this.#depth--;
    return isMade && Object.keys(turn).length > 0 ? turn : undefined;
  }

  #fixed(ref: TypeRef, fixed: string): unknown {
    const names = { expand: () => undefined, shorten: (name: string) => name };
    return decodeSimple(ref, fixed, { schema: this.#schema, reporter: new Reporter('off'), names });
  }
}

const known = new WeakMap<Schema, ReadonlyMap<TypeRef, readonly TypeRef[]>>();

/** Types that xsi:type can name, by each type they derive from. */
function subtypesOf(schema: Schema): ReadonlyMap<TypeRef, readonly TypeRef[]> {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const found = new Map<TypeRef, TypeRef[]>();
  known.set(schema, found);
  const complex = schema.ids().filter((id) => {
    const table = schema.type(id);
    return table.kind === 'complex' && table.name !== undefined;
  });
  for (const id of complex) {
    for (let base = baseOf(schema, id); base !== undefined; base = baseOf(schema, base)) {
      const list = found.get(base) ?? [];
      found.set(base, list);
      list.push(id);
    }
  }
  return found;
}

function baseOf(schema: Schema, ref: TypeRef): TypeRef | undefined {
  const table = schema.type(ref);
  return table.kind === 'complex' ? table.base : undefined;
}
