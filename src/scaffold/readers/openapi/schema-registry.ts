import type { JsonSchema, Origin } from '../../api-model.ts';
import { type Node, placeOf } from './node.ts';
import { nameSchemas } from './schema-names.ts';

interface Entry {
  readonly node: Node;
  /** As declared by the root document; others are named at the end. */
  readonly name: string | undefined;
  schema: JsonSchema;
  /** Told the reference once the name is known. */
  readonly waiting: ((reference: string) => void)[];
}

/** Every schema that has a name or needs one, because something refers to it. */
export class SchemaRegistry {
  readonly #entries: Entry[] = [];
  readonly #byPlace = new Map<string, Entry>();

  /** A named schema of the root document, and where its content stands when that is another place. */
  declare(name: string, node: Node, content: Node): void {
    const entry = this.#enter(content, name);
    this.#byPlace.set(placeOf(node), entry);
  }

  has(node: Node): boolean {
    return this.#byPlace.has(placeOf(node));
  }

  /** Hands `#/$defs/<name>` of the schema in `target` to `use`: now, or when names are given. */
  refer(target: Node, use: (reference: string) => void): void {
    const entry = this.#byPlace.get(placeOf(target)) ?? this.#enter(target, undefined);
    if (entry.name === undefined) entry.waiting.push(use);
    else use(referenceTo(entry.name));
  }

  /** Reads all schemas, also those found on the way. */
  readAll(read: (node: Node) => JsonSchema): void {
    for (const entry of this.#entries) entry.schema = read(entry.node); // entries added meanwhile are visited too
  }

  /** Names what has no name yet, and gives all schemas by name. */
  settle(): ReadonlyMap<string, { readonly schema: JsonSchema; readonly origin: Origin }> {
    const declared = this.#entries.flatMap(({ name }) => name ?? []);
    const nameless = this.#entries.filter(({ name }) => name === undefined).map(({ node }) => node);
    const names = nameSchemas(declared, nameless);
    const schemas = new Map<string, { readonly schema: JsonSchema; readonly origin: Origin }>();
    for (const { node, name = names.get(node) ?? '', schema, waiting } of this.#entries) {
      for (const use of waiting) use(referenceTo(name));
      schemas.set(name, { schema, origin: { file: node.document.id, pointer: node.pointer } });
    }
    return schemas;
  }

  #enter(node: Node, name: string | undefined): Entry {
    const entry: Entry = { node, name, schema: true, waiting: [] };
    this.#entries.push(entry);
    // A place that has two names keeps the first: references need one.
    if (!this.has(node)) this.#byPlace.set(placeOf(node), entry);
    return entry;
  }
}

function referenceTo(name: string): string {
  return `#/$defs/${name}`;
}
