import { canonicalJson } from '../../text/json.ts';
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
  const open = new Map<string, Value[]>();
  for (const value of flow) {
    const key = canonicalJson(show(value));
    const same = open.get(key);
    if (same === undefined) open.set(key, [value]);
    else same.push(value);
  }
  const left = service.filter((value) => open.get(canonicalJson(show(value)))?.shift() === undefined);
  const rest = new Set([...open.values()].flat());
  const right = flow
    .filter((value) => rest.has(value))
    .map((value) => ({ value, about: about(value), leaves: new Set(leavesOf(show(value))) }));
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
