import { splitPointer } from '../../../text/pointer.ts';
import { type Node, placeOf } from './node.ts';

/** Parts of a pointer that say where schemas are kept, not which one it is. */
const furniture = new Set(['components', 'schemas', 'definitions', '$defs', 'properties', 'items', 'schema', 'paths']);

/** What a pointer into a file that is one schema begins with. */
const insides = new Set(['properties', 'items', 'allOf', 'anyOf', 'oneOf', 'additionalProperties']);

/**
 * Names for schemas that the root document does not name: by the last parts of the place they stand in.
 * A short name that several would have goes to the one nearest the root of the description; the others are named by
 * their whole path. So a name changes only when a place of the same short name and nearer the root is added.
 */
export function nameSchemas(declared: readonly string[], nameless: readonly Node[]): ReadonlyMap<Node, string> {
  const taken = new Set(declared);
  const names = new Map<Node, string>();
  const byPlace = nameless
    .map((node) => ({ node, place: placeOf(node) }))
    .toSorted((a, b) => compare(a.place, b.place));
  for (const { node, place } of byPlace) {
    const short = shortName(node);
    const name = taken.has(short) ? free(longName(place), taken) : short;
    taken.add(name);
    names.set(node, name);
  }
  return names;
}

/** Nearer the root first, then by the alphabet. */
function compare(a: string, b: string): number {
  return depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function depth(place: string): number {
  return place.split('/').length;
}

function shortName(node: Node): string {
  const tokens = splitPointer(node.pointer);
  const words = tokens.filter((token) => !furniture.has(token));
  const file = stem(node.document.id.slice(node.document.id.lastIndexOf('/') + 1));
  // A file that is one schema says with its name which one; in others the pointer does.
  return join(tokens.length === 0 || insides.has(tokens[0] ?? '') ? [file, ...words] : words);
}

function longName(place: string): string {
  const [file = '', pointer = ''] = place.split(/#(.*)/su);
  const tokens = splitPointer(pointer);
  return join([...stem(file).split('/'), ...tokens]);
}

function stem(file: string): string {
  return file.replace(/\.(?:json|ya?ml)$/iu, '') || file;
}

/** Words that a name may hold, joined by dots. */
function join(tokens: readonly string[]): string {
  const words = tokens.map((token) => token.replaceAll(/[^\p{L}\p{N}_$-]+/gu, '.').replaceAll(/^\.+|\.+$/gu, ''));
  return words.filter((word) => word !== '').join('.') || 'schema';
}

function free(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}.${number}`)) number++;
  return `${name}.${number}`;
}
