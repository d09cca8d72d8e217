import { compareNumbers, isNumeric, numberFromText, type Numeric } from '../text/decimal.ts';
import { parseDate, type ParsedDate } from '../text/parse-date.ts';
import { compileDateReader } from '../text/read-php-date.ts';
import type { OperatorOptions } from '../contract/define-operator.ts';

/**
 * How two values compare: below 0, 0 or above 0 as in sorting; NaN when they differ and have no order; `undefined` when
 * they cannot be compared.
 */
export type Compare = (input: unknown) => number | undefined;

/** Compiles the comparison of a field with one right-hand side, by the declared type or the type of the field. */
export function compileCompare(value: string, options: OperatorOptions): Compare {
  const { type } = options;
  if (type === 'number' || type === 'integer' || type === 'float') return compareNumber(value, options);
  if (type === 'date' || type === 'datetime' || type === 'specific_date') return compareDate(value, options);
  if (type === 'boolean') return compareBoolean(value, options);
  if (type === 'string' || type === 'text') return compareText(value, options);
  const asNumber = compareNumber(value);
  const asText = compareText(value, options);
  return (input) => (isNumeric(input) ? asNumber(input) : asText(input));
}

type Reports = Pick<OperatorOptions, 'onBadValue' | 'onBadField'>;

/** Casts both sides. What is there and cannot be cast is reported, and matches nothing. */
function compareCast<Value>(
  value: string,
  cast: {
    readonly expected: string;
    readonly value: (text: string) => Value | undefined;
    readonly field: (input: unknown) => Value | undefined;
  },
  order: (left: Value, right: Value) => number,
  { onBadValue, onBadField }: Reports,
): Compare {
  const right = cast.value(value);
  if (right === undefined) onBadValue?.(cast.expected);
  return (input) => {
    const left = cast.field(input);
    if (left !== undefined && right !== undefined) return order(left, right);
    if (left === undefined && onBadField !== undefined && input !== undefined && input !== null && input !== '')
      onBadField(cast.expected);
    return undefined;
  };
}

function compareNumber(value: string, reports: Reports = {}): Compare {
  const field = (input: unknown): Numeric | undefined =>
    isNumeric(input) ? input : typeof input === 'string' ? numberFromText(input) : undefined;
  return compareCast(value, { expected: 'a number', value: numberFromText, field }, compareNumbers, reports);
}

function compareDate(value: string, options: OperatorOptions): Compare {
  const { ofValue, ofField } = compileDates(options.dateFormat);
  return compareCast(
    value,
    { expected: 'a date', value: ofValue, field: ofField },
    (left, right) => left - right,
    options,
  );
}

/** Moments of the value and of the fields of a rule. The value may be ISO 8601 also where the fields are not. */
export function compileDates(format: string | undefined): {
  readonly ofValue: (text: string) => number | undefined;
  readonly ofField: (input: unknown) => number | undefined;
} {
  const read = compileDateReader(format);
  const ofField = (input: unknown): number | undefined => instantOf(read(input));
  return { ofField, ofValue: (text) => ofField(text) ?? instantOf(parseDate(text)) };
}

function instantOf(date: ParsedDate | undefined): number | undefined {
  return date === undefined ? undefined : date.epochMs + date.micros / 1000;
}

function compareText(value: string, options: OperatorOptions): Compare {
  const read = fieldText(options);
  return (input) => {
    const left = read(input);
    return left === undefined ? undefined : comparePoints(left, value);
  };
}

/** Reads fields as text. An object or a list is none, which is reported. */
export function fieldText({ onBadField }: OperatorOptions): (input: unknown) => string | undefined {
  return (input) => {
    const text = textOf(input);
    if (text === undefined && input !== undefined && input !== null) onBadField?.('one text or number');
    return text;
  };
}

/** By code point. UTF-16, by which `<` compares, puts what lies beyond U+FFFF in front of U+E000 to U+FFFF. */
function comparePoints(left: string, right: string): number {
  if (left === right) return 0;
  let index = 0;
  while (index < left.length && left.charCodeAt(index) === right.charCodeAt(index)) index++;
  // The end of a text gives NaN, which has no rank: the shorter text comes first.
  if (index === left.length) return -1;
  return index === right.length ? 1 : rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Truth has no order: what differs cannot be compared by size. */
function compareBoolean(value: string, reports: Reports): Compare {
  const cast = { expected: 'true or false', value: booleanOf, field: booleanOf };
  return compareCast<boolean>(value, cast, (left, right) => (left === right ? 0 : Number.NaN), reports);
}

function booleanOf(input: unknown): boolean | undefined {
  const text = textOf(input);
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** Text, numbers and booleans as text; `undefined` for anything else, which matches nothing. */
export function textOf(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  return isNumeric(input) || typeof input === 'boolean' ? String(input) : undefined;
}

/** Whether a field equals one of the items; `undefined` when it can be compared with none of them. */
export function compileMember(value: string, options: OperatorOptions): (input: unknown) => boolean | undefined {
  const items = value.split(',').map((item) => item.trim());
  if (options.type === 'string' || options.type === 'text' || options.type === undefined) {
    const wanted = new Set(items);
    const read = fieldText(options);
    return (input) => {
      const text = read(input);
      return text === undefined ? undefined : wanted.has(text);
    };
  }
  // An empty item, as behind the last comma, is nobody's mistake.
  const compares = items.filter((item) => item !== '').map((item) => compileCompare(item, options));
  return (input) => {
    const orders = compares.map((compare) => compare(input)).filter((order) => order !== undefined);
    return orders.length === 0 ? undefined : orders.includes(0);
  };
}
