import { parseJson } from './json-codec.ts';
import { cutJson, type LongList } from './json-cuts.ts';
import { outlineOf, unusedMark } from './json-outline.ts';
import { compilePath } from './path.ts';

export interface ByteRange {
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
}

/** Checks a long text without keeping what it says: part by part, so that it needs no memory. Errors: SyntaxError. */
export function checkJson(bytes: Buffer): void {
  const cuts = cutJson(bytes);
  for (const { parts } of cuts.lists)
    for (const { start, end } of parts) {
      const some = JSON.parse(`[${bytes.toString('utf8', start, end)}]`) as readonly unknown[]; // a list, by its brackets
      if (some.length === 0) throw new SyntaxError('An element of a list is missing.');
    }
  JSON.parse(outlineOf(bytes, cuts.lists, (index) => String(index)));
}

/** The elements of the long list at a path, in order; `undefined` where there is no list that is long. */
export function elementsAt(bytes: Buffer, path: string): Iterable<ByteRange> | undefined {
  const { lists } = cutJson(bytes);
  const mark = unusedMark(outlineOf(bytes, lists, () => ''));
  const found = compilePath(path)(parseJson(outlineOf(bytes, lists, (index) => `"${mark}${index}"`)));
  const named: unknown = Array.isArray(found) && found.length === 1 ? found[0] : undefined;
  if (typeof named !== 'string' || !named.startsWith(mark)) return undefined;
  const list = lists[Number(named.slice(mark.length))];
  return list === undefined ? undefined : elementsOf(bytes, list);
}

const quote = 34;
const comma = 44;
const backslash = 92;

/** Written for speed, like `cutJson`; the text has been checked. Reads inside the list only, hence the `!`. */
function* elementsOf(bytes: Buffer, { open, close }: LongList): Generator<ByteRange> {
  let start = open + 1;
  let depth = 0;
  for (let index = start; index < close; index++) {
    const code = bytes[index]!; // inside
    if (code === quote) {
      for (index++; bytes[index]! !== quote; index++) if (bytes[index]! === backslash) index++; // inside: a text ends
    } else if (code === comma) {
      if (depth > 0) continue;
      yield { start, end: index };
      start = index + 1;
    } else if (code === 91 || code === 123) {
      depth++;
    } else if (code === 93 || code === 125) {
      depth--;
    }
  }
  yield { start, end: close };
}
