import { isObject } from '../text/json.ts';
import { joinPointer } from '../text/pointer.ts';

/** What became of one piece of the bundle. */
export type Fate = 'converted' | 'noted' | 'undecided' | 'unsupported';

export interface Entry {
  /** JSON pointer of a value without members. */
  readonly pointer: string;
  readonly fate: Fate;
  readonly rule: string;
  readonly note: string;
}

/**
 * Keeps account of every value of a bundle. A claim on a pointer covers everything below that no earlier claim has;
 * what nobody claimed is unsupported, so that nothing is dropped in silence.
 */
export class Account {
  readonly #fates = new Map<string, Entry | undefined>();

  constructor(root: unknown) {
    for (const pointer of leavesOf(root, '')) this.#fates.set(pointer, undefined);
  }

  claim(pointer: string, fate: Fate, rule: string, note = ''): void {
    for (const [leaf, entry] of this.#fates) {
      const isBelow = leaf === pointer || leaf.startsWith(`${pointer}/`);
      if (entry === undefined && isBelow) this.#fates.set(leaf, { pointer: leaf, fate, rule, note });
    }
  }

  entries(): readonly Entry[] {
    return Array.from(
      this.#fates,
      ([pointer, entry]) => entry ?? { pointer, fate: 'unsupported', rule: 'none', note: 'No rule knows this value.' },
    );
  }
}

function* leavesOf(value: unknown, pointer: string): Generator<string> {
  const members = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  if (members.length === 0) yield pointer;
  for (const [key, member] of members) yield* leavesOf(member, joinPointer(pointer, key));
}
