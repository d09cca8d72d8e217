import { isObject } from '../../../text/json.ts';
import { joinPointer } from '../../../text/pointer.ts';
import type { ApiDocument } from './documents.ts';

/** One value of a description and where it stands. The pointer is spelt out only when someone asks for it. */
export class Node {
  readonly value: unknown;
  readonly document: ApiDocument;
  readonly #parent: Node | undefined;
  readonly #key: string | number;
  #pointer: string | undefined;

  constructor(value: unknown, document: ApiDocument, parent?: Node, key: string | number = '') {
    this.value = value;
    this.document = document;
    this.#parent = parent;
    this.#key = key;
  }

  get pointer(): string {
    this.#pointer ??= this.#parent === undefined ? '' : joinPointer(this.#parent.pointer, this.#key);
    return this.#pointer;
  }

  /** The member or list element of that name; only own properties count. */
  child(key: string | number): Node | undefined {
    if (this.value === null || typeof this.value !== 'object' || !Object.hasOwn(this.value, key)) return undefined;
    return new Node((this.value as Record<string | number, unknown>)[key], this.document, this, key); // own, just checked
  }

  /** A child that is known to be there. */
  below(key: string | number, value: unknown): Node {
    return new Node(value, this.document, this, key);
  }

  get items(): readonly Node[] {
    return Array.isArray(this.value) ? this.value.map((item, index) => this.below(index, item)) : [];
  }

  /** `$ref` when this is a reference: an object whose `$ref` is a text. */
  get reference(): string | undefined {
    return isObject(this.value) && Object.hasOwn(this.value, '$ref') && typeof this.value['$ref'] === 'string'
      ? this.value['$ref']
      : undefined;
  }
}

/** The same place of the same document has the same key. */
export function placeOf(node: Node): string {
  return `${node.document.id}#${node.pointer}`;
}
