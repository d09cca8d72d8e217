import { ExactNumber } from '../../text/exact-number.ts';
import { isObject } from '../../text/json.ts';

/** A list or an object: what parameters and forms write member by member. */
export function isList(value: unknown): value is object {
  return Array.isArray(value) || isObject(value);
}

/** A copy in which numbers with digits of their own are text: outside of JSON that is all they can be. */
export function withTexts(value: unknown): unknown {
  if (value instanceof ExactNumber) return String(value);
  if (Array.isArray(value)) return value.map(withTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withTexts(member)]));
}
