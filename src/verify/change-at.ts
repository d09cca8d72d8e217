import { isObject } from '../text/json.ts';
import { parsePath, type PathSegment } from '../text/path.ts';

/** A copy of a record with the value at a path replaced; a `*` means every element. A path that leads nowhere changes nothing. */
export function changeAt(record: unknown, path: string, change: (value: unknown) => unknown): unknown {
  return changeBelow(record, parsePath(path), change);
}

function changeBelow(value: unknown, path: readonly PathSegment[], change: (value: unknown) => unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return change(value);
  if (segment.kind === 'every')
    return Array.isArray(value) ? value.map((element: unknown) => changeBelow(element, rest, change)) : value;
  if (Array.isArray(value))
    return value.map((element: unknown, index) =>
      String(index) === segment.key ? changeBelow(element, rest, change) : element,
    );
  if (!isObject(value) || !Object.hasOwn(value, segment.key)) return value;
  return { ...value, [segment.key]: changeBelow(value[segment.key], rest, change) };
}
