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
  /** Absent while nothing below is claimed: an empty map is large. */
  below: Map<string, Claimed> | undefined;
}

/**
 * Keeps account of every value of a bundle. A claim on a pointer covers everything below that no earlier claim has and
 * that the format knows; what nobody claimed is unsupported, so that nothing is dropped in silence.
 */
export class Account {
  readonly #root: unknown;
  readonly #form: Form;
  readonly #claims: Claimed = { claim: undefined, below: undefined };
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
    at.below = undefined;
    at.claim = undefined;
    this.claim(pointer, { outcome: 'unsupported', rule: unclaimed.rule, note });
  }

  #at(pointer: string): Claimed {
    let at = this.#claims;
    for (const token of splitPointer(pointer)) {
      at.below ??= new Map();
      let next = at.below.get(token);
      if (next === undefined) at.below.set(token, (next = { claim: undefined, below: undefined }));
      at = next;
    }
    return at;
  }

  /** What became of everything: for each value one number, of what is said about it. */
  entries(): Entries {
    const known = new KnownRemarks();
    const numbers: number[] = [];
    const parts = this.#parts().map(({ service, place }): Part => {
      const from = numbers.length;
      for (const remark of remarksIn(place)) numbers.push(known.numberOf(remark));
      return { service, value: place.value, pointer: place.pointer, from };
    });
    return entriesOf(parts, Uint32Array.from(numbers), known.list);
  }

  /** The bundle in pieces: each service by itself. */
  #parts(): readonly { readonly service: number | undefined; readonly place: Place }[] {
    const root: Place = { value: this.#root, pointer: '', form: this.#form, above: unclaimed, claimed: this.#claims };
    return placesIn(root).flatMap((place): readonly { service: number | undefined; place: Place }[] => {
      if (place.pointer !== '/services' || !Array.isArray(place.value) || place.value.length === 0)
        return [{ service: undefined, place }];
      return placesIn(place).map((one, index) => ({ service: index, place: one }));
    });
  }
}

/** What is said about a value. */
type Remark = Omit<Entry, 'pointer'>;

/** Numbers remarks; many values share one. */
class KnownRemarks {
  readonly list: Remark[] = [];
  readonly #byNote = new Map<string, number[]>();

  numberOf({ outcome, rule, note }: Remark): number {
    let numbers = this.#byNote.get(note);
    if (numbers === undefined) this.#byNote.set(note, (numbers = []));
    const known = numbers.find((one) => this.list[one]?.rule === rule && this.list[one].outcome === outcome);
    if (known !== undefined) return known;
    const next = this.list.push({ outcome, rule, note }) - 1;
    numbers.push(next);
    return next;
  }
}

/** A service, or a piece of what is not part of one. */
interface Part {
  readonly service: number | undefined;
  readonly value: unknown;
  readonly pointer: string;
  /** Where the numbers of its values begin. */
  readonly from: number;
}

function entriesOf(parts: readonly Part[], numbers: Uint32Array, remarks: readonly Remark[]): Entries {
  const ofServices = new Map(parts.map((part) => [part.service, part]));
  const others = parts.filter(({ service }) => service === undefined);
  const read = ({ value, pointer, from }: Part): readonly Entry[] =>
    leavesIn(value, pointer).map((leaf, index) => {
      const { outcome, rule, note } = remarks[numbers[from + index] ?? -1] ?? unclaimed;
      return { pointer: leaf, outcome, rule, note };
    });
  return {
    of(service) {
      if (service === undefined) return others.flatMap(read);
      const part = ofServices.get(service);
      return part === undefined ? [] : read(part);
    },
    only: (isMeant) =>
      entriesOf(
        parts.filter(({ service }) => service === undefined || isMeant(service)),
        numbers,
        remarks,
      ),
    *[Symbol.iterator]() {
      for (const part of parts) yield* read(part);
    },
  };
}

/** Pointers of the values without members, in order. */
function leavesIn(value: unknown, pointer: string, leaves: string[] = []): string[] {
  const keys = keysOf(value);
  if (keys.length === 0) leaves.push(pointer);
  for (const key of keys) leavesIn(memberOf(value, key), joinPointer(pointer, key), leaves);
  return leaves;
}

function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return Array.from(value.keys(), String);
  return isObject(value) ? Object.keys(value) : [];
}

function memberOf(value: unknown, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key]; // a list or an object, as it has keys
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
function placesIn(place: Place): readonly Place[] {
  const { value, pointer, form, claimed } = place;
  const keys = keysOf(value);
  if (keys.length === 0) return [place];
  const above = claimOn(place);
  return keys.map((key) => ({
    value: memberOf(value, key),
    pointer: joinPointer(pointer, key),
    form: form === undefined ? undefined : formOfMember(form, value, key),
    above,
    claimed: claimed?.below?.get(key),
  }));
}

/** The earliest claim on a value. The whole bundle cannot be claimed. */
function claimOn({ pointer, above, claimed }: Place): Claim {
  const own = pointer === '' ? undefined : claimed?.claim;
  return own !== undefined && own.order < above.order ? own : above;
}

/** What is said about each value without members, in order. */
function remarksIn(place: Place, remarks: Remark[] = []): Remark[] {
  const places = placesIn(place);
  if (places[0] === place) remarks.push(place.form === undefined ? unknown : claimOn(place));
  else for (const one of places) remarksIn(one, remarks);
  return remarks;
}

export function totalsOf(entries: Iterable<Entry>): Totals {
  const totals = { converted: 0, noted: 0, undecided: 0, unsupported: 0, total: 0 };
  for (const { outcome } of entries) {
    totals[outcome]++;
    totals.total++;
  }
  return totals;
}
