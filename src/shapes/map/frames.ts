import { compilePath, parsePath, printPath } from '../../text/path.ts';

/**
 * Where a rule stands while lists are walked: frame 0 is the payload, every other frame the current element of
 * one source list. A frame is known by the path of its list, so that rules over one list share it.
 */
export class Frames {
  readonly #ids = new Map<string, number>([['', 0]]);
  readonly lists: FrameList[] = [];

  /** The frame for the elements of the list before the `depth`-th wildcard of a path (from 1). */
  frameFor(path: string, depth: number): number {
    const segments = parsePath(path);
    let frame = 0;
    let start = 0;
    let seen = 0;
    for (let index = 0; index < segments.length && seen < depth; index++) {
      if (segments[index]?.kind !== 'every') continue;
      seen++;
      const prefix = printPath(segments.slice(0, index + 1));
      const known = this.#ids.get(prefix);
      if (known === undefined) {
        const listPath = printPath(segments.slice(start, index));
        const id = this.#ids.size;
        this.#ids.set(prefix, id);
        this.lists.push({ frame: id, parent: frame, listPath, read: compilePath(listPath) });
        frame = id;
      } else {
        frame = known;
      }
      start = index + 1;
    }
    return frame;
  }

  get count(): number {
    return this.#ids.size;
  }
}

export interface FrameList {
  readonly frame: number;
  readonly parent: number;
  readonly listPath: string;
  readonly read: (parent: unknown) => unknown;
}

export function countWildcards(path: string): number {
  return parsePath(path).filter((segment) => segment.kind === 'every').length;
}

/** What is left of a path after its `depth`-th wildcard. */
export function afterWildcard(path: string, depth: number): string {
  const segments = parsePath(path);
  let seen = 0;
  let start = 0;
  for (let index = 0; index < segments.length && seen < depth; index++) {
    if (segments[index]?.kind !== 'every') continue;
    seen++;
    start = index + 1;
  }
  return printPath(segments.slice(start));
}
