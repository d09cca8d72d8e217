import { isObject } from '../text/json.ts';
import { joinPointer } from '../text/pointer.ts';

/** What became of one piece of the bundle: as it was, with a remark, waiting for a person, or left behind. */
export const outcomes = ['converted', 'noted', 'undecided', 'unsupported'] as const;
export type Outcome = (typeof outcomes)[number];

/** Values by outcome. */
export type Totals = Readonly<Record<Outcome | 'total', number>>;

export interface Entry {
  /** JSON pointer of a value without members. */
  readonly pointer: string;
  readonly outcome: Outcome;
  /** Name of the rule; `none` when no rule knows the value. */
  readonly rule: string;
  /** What differs, what is asked, or why nothing fits; empty for a value that converted as it is. */
  readonly note: string;
}

type Claim = Omit<Entry, 'pointer'> & { readonly order: number };

const unclaimed: Claim = {
  outcome: 'unsupported',
  rule: 'none',
  note: 'No rule knows this value.',
  order: Number.POSITIVE_INFINITY,
};

/**
 * Keeps account of every value of a bundle. A claim on a pointer covers everything below that no earlier claim has;
 * what nobody claimed is unsupported, so that nothing is dropped in silence.
 */
export class Account {
  readonly #root: unknown;
  readonly #claims = new Map<string, Claim>();

  constructor(root: unknown) {
    this.#root = root;
  }

  /** The first claim on a pointer holds. */
  claim(pointer: string, { outcome, rule, note }: Omit<Entry, 'pointer'>): void {
    if (!this.#claims.has(pointer)) this.#claims.set(pointer, { outcome, rule, note, order: this.#claims.size });
  }

  entries(): readonly Entry[] {
    return Array.from(leavesOf(this.#root, ''), (pointer) => {
      const { outcome, rule, note } = this.#earliestClaim(pointer);
      return { pointer, outcome, rule, note };
    });
  }

  #earliestClaim(pointer: string): Claim {
    let earliest = unclaimed;
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const claim = this.#claims.get(at);
      if (claim !== undefined && claim.order < earliest.order) earliest = claim;
    }
    return earliest;
  }
}

export function totalsOf(entries: readonly Entry[]): Totals {
  const count = (outcome: Outcome): number => entries.filter((entry) => entry.outcome === outcome).length;
  return {
    converted: count('converted'),
    noted: count('noted'),
    undecided: count('undecided'),
    unsupported: count('unsupported'),
    total: entries.length,
  };
}

function* leavesOf(value: unknown, pointer: string): Generator<string> {
  const members = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  if (members.length === 0) yield pointer;
  for (const [key, member] of members) yield* leavesOf(member, joinPointer(pointer, key));
}
