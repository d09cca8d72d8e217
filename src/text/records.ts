import { child, compilePath, parsePath, printPath, type PathSegment } from './path.ts';

/** A field path, split at a `*`: which list holds the records, and where the field sits in one record. */
export interface RecordPath {
  /** Segments that lead to the list; `undefined`: the payload itself is the one record. */
  readonly list: readonly PathSegment[] | undefined;
  readonly listPath: string;
  /** The whole path. */
  readonly segments: readonly PathSegment[];
  /** Whose records they are, as text: in a payload that is a list, and in any other. */
  readonly placeInList: string;
  readonly placeInObject: string;
  readonly read: (record: unknown) => unknown;
  /** True where the field cannot be reached because a list is in the way. */
  readonly stopsAtList: (record: unknown) => boolean;
}

/** `lists`: that `*` is meant which ends so many lists; what stands behind it reads values of the record. Default: the last. */
export function compileRecordPath(path: string, lists?: number): RecordPath {
  const segments = parsePath(path);
  const ends = segments.flatMap(({ kind }, index) => (kind === 'every' ? [index] : []));
  const last = (lists === undefined ? ends.at(-1) : ends[lists - 1]) ?? -1;
  const list = last < 0 ? undefined : segments.slice(0, last);
  const field = segments.slice(last + 1);
  const listPath = list === undefined ? '' : printPath([...list, every]);
  return {
    list,
    listPath,
    segments,
    placeInList: printPath([...inList(list), every]),
    placeInObject: listPath,
    read: compilePath(printPath(field)),
    stopsAtList: (record) => stopsAtList(record, field),
  };
}

const every: PathSegment = { kind: 'every' };

/** A payload that is a list is gone through, also where the path does not say so. */
function inList(list: RecordPath['list']): readonly PathSegment[] {
  const [first] = list ?? [];
  return first?.kind === 'key' && !/^\d+$/u.test(first.key) ? [every, ...(list ?? [])] : (list ?? []);
}

/** Where the records are in this payload; `undefined`: it is the one record itself. */
export function listIn(root: unknown, { list }: Pick<RecordPath, 'list'>): readonly PathSegment[] | undefined {
  return Array.isArray(root) ? inList(list) : list;
}

function stopsAtList(record: unknown, field: readonly PathSegment[]): boolean {
  let value = record;
  for (const segment of field) {
    if (segment.kind !== 'key') return false;
    if (Array.isArray(value)) return !/^\d+$/u.test(segment.key);
    value = child(value, segment.key);
  }
  return false;
}

/**
 * Returns the payload value with only the records that `keep` accepts. Lists on the way are copied, nothing is
 * changed in place, and a value from which nothing was removed is returned as it is. What stands where a list belongs
 * stays as it is, too, and `onNoList` is called.
 */
export function keepRecords(
  root: unknown,
  list: readonly PathSegment[],
  keep: (record: unknown) => boolean,
  onNoList?: () => void,
): unknown {
  const [segment, ...rest] = list;
  if (segment === undefined) return keepIn(root, keep, onNoList);
  if (segment.kind === 'every') {
    if (!Array.isArray(root)) return noList(root, onNoList);
    const kept = root.map((element: unknown) => keepRecords(element, rest, keep, onNoList));
    return kept.every((element, index) => element === root[index]) ? root : kept;
  }
  const before = child(root, segment.key);
  const after = keepRecords(before, rest, keep, onNoList);
  if (after === before) return root;
  return Array.isArray(root) ? root.with(Number(segment.key), after) : { ...(root as object), [segment.key]: after }; // child() found it, so it is an object
}

function noList(value: unknown, onNoList: (() => void) | undefined): unknown {
  if (value !== undefined && value !== null) onNoList?.();
  return value;
}

/** Calls `visit` with every record of the list, and `onNoList` for what stands where a list belongs. */
export function eachRecord(
  root: unknown,
  list: readonly PathSegment[],
  visit: (record: unknown) => void,
  onNoList?: () => void,
): void {
  const [segment, ...rest] = list;
  if (segment?.kind === 'key') {
    eachRecord(child(root, segment.key), rest, visit, onNoList);
  } else if (!Array.isArray(root)) {
    noList(root, onNoList);
  } else if (segment === undefined) {
    root.forEach(visit);
  } else {
    for (const element of root) eachRecord(element, rest, visit, onNoList);
  }
}

function keepIn(list: unknown, keep: (record: unknown) => boolean, onNoList: (() => void) | undefined): unknown {
  if (!Array.isArray(list)) return noList(list, onNoList);
  const kept = list.filter(keep);
  return kept.length === list.length ? list : kept;
}
