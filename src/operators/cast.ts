import { compareNumbers, isNumeric, numberFromText } from '../text/decimal.ts';
import { parseDate } from '../text/php-date.ts';
import type { OperatorOptions } from '../contract/define-operator.ts';

/**
 * How two values compare: below 0, 0 or above 0 as in sorting; NaN when they differ and have no order; `undefined` when
 * they cannot be compared.
 */
export type Compare = (input: unknown) => number | undefined;

/** Compiles the comparison of a field with one right-hand side, by the declared type or the type of the field. */
export function compileCompare(value: string, options: OperatorOptions): Compare {
  const { type } = options;
  if (type === 'number' || type === 'integer' || type === 'float') return compareNumber(value);
  if (type === 'date' || type === 'datetime' || type === 'specific_date') return compareDate(value, options);
  if (type === 'boolean') return compareBoolean(value);
  if (type === 'string' || type === 'text') return compareText(value);
  const asNumber = compareNumber(value);
  const asText = compareText(value);
  return (input) => (isNumeric(input) ? asNumber(input) : asText(input));
}

function compareNumber(value: string): Compare {
  const right = numberFromText(value);
  if (right === undefined) return () => undefined;
  return (input) => {
    const left = isNumeric(input) ? input : typeof input === 'string' ? numberFromText(input) : undefined;
    return left === undefined ? undefined : compareNumbers(left, right);
  };
}

function compareDate(value: string, { dateFormat }: OperatorOptions): Compare {
  const right = (parseDate(value) ?? parseDate(value, dateFormat))?.epochMs;
  return (input) => {
    const left = parseDate(input, dateFormat)?.epochMs;
    return left === undefined || right === undefined ? undefined : left - right;
  };
}

function compareText(value: string): Compare {
  return (input) => {
    const left = textOf(input);
    return left === undefined ? undefined : comparePoints(left, value);
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
function compareBoolean(value: string): Compare {
  const right = booleanOf(value);
  return (input) => {
    const left = booleanOf(input);
    return left === undefined || right === undefined ? undefined : left === right ? 0 : Number.NaN;
  };
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
    return (input) => {
      const text = textOf(input);
      return text === undefined ? undefined : wanted.has(text);
    };
  }
  const compares = items.map((item) => compileCompare(item, options));
  return (input) => {
    const orders = compares.map((compare) => compare(input)).filter((order) => order !== undefined);
    return orders.length === 0 ? undefined : orders.includes(0);
  };
}
