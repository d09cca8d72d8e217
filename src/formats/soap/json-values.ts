import { isExactNumber } from '../../text/exact-number.ts';

/**
 * Values of SOAP messages in JSON payloads. Whole numbers are numbers while JSON can hold them exactly and texts beyond;
 * bytes are base64, not-a-number and infinities are the words of XML Schema. Everything else is JSON already. The way
 * back needs no table: the encoder knows the types and takes a text for any value.
 */
export function toJsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value).replace('Infinity', 'INF');
  if (isExactNumber(value)) return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJsonValue(member)]));
}
