import { canonicalJson, isObject } from '../text/json.ts';
import type { RawDifference } from './difference.ts';
import type { Outline } from './outline.ts';
import { indexRecords } from './record-index.ts';
import type { Scenario, ScenarioRound } from './scenarios.ts';

/** The least of a scenario in which a difference still shows. */
export interface Shrunk {
  readonly scenario: Scenario;
  /** The difference as it shows there. */
  readonly difference: RawDifference;
  /** How many records and runs the scenario had, and how many are left. */
  readonly records: { readonly left: number; readonly of: number };
  readonly runs: { readonly left: number; readonly of: number };
}

/** Runs a scenario in both worlds, and gives what differs. */
type Try = (scenario: Scenario) => Promise<readonly RawDifference[]>;

/** Scenarios that are run for one example; a count and no clock, so that the same input gives the same example. */
const trialLimit = 40;

/**
 * Leaves out runs, records, faults and members of records for as long as a difference of the same kind shows, in a fixed order.
 * What shows is never another kind of difference than the given one.
 */
export async function shrink(
  scenario: Scenario,
  difference: RawDifference,
  outline: Outline,
  runBoth: Try,
): Promise<Shrunk> {
  const wanted = kindOf(difference);
  let best = { scenario, difference };
  let trials = 0;
  /** Whether the difference still shows; if so, this is the best so far. */
  const holds = async (rounds: readonly ScenarioRound[]): Promise<boolean> => {
    if (trials >= trialLimit || rounds.every(({ records }) => records.length === 0)) return false;
    trials++;
    const smaller = { ...scenario, rounds };
    const found = (await runBoth(smaller)).find((one) => kindOf(one) === wanted);
    if (found !== undefined) best = { scenario: smaller, difference: found };
    return found !== undefined;
  };
  const rounds = (): readonly ScenarioRound[] => best.scenario.rounds;

  await leaveOutRounds(difference, outline, rounds, holds);
  const keyOf = recordKey(outline);
  const keys = (): readonly string[] => [...new Set(rounds().flatMap(({ records }) => records.map(keyOf)))];
  const only = (kept: ReadonlySet<string>): readonly ScenarioRound[] =>
    rounds().map((round) => ({ ...round, records: round.records.filter((record) => kept.has(keyOf(record))) }));
  const named = keys().find((key) => key === best.difference.record);
  if (named === undefined || !(await holds(only(new Set([named])))))
    await reduceList(
      keys,
      (kept) => holds(only(new Set(kept))),
      () => trials < trialLimit,
    );
  await leaveOutRounds(difference, outline, rounds, holds);
  if (rounds().some(({ faults }) => faults.length > 0))
    await holds(rounds().map((round) => ({ ...round, faults: [] })));
  if (keys().length === 1) await leaveOutMembers(outline, rounds, holds);
  return {
    ...best,
    records: { left: keys().length, of: new Set(scenario.rounds.flatMap(({ records }) => records.map(keyOf))).size },
    runs: { left: rounds().length, of: scenario.rounds.length },
  };
}

/** What makes two differences the same fault: the thing, the place, and which side has something there. */
function kindOf({ what, in: place, pointer, service, flow }: RawDifference): string {
  const at = pointer.replaceAll(/\/\d+(?=\/|$)/gu, '/*');
  return canonicalJson([what, place, at, service === undefined, flow === undefined]);
}

/** A record as it is known over several runs, in which it may change. */
function recordKey(outline: Outline): (record: unknown) => string {
  const { idOf } = indexRecords([], outline);
  return (record) => idOf(record) ?? canonicalJson(record);
}

type Rounds = () => readonly ScenarioRound[];
type Holds = (rounds: readonly ScenarioRound[]) => Promise<boolean>;

async function leaveOutRounds(
  { run }: RawDifference,
  { isInbound }: Outline,
  rounds: Rounds,
  holds: Holds,
): Promise<void> {
  const at = isInbound || run === undefined ? undefined : rounds()[run - 1];
  if (rounds().length > 1 && at !== undefined && (await holds([at]))) return;
  for (let index = rounds().length - 1; index >= 0 && rounds().length > 1; index--)
    await holds(rounds().filter((_, position) => position !== index));
}

/** Halves, quarters and so on of a list are left out, as long as that holds (delta debugging). */
async function reduceList(
  list: () => readonly string[],
  holds: (kept: readonly string[]) => Promise<boolean>,
  mayGoOn: () => boolean,
): Promise<void> {
  let parts = 2;
  while (list().length > 1 && mayGoOn()) {
    const all = list();
    const size = Math.ceil(all.length / parts);
    let hasShrunk = false;
    for (let start = 0; start < all.length && !hasShrunk && mayGoOn(); start += size) {
      const part = all.slice(start, start + size);
      const rest = all.filter((_, index) => index < start || index >= start + size);
      if (await holds(part)) [hasShrunk, parts] = [true, 2];
      else if (parts > 2 && (await holds(rest))) [hasShrunk, parts] = [true, Math.max(2, parts - 1)];
    }
    if (hasShrunk) continue;
    if (size === 1) return;
    parts = Math.min(all.length, parts * 2);
  }
}

/** What names a record stays: the example is to be found again among the samples. */
async function leaveOutMembers(
  { idPath, referencePath, timePaths }: Outline,
  rounds: Rounds,
  holds: Holds,
): Promise<void> {
  const kept = [idPath, referencePath ?? idPath, ...timePaths].map((path) => path.split('.')[0]);
  const members = new Set(
    rounds().flatMap(({ records }) => records.flatMap((one) => (isObject(one) ? Object.keys(one) : []))),
  );
  for (const member of members) {
    if (kept.includes(member)) continue;
    const without = (record: unknown): unknown =>
      isObject(record) ? Object.fromEntries(Object.entries(record).filter(([key]) => key !== member)) : record;
    await holds(rounds().map((round) => ({ ...round, records: round.records.map(without) })));
  }
}
