/** Meaning of prefixes; the empty one is the default namespace. */
export type Scope = ReadonlyMap<string, string>;

/** An element inside another one, or text beside elements. */
export interface ChildSource {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
}

/**
 * Where an element stands in the document that it was read from. Copies of its value have it, too: `value` is the one that
 * was read.
 */
export interface ElementSource {
  readonly text: string;
  readonly name: string;
  /** Of the whole element, with its tags. */
  readonly start: number;
  end: number;
  /** Behind the start tag; `undefined`: the tag closes itself. */
  readonly inside: number | undefined;
  /** In front of the end tag. */
  insideEnd: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly children: ChildSource[];
  /** What prefixes mean in front of the element, and inside it. */
  readonly around: Scope;
  readonly scope: Scope;
  /** Text stands between elements, so that a tree loses its place. */
  isMixed: boolean;
  /** Elements of one name stand apart, so that a tree loses their order. */
  isShuffled: boolean;
}

export const source = Symbol('source');

export function sourceOf(value: unknown): ElementSource | undefined {
  return value !== null && typeof value === 'object'
    ? (value as { readonly [source]?: ElementSource })[source]
    : undefined;
}
