import { isObject } from '../text/json.ts';
import { formOfMember, type Form } from '../legacy/known-members.ts';
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

const unknown: Claim = { ...unclaimed, note: 'The format has no such member, so that no rule reads it.' };

/**
 * Keeps account of every value of a bundle. A claim on a pointer covers everything below that no earlier claim has and
 * that the format knows; what nobody claimed is unsupported, so that nothing is dropped in silence.
 */
export class Account {
  readonly #root: unknown;
  readonly #form: Form;
  readonly #claims = new Map<string, Claim>();
  #order = 0;

  constructor(root: unknown, form: Form) {
    this.#root = root;
    this.#form = form;
  }

  /** The first claim on a pointer holds. */
  claim(pointer: string, { outcome, rule, note }: Omit<Entry, 'pointer'>): void {
    if (!this.#claims.has(pointer)) this.#claims.set(pointer, { outcome, rule, note, order: this.#order++ });
  }

  /** Whatever was claimed on a pointer and below: none of it came through. */
  giveUp(pointer: string, note: string): void {
    for (const claimed of this.#claims.keys())
      if (claimed === pointer || claimed.startsWith(`${pointer}/`)) this.#claims.delete(claimed);
    this.claim(pointer, { outcome: 'unsupported', rule: unclaimed.rule, note });
  }

  entries(): readonly Entry[] {
    const entries: Entry[] = [];
    this.#collect(entries, { value: this.#root, pointer: '', form: this.#form, above: unclaimed });
    return entries;
  }

  #collect(entries: Entry[], { value, pointer, form, above }: Place): void {
    const own = pointer === '' ? undefined : this.#claims.get(pointer);
    const earliest = own !== undefined && own.order < above.order ? own : above;
    const claim = form === undefined ? unknown : earliest;
    const collect = (key: string, member: unknown): void =>
      this.#collect(entries, {
        value: member,
        pointer: joinPointer(pointer, key),
        form: form === undefined ? undefined : formOfMember(form, value, key),
        above: earliest,
      });
    const before = entries.length;
    if (Array.isArray(value)) for (const [index, member] of value.entries()) collect(String(index), member);
    else if (isObject(value)) for (const key of Object.keys(value)) collect(key, value[key]);
    if (entries.length === before)
      entries.push({ pointer, outcome: claim.outcome, rule: claim.rule, note: claim.note });
  }
}

/** A value on the way down. */
interface Place {
  readonly value: unknown;
  readonly pointer: string;
  /** `undefined`: the format has no such member. */
  readonly form: Form | undefined;
  /** The earliest claim on what the value is in. */
  readonly above: Claim;
}

export function totalsOf(entries: readonly Entry[]): Totals {
  const totals = { converted: 0, noted: 0, undecided: 0, unsupported: 0, total: entries.length };
  for (const { outcome } of entries) totals[outcome]++;
  return totals;
}
