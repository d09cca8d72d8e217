import { canonicalJson, isObject } from '../text/json.ts';
import { joinPointer } from '../text/pointer.ts';

export interface LeafDifference {
  /** RFC 6901. */
  readonly pointer: string;
  /** `undefined`: there is nothing at the pointer. */
  readonly service: unknown;
  readonly flow: unknown;
}

/** Where two JSON values differ, at the deepest place that shows it, in the order of the first value. */
export function jsonDifferences(service: unknown, flow: unknown, pointer = ''): readonly LeafDifference[] {
  const [left, right] = [membersOf(service), membersOf(flow)];
  if (left === undefined || right === undefined || Array.isArray(service) !== Array.isArray(flow))
    return sameJson(service, flow) ? [] : [{ pointer, service, flow }];
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].flatMap((key) => jsonDifferences(left.get(key), right.get(key), joinPointer(pointer, key)));
}

/** Every value without members, as "pointer value". */
export function leavesOf(value: unknown, pointer = ''): readonly string[] {
  const members = membersOf(value);
  if (members === undefined || members.size === 0) return [`${pointer} ${canonicalJson(value)}`];
  return Array.from(members, ([key, member]) => leavesOf(member, joinPointer(pointer, key))).flat();
}

function membersOf(value: unknown): ReadonlyMap<string | number, unknown> | undefined {
  if (Array.isArray(value)) return new Map((value as unknown[]).entries());
  return isObject(value) ? new Map(Object.entries(value)) : undefined;
}

function sameJson(a: unknown, b: unknown): boolean {
  return (a === undefined) === (b === undefined) && canonicalJson(a) === canonicalJson(b);
}
