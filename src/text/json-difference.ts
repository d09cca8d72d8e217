import { canonicalNumber, isExactNumber } from './exact-number.ts';
import { isObject } from './json.ts';
import { printPath, type PathSegment } from './path.ts';

/**
 * Path of the first place where two JSON values differ, `''` for the values themselves; `undefined`: they are equal. The
 * order of members says nothing, that of elements does, and numbers are equal whatever way they are written.
 */
export function firstDifference(a: unknown, b: unknown): string | undefined {
  const path = differAt(a, b);
  return path === undefined ? undefined : printPath(path);
}

function differAt(a: unknown, b: unknown): readonly PathSegment[] | undefined {
  if (isNumber(a) && isNumber(b)) return canonicalNumber(a) === canonicalNumber(b) ? undefined : [];
  if (Array.isArray(a) && Array.isArray(b)) {
    const length = Math.max(a.length, b.length);
    for (let index = 0; index < length; index++) {
      if (index >= a.length || index >= b.length) return [key(String(index))];
      const inside = differAt(a[index], b[index]);
      if (inside !== undefined) return [key(String(index)), ...inside];
    }
    return undefined;
  }
  if (isObject(a) && isObject(b)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (!Object.hasOwn(a, name) || !Object.hasOwn(b, name)) return [key(name)];
      const inside = differAt(a[name], b[name]);
      if (inside !== undefined) return [key(name), ...inside];
    }
    return undefined;
  }
  return a === b ? undefined : [];
}

function key(name: string): PathSegment {
  return { kind: 'key', key: name };
}

function isNumber(value: unknown): value is Parameters<typeof canonicalNumber>[0] {
  return typeof value === 'number' || isExactNumber(value);
}
