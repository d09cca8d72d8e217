// Types by json-schema-to-typescript, one call for each declaration. Names, comments, member names and literal values
// never reach the library: it gets placeholders, which are filled in afterwards with text that is escaped here. So names
// stay what the rename table says, a hostile string stays data, and references cost nothing to resolve.
import type { compile } from 'json-schema-to-typescript';
import type { JsonSchema, JsonSchemaObject } from '../../api-model.ts';
import { isObject } from '../../schema/walk.ts';
import { type NumberRange, numberRange } from '../../schema/number-range.ts';
import { type Scalar, shapeOf } from '../../schema/shape.ts';
import { commentText, memberName, quote } from './text.ts';
import { fill, indent, withoutOuterParentheses } from './type-layout.ts';

export interface Declaration {
  readonly identifier: string;
  readonly schema: JsonSchema;
}

/** The part of the library's dialect that is used. */
interface LibrarySchema {
  type?: string;
  tsType?: string;
  description?: string;
  deprecated?: boolean;
  properties?: Record<string, LibrarySchema>;
  required?: string[];
  additionalProperties?: LibrarySchema | boolean;
  items?: LibrarySchema | LibrarySchema[];
  additionalItems?: LibrarySchema | boolean;
  minItems?: number;
  allOf?: LibrarySchema[];
  anyOf?: LibrarySchema[];
}

type Compile = typeof compile;

const options = {
  format: false,
  bannerComment: '',
  additionalProperties: false,
  enableConstEnums: false,
  ignoreMinAndMaxItems: true,
} as const;

/** Writes type declarations. `prefix` comes before the names of named schemas: `''` or `'types.'`. */
export class TypeWriter {
  readonly #compile: Compile;
  readonly #prefix: string;

  private constructor(compile_: Compile, prefix: string) {
    this.#compile = compile_;
    this.#prefix = prefix;
  }

  static async open(prefix: string): Promise<TypeWriter> {
    const library = await import('json-schema-to-typescript');
    return new TypeWriter(library.compile, prefix);
  }

  /** The declaration as TypeScript, ending with a line break. */
  async write({ identifier, schema }: Declaration): Promise<string> {
    const slots: string[] = [];
    const root = new Translator(slots, this.#prefix).translate(schema);
    const text = await this.#compile(root as Parameters<Compile>[0], 'Declared', options);
    return fill(indent(withoutOuterParentheses(text)), [identifier, ...slots]);
  }

  /** The type as an expression, where it needs no declaration: a name, a scalar, a list of one of them. */
  inline(schema: JsonSchema): string | undefined {
    return inlineType(schema, this.#prefix);
  }
}

function inlineType(schema: JsonSchema, prefix: string): string | undefined {
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case 'any':
      return 'unknown';
    case 'ref':
      return prefix + shape.name;
    case 'boolean':
    case 'null':
      return shape.kind;
    case 'number':
    case 'integer':
      return numberTypes[numberRange(shape.schema)].join(' | ').replace('Exact', `${prefix}Exact`);
    case 'string':
      return shape.schema.format === 'binary' ? undefined : 'string';
    case 'array': {
      const items = inlineType(shape.items, prefix);
      if (items === undefined) return undefined;
      return items.includes(' | ') ? `(${items})[]` : `${items}[]`;
    }
    case 'never':
    case 'enum':
    case 'tuple':
    case 'object':
    case 'all':
    case 'one':
      return undefined;
  }
}

/** The types of numbers, what JavaScript's own cannot hold included. */
const numberTypes: Readonly<Record<NumberRange, readonly string[]>> = {
  ordinary: ['number'],
  long: ['number', 'bigint'],
  exact: ['number', 'bigint', 'ExactNumber'],
};

/** From a schema to the library's dialect, with everything that comes from the description in numbered slots. */
class Translator {
  readonly #slots: string[];
  readonly #prefix: string;

  constructor(slots: string[], prefix: string) {
    this.#slots = slots;
    this.#prefix = prefix;
  }

  translate(schema: JsonSchema): LibrarySchema {
    const plain = this.#plain(schema);
    const notes = isObject(schema) ? this.#notes(schema) : {};
    return { ...notes, ...plain };
  }

  #plain(schema: JsonSchema): LibrarySchema {
    const shape = shapeOf(schema);
    switch (shape.kind) {
      case 'any':
        return this.#type('unknown');
      case 'never':
        return this.#type('never');
      case 'null':
      case 'boolean':
        return { type: shape.kind };
      case 'number':
      case 'integer': {
        const [, ...others] = numberTypes[numberRange(shape.schema)];
        if (others.length === 0) return { type: shape.kind };
        const types = others.map((type) => this.#type(type === 'bigint' ? type : this.#prefix + type));
        return { anyOf: [{ type: 'number' }, ...types] };
      }
      case 'string':
        return shape.schema.format === 'binary' ? this.#type(`${this.#prefix}Binary`) : { type: 'string' };
      case 'ref':
        return this.#type(this.#prefix + shape.name);
      case 'enum':
        return this.#type(union(shape.values.map(literalType)));
      case 'array':
        return { type: 'array', items: this.translate(shape.items) };
      case 'tuple':
        return {
          type: 'array',
          items: shape.items.map((item) => this.translate(item)),
          additionalItems: this.translate(shape.rest),
        };
      case 'all':
        return { allOf: shape.parts.map((part) => this.#plain(part)) };
      case 'one':
        return { anyOf: shape.options.map((option) => this.#plain(option)) };
      case 'object': {
        const { members, rest } = shape;
        const keys = members.map(({ name }) => this.#slot(memberName(name)));
        return {
          type: 'object',
          properties: Object.fromEntries(
            members.map((member, index) => [keys[index] ?? '', this.translate(member.schema)]),
          ),
          required: keys.filter((_key, index) => members[index]?.isRequired === true),
          // Beside named members any other type would have to fit them too.
          additionalProperties: rest === undefined ? false : members.length > 0 ? true : this.translate(rest),
        };
      }
    }
  }

  #notes(schema: JsonSchemaObject): LibrarySchema {
    const text = commentText(schema.description ?? schema.title ?? '');
    return {
      ...(text === '' ? {} : { description: this.#slot(text) }),
      ...(schema.deprecated === true ? { deprecated: true } : {}),
    };
  }

  #type(text: string): LibrarySchema {
    return { tsType: this.#slot(text) };
  }

  /** Slot 0 is the name of the declaration. */
  #slot(text: string): string {
    this.#slots.push(text);
    return `slot${this.#slots.length}`;
  }
}

function union(types: readonly string[]): string {
  return types.length === 1 ? (types[0] ?? 'never') : `(${types.join(' | ')})`;
}

function literalType(value: Scalar): string {
  return typeof value === 'string' ? quote(value) : String(value);
}
