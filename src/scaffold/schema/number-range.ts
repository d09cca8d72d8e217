import type { JsonSchemaObject } from '../api-model.ts';

/**
 * What numbers of a schema can be, beyond those that JavaScript holds: `long` are whole ones beyond 2^53, `exact` any with
 * more digits. Without a format or limit that says so, a number is taken for an ordinary one.
 */
export type NumberRange = 'ordinary' | 'long' | 'exact';

const longFormats = new Set([
  'int64',
  'uint64',
  'int128',
  'uint128',
  'long',
  'ulong',
  'bigint',
  'biginteger',
  'big-integer',
]);
const exactFormats = new Set(['decimal', 'decimal128', 'bigdecimal', 'big-decimal']);

export function numberRange(schema: JsonSchemaObject): NumberRange {
  const format = schema.format?.toLowerCase() ?? '';
  const most = schema.maximum ?? schema.exclusiveMaximum;
  const least = schema.minimum ?? schema.exclusiveMinimum;
  if (exactFormats.has(format) && schema.type !== 'integer') return 'exact';
  const isWithin = most !== undefined && isSafe(most) && (least === undefined || isSafe(least));
  if (longFormats.has(format)) return isWithin ? 'ordinary' : 'long';
  return [most, least].some((limit) => limit !== undefined && Number.isFinite(limit) && !isSafe(limit))
    ? 'long'
    : 'ordinary';
}

function isSafe(limit: number): boolean {
  return Math.abs(limit) <= Number.MAX_SAFE_INTEGER;
}

/** Limits of 64 bits that a number rounds up, and other whole limits beyond 2^53, as they were meant. */
export function exactLimit(limit: number): number | bigint {
  if (!Number.isInteger(limit) || isSafe(limit) || Math.abs(limit) > 1e30) return limit;
  return limit === 2 ** 63 || limit === 2 ** 64 ? BigInt(limit) - 1n : BigInt(limit);
}
