import { parsePath, type PathSegment } from '../../src/text/path.ts';

/** Records that hold a value at a path: once, and where the path has lists, in lists of 0, 1 and 2 and in ragged ones. */
export function recordsWith(path: string, value: unknown): readonly Record<string, unknown>[] {
  const segments = parsePath(path);
  const lists = segments.filter(({ kind }) => kind === 'every').length;
  const fills = lists === 0 ? [[value]] : [[value], [value, undefined, value], [value, 'other']];
  const records = fills.map((fill) => put({}, segments, fill));
  return lists === 0 ? records : [...records, put({}, segments, []), {}];
}

/** The record with a value at a path as well, in every element that is there. */
export function withValue(record: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  return put(structuredClone(record), parsePath(path), [value, value]);
}

function put(
  target: Record<string, unknown>,
  segments: readonly PathSegment[],
  fill: readonly unknown[],
): Record<string, unknown> {
  write(target, segments, fill);
  return target;
}

function write(target: unknown, [segment, next, ...rest]: readonly PathSegment[], fill: readonly unknown[]): void {
  if (segment === undefined || segment.kind === 'every') return;
  const parent = target as Record<string, unknown>; // made by this function, or an element of a list that is one
  const [first] = fill;
  if (next === undefined) {
    if (first !== undefined) parent[segment.key] = first;
    return;
  }
  if (next.kind === 'key') {
    // A position in a list is a key like any other to whoever reads.
    write((parent[segment.key] ??= /^\d+$/u.test(next.key) ? [] : {}), [next, ...rest], fill);
    return;
  }
  if (rest.length === 0) {
    parent[segment.key] ??= fill.filter((one) => one !== undefined);
    return;
  }
  const list = (parent[segment.key] ??= fill.map(() => ({}))) as unknown[]; // made on this line, or before
  for (const [index, element] of list.entries())
    write(element, rest, rest.some(({ kind }) => kind === 'every') ? fill : [fill[index]]);
}
