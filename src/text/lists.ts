import type { PathSegment } from './path.ts';

/**
 * The value with a list of one wherever the path goes through a list and one element stands alone: what is repeated in XML
 * is a list only where there are several. Nothing is changed in place.
 */
export function withLists(value: unknown, segments: readonly PathSegment[], from = 0): unknown {
  const segment = segments[from];
  if (segment === undefined || value === undefined || value === null) return value;
  const isPlace = segment.kind === 'every' || /^\d+$/u.test(segment.key);
  if (isPlace) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const inside = list.map((one) => withLists(one, segments, from + 1));
    return list === value && inside.every((one, index) => one === list[index]) ? value : inside;
  }
  if (segment.kind !== 'key' || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, segment.key))
    return value;
  const before = (value as Record<string, unknown>)[segment.key]; // own, just checked
  const after = withLists(before, segments, from + 1);
  return after === before ? value : { ...value, [segment.key]: after };
}

/** The way back: one element in a list stands alone, and a list of none is not there. */
export function withoutLists(value: unknown, segments: readonly PathSegment[], from = 0): unknown {
  const segment = segments[from];
  if (segment === undefined) return value;
  if (Array.isArray(value)) {
    const inside = value.map((one: unknown) => withoutLists(one, segments, from + 1));
    return inside.length < 2 ? inside[0] : inside;
  }
  if (segment.kind !== 'key' || typeof value !== 'object' || value === null || !Object.hasOwn(value, segment.key))
    return value;
  const before = (value as Record<string, unknown>)[segment.key]; // own, just checked
  const after = withoutLists(before, segments, from + 1);
  return after === before ? value : { ...value, [segment.key]: after };
}
