import { isExactNumber } from './exact-number.ts';
import { isObject } from './json.ts';

/** Names under which APIs keep what tells one record from another, most telling first. */
const names = [
  'id',
  'Id',
  'ID',
  'uuid',
  'key',
  'sku',
  'code',
  'number',
  'reference',
  'orderNumber',
  'order_number',
  'orderId',
  'order_id',
  'externalId',
  'external_id',
] as const;

/** The key of a record as people know it: the first of its own fields that usually holds one. */
export function recordKeyOf(record: unknown): string | undefined {
  if (!isObject(record)) return undefined;
  for (const name of names) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' || isExactNumber(value)) return String(value);
  }
  return undefined;
}
