import { TerminalError } from '../../contract/errors.ts';
import { documentValue, withDocumentValue } from '../../contract/document-value.ts';
import type { Payload } from '../../contract/payload.ts';
import type { StepInput } from '../../contract/step.ts';
import { child, type PathSegment } from '../../text/path.ts';
import { listIn } from '../../text/records.ts';
import type { Conditions } from '../../operators/conditions/compile-conditions.ts';
import type { ReadyRule } from '../../operators/conditions/compile-rule.ts';

/** What became of one payload. */
export interface Sorted {
  /** What goes down each leg; `undefined`: nothing. */
  readonly legs: readonly (Payload | undefined)[];
  /** Records that no leg takes. */
  readonly unmatched: readonly unknown[];
  /** Path of the list that the payload should have and has not, where no leg takes it. */
  readonly missingList?: string;
}

export interface SorterInput extends StepInput<unknown> {
  /** A record goes down the first leg that takes it, instead of all. */
  readonly takesFirst: boolean;
}

/** Keys that lead from a record to a list inside it. */
type Hop = readonly string[];

interface PlacedRule {
  readonly rule: ReadyRule;
  /** The lists on the way to the records that the rule decides over; none: the payload is the one record. */
  readonly hops: readonly Hop[];
}

interface LegRules {
  readonly alternatives: readonly (readonly PlacedRule[])[];
  /** How many lists deep its records are. */
  readonly depth: number;
}

/**
 * Shares the records of a payload out among legs. The records are the elements of the innermost list that a condition looks
 * into; conditions on what stands around them, such as an order around its lines, hold for all records inside. What stands
 * around the records goes with them, in every leg that takes one.
 */
export function compileSorter(conditions: readonly Conditions[], input: SorterInput): (payload: Payload) => Sorted {
  const isConditional = conditions.some((alternatives) => alternatives.length > 0);
  return (payload) => {
    const ready = conditions.map((alternatives) => alternatives.map((rules) => rules.map((rule) => rule(payload))));
    const paths = ready.flat(2).map(({ path }) => path.segments);
    const root = isConditional ? documentValue(payload, paths, input.step.name) : payload.value;
    const legs = ready.map((alternatives) => placeRules(alternatives, root));
    const sorting = new Sorting(legs, deepest(legs, input), input);
    const values = sorting.walk(root, [], 0);
    const parts = values.map((value, index) => {
      if (value === gone || sorting.taken[index] === 0) return undefined;
      return value === root ? payload : withDocumentValue(payload, value, paths);
    });
    const missing = sorting.missingList === undefined ? {} : { missingList: sorting.missingList };
    return { legs: parts, unmatched: sorting.unmatched, ...missing };
  };
}

function placeRules(alternatives: readonly (readonly ReadyRule[])[], root: unknown): LegRules {
  let depth = 0;
  const placed = alternatives.map((rules) =>
    rules.map((rule) => {
      const hops = hopsOf(listIn(root, rule.path));
      depth = Math.max(depth, hops.length);
      return { rule, hops };
    }),
  );
  return { alternatives: placed, depth };
}

function hopsOf(list: readonly PathSegment[] | undefined): readonly Hop[] {
  if (list === undefined) return [];
  const hops: string[][] = [[]];
  for (const segment of list)
    if (segment.kind === 'every') hops.push([]);
    else hops.at(-1)?.push(segment.key);
  return hops;
}

/** The lists on the way to the innermost records. */
function deepest(legs: readonly LegRules[], { step }: SorterInput): readonly Hop[] {
  const placed = legs.flatMap(({ alternatives }) => alternatives.flat());
  let innermost: PlacedRule | undefined;
  for (const one of placed) if (one.hops.length > (innermost?.hops.length ?? 0)) innermost = one;
  if (innermost === undefined) return [];
  for (const { rule, hops } of placed) {
    if (hops.every((hop, level) => hop.join('\0') === innermost.hops[level]?.join('\0'))) continue;
    throw new TerminalError({
      code: 'run/bad-filter',
      message: `Step "${step.name}" decides by records of different lists, "${rule.path.listPath}" and "${innermost.rule.path.listPath}".`,
      help: 'Let all legs of a route look into one list, and put a second route for the other list behind it.',
      step: step.name,
    });
  }
  return innermost.hops;
}

