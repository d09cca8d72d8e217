import { areCompatible, visitFields } from './content-rules.ts';
import { define, own } from './data.ts';
import type { Reporter } from './issues.ts';
import { clark } from './names.ts';
import type { ComplexTable, FieldTable, Schema } from './tables.ts';
import type { XmlElement } from './xml-reader.ts';

/** What content readers of one answer share. */
export interface ContentContext {
  readonly schema: Schema;
  readonly reporter: Reporter;
  readonly index: ContentIndex;
  readOne(element: XmlElement, field: FieldTable): unknown;
}

/**
 * Puts child elements into fields. Order is not enforced, but it decides where one name has several places and where
 * one turn of a repeated group ends.
 */
export class ContentReader {
  readonly #table: ComplexTable;
  readonly #fields: readonly FieldTable[];
  readonly #value: Record<string, unknown>;
  readonly #context: ContentContext;
  readonly #counts: number[];
  /** The turn of a group that is being read, by index of its field. */
  readonly #turns = new Map<number, ContentReader>();
  #last = -1;

  constructor(table: ComplexTable, value: Record<string, unknown>, context: ContentContext) {
    this.#table = table;
    this.#fields = table.fields ?? [];
    this.#value = value;
    this.#context = context;
    this.#counts = this.#fields.map(() => 0);
  }

  /** False when the element has no place here. */
  place(element: XmlElement): boolean {
    const { index, reporter } = this.#context;
    const known = this.#next(element) ?? index.places(this.#table, element)[0];
    const at = known ?? index.placeByLocalName(this.#table, element);
    const field = at === undefined ? undefined : this.#fields[at];
    if (at === undefined || field === undefined) return false;
    if (known === undefined)
      reporter.report('unexpected', `Element "${element.local}" comes in the namespace "${element.namespace}".`);
    if (field.is === 'group') this.#placeInGroup(element, at, field);
    else this.#add(at, field, () => this.#context.readOne(element, field));
    this.#last = Math.max(this.#last, at);
    return true;
  }

  /** The field that takes the element without going back; `undefined`: this turn of the content is over. */
  #next(element: XmlElement): number | undefined {
    return this.#context.index
      .places(this.#table, element)
      .find((index) => index >= this.#last && this.#hasRoom(index, element));
  }

  #hasRoom(index: number, element: XmlElement): boolean {
    const { max = 1, is } = this.#fields[index] ?? {};
    const hasTurn = is === 'group' && this.#turns.get(index)?.accepts(element) === true;
    return is === 'any' || max < 0 || (this.#counts[index] ?? 0) < max || hasTurn;
  }

  accepts(element: XmlElement): boolean {
    const next = this.#next(element);
    if (next === undefined) return false;
    const present = new Set([next]);
    this.#counts.forEach((count, index) => count > 0 && present.add(index));
    return areCompatible(this.#table.order, present);
  }

  #placeInGroup(element: XmlElement, at: number, field: FieldTable): void {
    const current = this.#turns.get(at);
    if (current?.accepts(element) === true) {
      current.place(element);
      return;
    }
    current?.finish();
    const table = this.#context.schema.type(field.t);
    if (table.kind !== 'group') throw new Error(`"${field.t}" is not a group.`);
    const value = {};
    const turn = new ContentReader(table, value, this.#context);
    this.#turns.set(at, turn);
    this.#add(at, field, () => {
      turn.place(element);
      return value;
    });
  }

  #add(at: number, field: FieldTable, read: () => unknown): void {
    const count = this.#counts[at] ?? 0;
    this.#counts[at] = count + 1;
    const { reporter } = this.#context;
    if (!isMany(field)) {
      define(this.#value, field.p, reporter.inside(field.p, read));
      return;
    }
    const list = own(this.#value, field.p);
    const items: unknown[] = Array.isArray(list) ? list : [];
    if (items.length === 0) define(this.#value, field.p, items);
    items.push(reporter.inside(field.p, () => reporter.inside(count, read)));
  }

  /** Reports what is missing or too much. */
  finish(): void {
    const { reporter } = this.#context;
    for (const turn of this.#turns.values()) turn.finish();
    if (reporter.validation === 'off') return;
    visitFields(this.#table, this.#value, reporter, (field, required) => {
      const count = this.#counts[this.#fields.indexOf(field)] ?? 0;
      const { min = 1, max = 1 } = field;
      const report = (problem: 'missing' | 'occurrence', message: string): void =>
        reporter.inside(field.p, () => reporter.report(problem, message));
      if (required && count < min)
        report(count === 0 ? 'missing' : 'occurrence', `The element occurs ${count} times; ${min} are needed.`);
      if (max >= 0 && count > max && field.is !== 'any')
        report('occurrence', `The element occurs ${count} times; at most ${max} are allowed.`);
    });
  }
}

/** True when the property is a list. */
export function isMany({ is, max = 1 }: FieldTable): boolean {
  return is === 'any' || max !== 1;
}

/** Which fields an element may belong to, by its name; built once per type. */
export class ContentIndex {
  readonly #schema: Schema;
  readonly #byTable = new Map<ComplexTable, FieldIndex>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  places(table: ComplexTable, element: XmlElement): readonly number[] {
    const { names, wildcards } = this.#of(table);
    return names.get(clark(element.namespace, element.local)) ?? wildcards;
  }

  /** For services that put elements into the wrong namespace: the field that is called the same. */
  placeByLocalName(table: ComplexTable, { local }: XmlElement): number | undefined {
    const found = table.fields?.findIndex(({ n, is }) => is === undefined && n?.[1] === local);
    return found === undefined || found < 0 ? undefined : found;
  }

  #of(table: ComplexTable): FieldIndex {
    const known = this.#byTable.get(table);
    if (known !== undefined) return known;
    const index: FieldIndex = { names: new Map(), wildcards: [] };
    // Before its parts, so that a group inside itself is found and not walked again.
    this.#byTable.set(table, index);
    (table.fields ?? []).forEach((field, at) => {
      if (field.is === 'any') index.wildcards.push(at);
      else if (field.is === 'group') this.#addGroup(index, field, at);
      else addPlace(index.names, this.#schema.clark(field.n ?? [-1, field.p]), at);
    });
    return index;
  }

  #addGroup(index: FieldIndex, field: FieldTable, at: number): void {
    const table = this.#schema.type(field.t);
    if (table.kind !== 'group') return;
    const inner = this.#of(table);
    for (const name of inner.names.keys()) addPlace(index.names, name, at);
    if (inner.wildcards.length > 0) index.wildcards.push(at);
  }
}

interface FieldIndex {
  readonly names: Map<string, number[]>;
  readonly wildcards: number[];
}

function addPlace(names: Map<string, number[]>, name: string, at: number): void {
  const places = names.get(name);
  if (places === undefined) names.set(name, [at]);
  else places.push(at);
}
