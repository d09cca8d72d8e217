import { canonicalNumber, isExactNumber } from '../../text/exact-number.ts';
import { BoundNumber, type BoundValue, type ColumnFacts } from './dialect.ts';

/** Why a value cannot be written, as a clause about it. */
export class ValueError extends Error {}

/** A value of a record as it is bound: lists and objects are JSON. Errors: ValueError. */
export function boundValue(value: unknown): BoundValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' || isExactNumber(value)) {
    const text = String(value);
    return new BoundNumber(/[eE]/u.test(text) ? canonicalNumber(value) : text);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new ValueError('has half a character in it, which no database can hold');
    return value;
  }
  return JSON.stringify(value);
}

/** Refuses what the column would keep only in part, without a word. Errors: ValueError. */
export function checkFits(value: BoundValue, { scale, kind }: ColumnFacts): void {
  const text = value instanceof BoundNumber ? value.digits : value;
  if (typeof text !== 'string') return;
  if (scale !== undefined) {
    const [, fraction = ''] = /^\s*[+-]?\d*\.(\d*?)0*\s*$/u.exec(text) ?? [];
    if (fraction.length > scale)
      throw new ValueError(
        `${text} has ${fraction.length} decimal places, and the column keeps ${scale}: it would be rounded`,
      );
  }
  if (kind === 'date' && /^\d{4}-\d\d-\d\d[T ]/u.test(text))
    throw new ValueError(`"${text}" has a time of day, which the column does not keep`);
  if (kind === 'local' && /\d(?:Z|[+-]\d\d(?::?\d\d)?)$/iu.test(text) && text.includes(':'))
    throw new ValueError(`"${text}" has a time zone, which the column does not keep`);
}