const gone = Symbol('gone');

class Sorting {
  readonly #legs: readonly LegRules[];
  readonly #hops: readonly Hop[];
  readonly #input: SorterInput;
  /** Records that each leg has taken. */
  readonly taken: number[];
  readonly unmatched: unknown[] = [];
  missingList: string | undefined;

  constructor(legs: readonly LegRules[], hops: readonly Hop[], input: SorterInput) {
    this.#legs = legs;
    this.#hops = hops;
    this.#input = input;
    this.taken = legs.map(() => 0);
  }

  /** What is left of a record for each leg. `around`: the records that it is inside of, outermost first. */
  walk(record: unknown, around: readonly unknown[], depth: number): readonly unknown[] {
    const records = [...around, record];
    const hop = this.#hops[depth];
    if (hop === undefined) return this.#decide(records, depth);
    const list = hop.reduce<unknown>((value, key) => child(value, key), record);
    if (list === undefined || list === null) return this.#decide(records, depth, list === undefined ? hop : undefined);
    if (!Array.isArray(list)) throw this.#noList(hop);
    if (list.length === 0) return this.#decide(records, depth);
    const parts: unknown[][] = this.#legs.map(() => []);
    for (const element of list) {
      const values = this.walk(element, records, depth + 1);
      values.forEach((value, index) => value !== gone && parts[index]?.push(value));
    }
    return parts.map((part) => {
      if (part.length === 0 && (depth === 0 || this.#dropsEmptied())) return gone;
      return isSame(part, list) ? record : withList(record, hop, part);
    });
  }

  /** Which legs take a record with all that is inside it. */
  #decide(records: readonly unknown[], depth: number, missing?: Hop): readonly unknown[] {
    const record = records.at(-1);
    let isTaken = false;
    const values = this.#legs.map((leg, index) => {
      if ((isTaken && this.#input.takesFirst) || leg.depth > depth || !holds(leg, records)) return gone;
      isTaken = true;
      this.taken[index] = (this.taken[index] ?? 0) + 1;
      return record;
    });
    if (!isTaken) this.#noteUnmatched(record, depth, missing);
    return values;
  }

  #noteUnmatched(record: unknown, depth: number, missing: Hop | undefined): void {
    // An empty page has no record to lose.
    if (depth === this.#hops.length || depth > 0) {
      if (record !== undefined) this.unmatched.push(record);
    } else if (missing !== undefined && record !== undefined) {
      this.missingList = missing.join('.');
    }
  }

  #dropsEmptied(): boolean {
    return this.#input.context.assume('route.emptiedParents') === 'drop';
  }

  #noList(hop: Hop): TerminalError {
    const { step } = this.#input;
    const place = hop.length === 0 ? 'the payload itself' : `"${hop.join('.')}"`;
    return new TerminalError({
      code: 'run/not-a-list',
      message: `Step "${step.name}" sorts the records of a list, and found none at ${place}.`,
      help: 'Write * in the conditions only behind what is a list.',
      step: step.name,
    });
  }
}

function holds({ alternatives }: LegRules, records: readonly unknown[]): boolean {
  return (
    alternatives.length === 0 ||
    alternatives.some((rules) => rules.every(({ rule, hops }) => rule.test(records[hops.length])))
  );
}

function isSame(part: readonly unknown[], list: readonly unknown[]): boolean {
  return part.length === list.length && part.every((one, index) => one === list[index]);
}

/** The record with another list at the end of the hop; nothing is changed in place. */
function withList(record: unknown, [key, ...rest]: Hop, list: readonly unknown[]): unknown {
  if (key === undefined) return list;
  const inner = withList(child(record, key), rest, list);
  return Array.isArray(record) ? record.with(Number(key), inner) : { ...(record as object), [key]: inner }; // child() found it, so it is an object
}
