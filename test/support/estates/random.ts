/** Chooses by a seed: the same seed always chooses the same. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True in `share` of the cases. */
  chance(share: number): boolean;
  /** `count` different items in a random order; all of them where there are fewer. */
  some<Item>(items: readonly Item[], count: number): readonly Item[];
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    pick: (items) => {
      if (items.length === 0) throw new Error('There is nothing to pick from.');
      return items[int(0, items.length - 1)]!; // within the bounds
    },
    chance: (share) => next() < share,
    some: (items, count) =>
      items
        .map((item) => ({ item, rank: next() }))
        .toSorted((a, b) => a.rank - b.rank)
        .slice(0, count)
        .map(({ item }) => item),
  };
}

/** Numbers that are the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e_37_79_b1);
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
