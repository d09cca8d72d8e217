/** Numbers, flags and tokens as answers state them: JSON, or text where an answer is XML or an API is careless. */
import { type PageFault, fault, kindOf } from './fault.ts';

/** A number stays one, as it was written: it may be of a class that keeps more digits than JavaScript does. */
export type Token = string | number | bigint | { toString(): string };

/** A count; `undefined` for anything else, also for the -1 of APIs that do not know. */
export function countOf(value: unknown): number | undefined {
  if (typeof value === 'boolean' || value === null || Array.isArray(value)) return undefined;
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 ? number : undefined;
}

export function flagOf(value: unknown): boolean | undefined {
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** What a next page is asked for with; `undefined` where there is none. */
export function tokenOf(value: unknown): Token | PageFault | undefined {
  if (value === undefined || value === null || value === '' || value === false) return undefined;
  if (typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value))) return value;
  if (typeof value === 'number') return fault('bad-next', `has a token that has lost digits, ${value}`);
  if (typeof value === 'object' && /^-?\d[\d.eE+-]*$/.test(String(value)) && !Array.isArray(value)) return value as Token;
  return fault('bad-next', `has ${kindOf(value)} where the token of the next page should be`);
}
