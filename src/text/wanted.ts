import { splitPointer } from './pointer.ts';

/** Pointers as a tree: what a search for places has to go into, and what it may pass over. */
export interface Wanted {
  readonly children: Map<string, Wanted>;
}

export function wantedTree(pointers: Iterable<string>): Wanted {
  const root: Wanted = { children: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const token of splitPointer(pointer)) {
      let next = at.children.get(token);
      if (next === undefined) at.children.set(token, (next = { children: new Map() }));
      at = next;
    }
  }
  return root;
}
