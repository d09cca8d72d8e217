import { isExactNumber } from './exact-number.ts';

/** PHP's cast to boolean: the strings "false", "no" and "0.0" are true, the string "0" and the empty list are false. */
export function phpBoolean(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isExactNumber(value)) return Number(value) !== 0;
  return !(value === undefined || value === null || value === false || value === 0 || value === '' || value === '0');
}
