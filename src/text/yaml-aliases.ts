import { EVENT_ID } from 'js-yaml';
import type { YamlEvent } from './yaml-marks.ts';

/** Values that aliases may add to a document, for each one it has: enough to share, too little to explode. */
const growthLimit = 20;
const sizeLimit = 1_000_000;
const depthLimit = 200;

interface Extent {
  size: number;
  depth: number;
}

/**
 * What is wrong with the aliases of a document, or `undefined`. Aliases share values instead of copying them, but whoever walks
 * over the document meets every copy: their number and depth must have bounds, and no value may contain itself.
 */
export function findAliasFault(
  text: string,
  events: readonly YamlEvent[],
): { readonly message: string; readonly at: number } | undefined {
  const anchors = new Map<string, Extent | 'open'>();
  const stack: { readonly anchor: string | undefined; readonly extent: Extent }[] = [];
  const limit = Math.max(sizeLimit, events.length * growthLimit);
  const add = ({ size, depth }: Extent): void => {
    const parent = stack.at(-1)?.extent;
    if (parent === undefined) return;
    parent.size += size;
    parent.depth = Math.max(parent.depth, depth + 1);
  };
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      const closed = stack.pop();
      if (closed === undefined) continue;
      if (closed.anchor !== undefined) anchors.set(closed.anchor, closed.extent);
      add(closed.extent);
      continue;
    }
    const name =
      event.type !== EVENT_ID.DOCUMENT && event.anchorStart >= 0
        ? text.slice(event.anchorStart, event.anchorEnd)
        : undefined;
    if (event.type === EVENT_ID.ALIAS) {
      const target = anchors.get(name ?? '');
      const at = Math.max(0, event.anchorStart - 1);
      if (target === 'open') return { message: `Alias "*${name}" stands inside the value that it repeats.`, at };
      if (target !== undefined) add(target);
      const whole = stack.at(-1)?.extent;
      if (whole !== undefined && (whole.size > limit || whole.depth + stack.length > depthLimit))
        return { message: 'Aliases repeat other aliases too often.', at };
    } else if (event.type === EVENT_ID.SCALAR) {
      const extent = { size: 1, depth: 0 };
      if (name !== undefined) anchors.set(name, extent);
      add(extent);
    } else {
      if (name !== undefined) anchors.set(name, 'open');
      stack.push({ anchor: name, extent: { size: 1, depth: 0 } });
    }
  }
  return undefined;
}
