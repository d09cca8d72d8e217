import type { MappingRule } from '../flow/transform-step.ts';
import { hasWildcard, parsePath, type PathSegment } from '../text/path.ts';

/**
 * Where a field of the source record stands, unchanged, in what is pushed; `undefined` where it does not, or not surely: a
 * function changes it, another rule writes there too, or it is inside a list. `rules`: those of the map; without a map the
 * record is pushed as it is.
 */
export function carriedTo(path: string, rules: readonly MappingRule[] | undefined): string | undefined {
  if (hasWildcard(path)) return undefined;
  if (rules === undefined) return path;
  const carrier = rules.find(
    (rule) => carries(rule, path) && rules.every((other) => other === rule || !meet(rule.target, other.target)),
  );
  return carrier?.target;
}

function carries({ sources = [], target, transforms = [], when_missing: missing }: MappingRule, path: string): boolean {
  const [only, ...others] = sources;
  const isPlain = parsePath(target).every((segment) => segment.kind === 'key' && !/^\d+$/u.test(segment.key));
  return only === path && others.length === 0 && transforms.length === 0 && typeof missing !== 'object' && isPlain;
}

/** Whether two targets are the same place, or one is inside the other. */
function meet(one: string, other: string): boolean {
  const [left, right] = [parsePath(one), parsePath(other)];
  return left.slice(0, right.length).every((segment, index) => isSame(segment, right[index]));
}

function isSame(one: PathSegment, other: PathSegment | undefined): boolean {
  if (other === undefined || one.kind === 'every' || other.kind === 'every') return true;
  return one.key === other.key;
}
