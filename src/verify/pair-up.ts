import { canonicalJson } from '../text/json.ts';
import { leavesOf } from './json-differences.ts';

export interface Pairs<Value> {
  /** Values that stand for the same thing and are not equal. */
  readonly different: readonly (readonly [service: Value, flow: Value])[];
  readonly onlyService: readonly Value[];
  readonly onlyFlow: readonly Value[];
}

export interface PairOptions<Value> {
  /** The JSON value to compare. */
  readonly show: (value: Value) => unknown;
  /** What the value is about, where that is known; values about different things are never paired. */
  readonly about?: (value: Value) => string | undefined;
}

/**
 * Takes away what is equal on both sides, whatever its place, and pairs the rest: first what is about the same record,
 * then by likeness, most members in common first.
 */
export function pairUp<Value>(
  service: readonly Value[],
  flow: readonly Value[],
  { show, about = () => undefined }: PairOptions<Value>,
): Pairs<Value> {
  const keyOf = (value: Value): string => canonicalJson(show(value));
  const left = without(service, flow, keyOf);
  const right = without(flow, service, keyOf).map((value) => ({
    value,
    about: about(value),
    leaves: new Set(leavesOf(show(value))),
  }));
  const different: (readonly [Value, Value])[] = [];
  const onlyService: Value[] = [];
  for (const value of left) {
    const subject = about(value);
    const leaves = leavesOf(show(value));
    const scores = right.map((one) => {
      if (subject !== undefined && one.about !== undefined) return subject === one.about ? Number.POSITIVE_INFINITY : 0;
      return leaves.filter((leaf) => one.leaves.has(leaf)).length;
    });
    const best = scores.indexOf(Math.max(1, ...scores));
    const [match] = best < 0 ? [] : right.splice(best, 1);
    if (match === undefined) onlyService.push(value);
    else different.push([value, match.value]);
  }
  return { different, onlyService, onlyFlow: right.map(({ value }) => value) };
}

/** The values that are left when each of the others has taken one equal to it away. */
function without<Value>(
  values: readonly Value[],
  others: readonly Value[],
  keyOf: (value: Value) => string,
): readonly Value[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return values.filter((value) => {
    const key = keyOf(value);
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count <= 0;
  });
}
