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
 * then by likeness, most members in common first, and of several that are as like the one nearest in order.
 */
export function pairUp<Value>(
  service: readonly Value[],
  flow: readonly Value[],
  { show, about = () => undefined }: PairOptions<Value>,
): Pairs<Value> {
  const keyOf = (value: Value): string => canonicalJson(show(value));
  const left = without(service, flow, keyOf);
  const right = without(flow, service, keyOf).map((value, order) => ({
    value,
    order,
    about: about(value),
    leaves: new Set(leavesOf(show(value))),
  }));
  const different: (readonly [Value, Value])[] = [];
  const onlyService: Value[] = [];
  const inOrder =
    left.length === right.length ? likeInOrder(left, right, show) : new Map<Value, (typeof right)[number]>();
  const taken = new Set(inOrder.values());
  for (const [order, value] of left.entries()) {
    const partner = inOrder.get(value);
    if (partner !== undefined) {
      right.splice(right.indexOf(partner), 1);
      different.push([value, partner.value]);
      continue;
    }
    const subject = about(value);
    const leaves = leavesOf(show(value));
    const scores = right.map((one) => {
      if (taken.has(one)) return 0;
      if (subject !== undefined && one.about !== undefined) return subject === one.about ? Number.POSITIVE_INFINITY : 0;
      return leaves.filter((leaf) => one.leaves.has(leaf)).length;
    });
    const best = nearestBest(scores, right, order);
    const [match] = best < 0 ? [] : right.splice(best, 1);
    if (match === undefined) onlyService.push(value);
    else different.push([value, match.value]);
  }
  return { different, onlyService, onlyFlow: right.map(({ value }) => value) };
}

/** Where both sides have as many values, those at one place stand for the same thing if they have most members in common. */
function likeInOrder<Value, Other extends { readonly leaves: ReadonlySet<string> }>(
  left: readonly Value[],
  right: readonly Other[],
  show: (value: Value) => unknown,
): ReadonlyMap<Value, Other> {
  const pairs = new Map<Value, Other>();
  for (const [index, value] of left.entries()) {
    const other = right[index];
    const leaves = leavesOf(show(value));
    if (other !== undefined && leaves.filter((leaf) => other.leaves.has(leaf)).length * 2 >= leaves.length)
      pairs.set(value, other);
  }
  return pairs;
}

/** Where the highest score is, from 1 on, nearest to a place in the order; -1: nowhere. */
function nearestBest(scores: readonly number[], right: readonly { readonly order: number }[], order: number): number {
  const highest = Math.max(1, ...scores);
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, score] of scores.entries()) {
    const away = Math.abs((right[index]?.order ?? 0) - order);
    if (score === highest && away < distance) [best, distance] = [index, away];
  }
  return best;
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
