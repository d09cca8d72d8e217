import { clark } from './names.ts';
import { builtInNames } from './values.ts';

/**
 * The types of a description as data: what the encoder, the decoder and the sample generator interpret. One entry per
 * type, as JSON text, parsed when the type is first met: importing a package costs the same for ten types or two thousand.
 */
export interface SchemaTables {
  readonly namespaces: readonly string[];
  /** JSON texts of `TypeTable`, by id. Ids are the names of the TypeScript types. */
  readonly types: Readonly<Record<string, string>>;
  /** Ids of types by qualified name, for `xsi:type`: index of the namespace, a space, local name. */
  readonly named: Readonly<Record<string, string>>;
}

/** `xs:` and the name of a built-in type, or an id. */
export type TypeRef = string;

export type TypeTable = SimpleTable | ComplexTable | ArrayTable;

export interface SimpleTable {
  readonly kind: 'simple';
  readonly name?: QualifiedName;
  readonly base?: TypeRef;
  /** Exactly one of the next three. */
  readonly value?: TypeRef;
  readonly item?: TypeRef;
  readonly members?: readonly TypeRef[];
  readonly facets?: Facets;
}

export interface Facets {
  readonly enumeration?: readonly string[];
  /** Sources of JavaScript expressions: one of each inner list has to match the whole text. */
  readonly patterns?: readonly (readonly string[])[];
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minInclusive?: string;
  readonly maxInclusive?: string;
  readonly minExclusive?: string;
  readonly maxExclusive?: string;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
}

export interface ComplexTable {
  /** A `group` is no type of its own: one turn of a repeated choice or sequence, or the choice of substitutes. */
  readonly kind: 'complex' | 'group';
  readonly name?: QualifiedName;
  readonly base?: TypeRef;
  readonly abstract?: true;
  readonly attributes?: readonly AttributeTable[];
  readonly anyAttribute?: true;
  /** Type of the text, where the content is simple. */
  readonly text?: TypeRef;
  readonly mixed?: true;
  /** In the order of the document. */
  readonly fields?: readonly FieldTable[];
  /** How fields exclude each other; absent where they are a plain sequence. */
  readonly order?: OrderNode;
}

/** Index of a field, or `s`equence or `c`hoice, whether it may be absent, and its parts. */
export type OrderNode = number | readonly ['s' | 'c', 0 | 1, ...OrderNode[]];

export interface ArrayTable {
  readonly kind: 'array';
  readonly name?: QualifiedName;
  readonly item: TypeRef;
  /** Name of the elements inside, when the schema gives one. */
  readonly element?: QualifiedName;
  /** Brackets behind those of this array: `[]` for an array of arrays. */
  readonly rank?: string;
}

/** Index of the namespace (-1: none) and local name. */
export type QualifiedName = readonly [number, string];

export interface FieldTable {
  /** Name of the property. */
  readonly p: string;
  /** Name of the element; absent for groups and wildcards. */
  readonly n?: QualifiedName;
  readonly t: TypeRef;
  /** Default 1. */
  readonly min?: number;
  /** Default 1; -1: unbounded. */
  readonly max?: number;
  readonly nil?: true;
  readonly is?: 'group' | 'any';
  readonly fixed?: string;
}

export interface AttributeTable {
  readonly p: string;
  readonly n: QualifiedName;
  readonly t: TypeRef;
  readonly required?: true;
  readonly fixed?: string;
}

export class Schema {
  readonly #tables: SchemaTables;
  readonly #parsed = new Map<TypeRef, TypeTable>();
  readonly #byName = new Map<string, TypeRef>();

  constructor(tables: SchemaTables) {
    this.#tables = tables;
    for (const [key, id] of Object.entries(tables.named)) {
      const space = key.indexOf(' ');
      this.#byName.set(clark(this.#namespace(Number(key.slice(0, space))), key.slice(space + 1)), id);
    }
  }

  /** Errors: throws when the id is of no type; tables and code come from one generation. */
  type(id: TypeRef): TypeTable {
    const known = this.#parsed.get(id);
    if (known !== undefined) return known;
    const text = Object.hasOwn(this.#tables.types, id) ? this.#tables.types[id] : undefined;
    if (text === undefined) throw new Error(`There is no type "${id}".`);
    // Written by the generator in this very form.
    const table = JSON.parse(text) as TypeTable;
    this.#parsed.set(id, table);
    return table;
  }

  has(ref: TypeRef): boolean {
    return ref.startsWith('xs:') ? builtInNames.has(ref) : Object.hasOwn(this.#tables.types, ref);
  }

  ids(): string[] {
    return Object.keys(this.#tables.types);
  }

  /** The type of a qualified name in Clark notation. */
  named(name: string): TypeRef | undefined {
    return this.#byName.get(name);
  }

  /** True when a value of `type` may stand where `base` is declared. */
  derives(type: TypeRef, base: TypeRef): boolean {
    if (base === 'xs:anyType' || type === base) return true;
    for (let at: TypeRef | undefined = type; at !== undefined; at = this.#base(at)) if (at === base) return true;
    return false;
  }

  #base(id: TypeRef): TypeRef | undefined {
    const table = id.startsWith('xs:') ? undefined : this.type(id);
    return table === undefined || table.kind === 'array' ? undefined : table.base;
  }

  name([namespace, local]: QualifiedName): { readonly namespace: string; readonly local: string } {
    return { namespace: this.#namespace(namespace), local };
  }

  clark(name: QualifiedName): string {
    return clark(this.#namespace(name[0]), name[1]);
  }

  #namespace(index: number): string {
    return index < 0 ? '' : (this.#tables.namespaces[index] ?? '');
  }
}
