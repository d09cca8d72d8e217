import { isExactNumber } from './exact-number.ts';
import { isObject } from './json.ts';

/** Names under which APIs keep what tells one record from another, the best first. */
const names = [
  'id',
  'Id',
  'ID',
  '_id',
  'uuid',
  'guid',
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

/** `EAN`, `invoice_nr`, `Order-Ref`, and `parcelNo`: fields that hold a key by the end of their names. `paid` is none. */
const apart = /(?:^|[_-])(?:id|no|nr|num|number|key|code|ref|reference|sku|uuid|guid|ean|isbn|handle|slug)$/iu;
const joined =
  /[a-z0-9](?:I[dD]|N[oO]|N[rR]|Num|Number|Key|Code|Ref|Reference|S[kK][uU]|U[uU][iI][dD]|G[uU][iI][dD])$/u;
/** Fields that are looked at for such a name. */
const firstFields = 20;

/**
 * The key of a record as people know it: the first of its own fields that usually holds one, in the order of the table
 * above, else by the end of the name in the order of the record. Names of people and things are none: keys are logged. A
 * record inside one field (`{ "order": { … } }`) counts as the record.
 */
export function recordKeyOf(record: unknown, depth = 3): string | undefined {
  if (!isObject(record)) return undefined;
  for (const name of names) {
    const key = Object.hasOwn(record, name) ? keyText(record[name]) : undefined;
    if (key !== undefined) return key;
  }
  const fields = Object.keys(record).slice(0, firstFields);
  for (const field of fields) {
    const key = apart.test(field) || joined.test(field) ? keyText(record[field]) : undefined;
    if (key !== undefined) return key;
  }
  const [only] = fields;
  return only !== undefined && fields.length === 1 && depth > 0 ? recordKeyOf(record[only], depth - 1) : undefined;
}

function keyText(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || isExactNumber(value) ? String(value) : undefined;
}
