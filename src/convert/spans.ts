import type { Entry } from './account.ts';

/** A pointer that stands for every value below it. */
export interface Span<Kind> {
  readonly pointer: string;
  readonly kind: Kind;
}

/**
 * Values in the order of the document as few pointers as possible: where all below a pointer are of one kind, the pointer stands
 * for them. No span is inside another. `within` is the pointer that all have in common.
 */
export function spansOf<Kind>(
  entries: readonly Entry[],
  kindOf: (entry: Entry) => Kind,
  within = '',
): readonly Span<Kind>[] {
  const kinds = entries.map(kindOf);
  const spans: Span<Kind>[] = [];
  const cover = (from: number, to: number, length: number): void => {
    const first = entries[from];
    const kind = kinds[from];
    if (first === undefined || kind === undefined) return;
    let isUniform = true;
    for (let at = from + 1; at < to && isUniform; at++) isUniform = kinds[at] === kind;
    if (isUniform) {
      spans.push({ pointer: first.pointer.slice(0, length), kind });
      return;
    }
    for (let start = from; start < to;) {
      const end = endOfSegment(entries[start]?.pointer ?? '', length + 1);
      let next = start + 1;
      while (next < to && sharesStart(entries[start]?.pointer ?? '', entries[next]?.pointer ?? '', end)) next++;
      cover(start, next, end);
      start = next;
    }
  };
  cover(0, entries.length, within.length);
  return spans;
}

function endOfSegment(pointer: string, from: number): number {
  const slash = pointer.indexOf('/', from);
  return slash < 0 ? pointer.length : slash;
}

/** Whether two pointers are in the same value, whose pointer has this length. */
function sharesStart(one: string, other: string, length: number): boolean {
  return (other.length === length || other[length] === '/') && other.startsWith(one.slice(0, length));
}
