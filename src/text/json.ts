import { canonicalNumber, isExactNumber, type ExactNumber } from './exact-number.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isExactNumber(value);
}

/** JSON text with keys sorted at every level, and one text for each number: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isObject(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .toSorted()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(',')}}`;
  }
  if (isExactNumber(value) || Number.isFinite(value)) return canonicalNumber(value as number | ExactNumber); // one of the two
  return JSON.stringify(value) ?? 'null';
}

/** A value as the text that people know it by: numbers as they were written, objects and lists as canonical JSON. */
export function writtenText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' && !isExactNumber(value) ? canonicalJson(value) : String(value as string | number);
}

/** A scalar as the text of a key: one text for all ways to write a number; objects and lists as canonical JSON. */
export function keyText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' || isExactNumber(value)) return canonicalNumber(value);
  return typeof value === 'object' ? canonicalJson(value) : String(value as string | boolean);
}
