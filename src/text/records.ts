import { child, compilePath, parsePath, printPath, type PathSegment } from './path.ts';

/** A field path, split at its last `*`: which list holds the records, and where the field sits in one record. */
export interface RecordPath {
  /** Segments that lead to the list; `undefined`: the payload itself is the one record. */
  readonly list: readonly PathSegment[] | undefined;
  readonly listPath: string;
  readonly read: (record: unknown) => unknown;
}

export function compileRecordPath(path: string): RecordPath {
  const segments = parsePath(path);
  const last = segments.findLastIndex((segment) => segment.kind === 'every');
  const list = last < 0 ? undefined : segments.slice(0, last);
  return {
    list,
    listPath: list === undefined ? '' : printPath([...list, { kind: 'every' }]),
    read: compilePath(printPath(segments.slice(last + 1))),
  };
}

/**
 * Returns the payload value with only the records that `keep` accepts. Lists on the way are copied, nothing is
 * changed in place, and a value from which nothing was removed is returned as it is.
 */
export function keepRecords(root: unknown, list: readonly PathSegment[], keep: (record: unknown) => boolean): unknown {
  const [segment, ...rest] = list;
  if (segment === undefined) return keepIn(root, keep);
  if (segment.kind === 'every') {
    if (!Array.isArray(root)) return root;
    const kept = root.map((element: unknown) => keepRecords(element, rest, keep));
    return kept.every((element, index) => element === root[index]) ? root : kept;
  }
  const before = child(root, segment.key);
  const after = keepRecords(before, rest, keep);
  if (after === before) return root;
  return Array.isArray(root) ? root.with(Number(segment.key), after) : { ...(root as object), [segment.key]: after }; // child() found it, so it is an object
}

/** Calls `visit` with every record of the list. */
export function eachRecord(root: unknown, list: readonly PathSegment[], visit: (record: unknown) => void): void {
  const [segment, ...rest] = list;
  if (segment === undefined) {
    if (Array.isArray(root)) root.forEach(visit);
  } else if (segment.kind === 'key') {
    eachRecord(child(root, segment.key), rest, visit);
  } else if (Array.isArray(root)) {
    for (const element of root) eachRecord(element, rest, visit);
  }
}

function keepIn(list: unknown, keep: (record: unknown) => boolean): unknown {
  if (!Array.isArray(list)) return list;
  const kept = list.filter(keep);
  return kept.length === list.length ? list : kept;
}
