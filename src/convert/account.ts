import { isObject } from '../text/json.ts';
import { formOfMember, type Form } from '../legacy/known-members.ts';
import { joinPointer, splitPointer } from '../text/pointer.ts';

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

/** What became of each value, in the order of the bundle. Found anew by each walk: all at once are many times the bundle. */
export interface Entries extends Iterable<Entry> {
  /** Of the values of one service, by its place; `undefined`: of those that are not part of a service. */
  of(service: number | undefined): readonly Entry[];
  /** Those of some services, given by their places, and of what is not part of a service. */
  only(isMeant: (service: number) => boolean): Entries;
}

/** Claims by the tokens of their pointers. */
interface Claimed {
  claim: Claim | undefined;
  readonly below: Map<string, Claimed>;
}

/**
 * Keeps account of every value of a bundle. A claim on a pointer covers everything below that no earlier claim has and
 * that the format knows; what nobody claimed is unsupported, so that nothing is dropped in silence.
 */
export class Account {
  readonly #root: unknown;
  readonly #form: Form;
  readonly #claims: Claimed = { claim: undefined, below: new Map() };
  #order = 0;

  constructor(root: unknown, form: Form) {
    this.#root = root;
    this.#form = form;
  }

  /** The first claim on a pointer holds. */
  claim(pointer: string, { outcome, rule, note }: Omit<Entry, 'pointer'>): void {
    this.#at(pointer).claim ??= { outcome, rule, note, order: this.#order++ };
  }

  /** Whatever was claimed on a pointer and below: none of it came through. */
  giveUp(pointer: string, note: string): void {
    const at = this.#at(pointer);
    at.below.clear();
    at.claim = undefined;
    this.claim(pointer, { outcome: 'unsupported', rule: unclaimed.rule, note });
  }

  #at(pointer: string): Claimed {
    let at = this.#claims;
    for (const token of splitPointer(pointer)) {
      let next = at.below.get(token);
      if (next === undefined) at.below.set(token, (next = { claim: undefined, below: new Map() }));
      at = next;
    }
    return at;
  }

  entries(): Entries {
    return entriesOf(this.#parts());
  }

  /** The bundle in pieces: each service by itself. */
  #parts(): readonly Part[] {
    const root: Place = { value: this.#root, pointer: '', form: this.#form, above: unclaimed, claimed: this.#claims };
    return membersOf(root).flatMap((place): readonly Part[] => {
      if (place.pointer !== '/services' || !Array.isArray(place.value) || place.value.length === 0)
        return [{ service: undefined, place }];
      return membersOf(place).map((service, index) => ({ service: index, place: service }));
    });
  }
}

/** A service, or a piece of what is not part of one. */
interface Part {
  readonly service: number | undefined;
  readonly place: Place;
}

function entriesOf(parts: readonly Part[]): Entries {
  const ofServices = new Map(parts.map(({ service, place }) => [service, place]));
  const others = parts.filter(({ service }) => service === undefined);
  return {
    of(service) {
      if (service === undefined) return others.flatMap(({ place }) => collect(place));
      const place = ofServices.get(service);
      return place === undefined ? [] : collect(place);
    },
    only: (isMeant) => entriesOf(parts.filter(({ service }) => service === undefined || isMeant(service))),
    *[Symbol.iterator]() {
      for (const { place } of parts) yield* collect(place);
    },
  };
}

/** A value on the way down. */
interface Place {
  readonly value: unknown;
  readonly pointer: string;
  /** `undefined`: the format has no such member. */
  readonly form: Form | undefined;
  /** The earliest claim on what the value is in. */
  readonly above: Claim;
  /** What is claimed on the value and below. */
  readonly claimed: Claimed | undefined;
}

/** The members of a value; a value without any is its own. */
function membersOf(place: Place): readonly Place[] {
  const { value, pointer, form, claimed } = place;
  const keys = Array.isArray(value) ? value.keys().map(String).toArray() : isObject(value) ? Object.keys(value) : [];
  if (keys.length === 0) return [place];
  const members = value as Readonly<Record<string, unknown>>; // a list or an object, as it has keys
  const above = claimOn(place);
  return keys.map((key) => ({
    value: members[key],
    pointer: joinPointer(pointer, key),
    form: form === undefined ? undefined : formOfMember(form, value, key),
    above,
    claimed: claimed?.below.get(key),
  }));
}

/** The earliest claim on a value. The whole bundle cannot be claimed. */
function claimOn({ pointer, above, claimed }: Place): Claim {
  const own = pointer === '' ? undefined : claimed?.claim;
  return own !== undefined && own.order < above.order ? own : above;
}

function collect(place: Place, entries: Entry[] = []): Entry[] {
  const members = membersOf(place);
  if (members[0] !== place) for (const member of members) collect(member, entries);
  else {
    const { outcome, rule, note } = place.form === undefined ? unknown : claimOn(place);
    entries.push({ pointer: place.pointer, outcome, rule, note });
  }
  return entries;
}

export function totalsOf(entries: Iterable<Entry>): Totals {
  const totals = { converted: 0, noted: 0, undecided: 0, unsupported: 0, total: 0 };
  for (const { outcome } of entries) {
    totals[outcome]++;
    totals.total++;
  }
  return totals;
}
