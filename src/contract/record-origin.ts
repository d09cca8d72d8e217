import { recordKeyOf } from '../text/record-key.ts';
import type { Origin, Payload } from './payload.ts';

/** Where a payload comes from, for messages: a payload that is one record is named by the record's key. */
export function recordOrigin(payload: Payload): Origin | undefined {
  const { origin, format } = payload;
  if (origin?.key !== undefined || format !== 'json') return origin;
  const key = recordKeyOf(onlyRecord(payload.value, origin));
  return key === undefined ? origin : { ...origin, key };
}

/** The one record that a value is or holds. The members of a whole page are those of its envelope, not of a record. */
function onlyRecord(value: unknown, origin: Origin | undefined): unknown {
  if (Array.isArray(value)) return value.length === 1 ? (value[0] as unknown) : undefined;
  const isPage = origin?.page !== undefined && origin.path === undefined;
  return isPage ? undefined : value;
}
