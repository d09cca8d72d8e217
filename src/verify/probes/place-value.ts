import { parsePath, type PathSegment } from '../../text/path.ts';

/** Makes the value at a path for the elements of the lists on the way, given by their positions. */
export type Make = (at: readonly number[]) => unknown;

/** How many elements the list at a path gets. */
export type LengthOf = (list: string, at: readonly number[]) => number;

/** Writes into a record what `make` gives for a path. `undefined` writes nothing; what is already there and no object stays. */
export function placeValue(record: Record<string, unknown>, path: string, make: Make, lengthOf: LengthOf): void {
  write(record, parsePath(path), '', [], make, lengthOf);
}

function write(
  target: unknown,
  [segment, next, ...rest]: readonly PathSegment[],
  place: string,
  at: readonly number[],
  make: Make,
  lengthOf: LengthOf,
): void {
  if (segment === undefined || segment.kind === 'every' || typeof target !== 'object' || target === null) return;
  const parent = target as Record<string, unknown>; // an object or a list, as the line before says
  const { key } = segment;
  const here = place === '' ? key : `${place}.${key}`;
  if (next === undefined) {
    const value = make(at);
    if (value === undefined) delete parent[key];
    else parent[key] = value;
    return;
  }
  if (next.kind === 'key') {
    // A position leads into a list, whose elements before it are there as well.
    parent[key] ??= /^\d+$/u.test(next.key) ? Array.from({ length: Number(next.key) + 1 }, () => ({})) : {};
    write(parent[key], [next, ...rest], here, at, make, lengthOf);
    return;
  }
  if (rest.length === 0) {
    const length = lengthOf(here, at);
    parent[key] ??= Array.from({ length }, (_, index) => make([...at, index])).filter((value) => value !== undefined);
    return;
  }
  const list = (parent[key] ??= Array.from({ length: lengthOf(here, at) }, () => ({})));
  if (!Array.isArray(list)) return;
  for (const [index, element] of list.entries()) write(element, rest, `${here}.*`, [...at, index], make, lengthOf);
}
