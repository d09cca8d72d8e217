import { parseDate } from '../text/php-date.ts';
import type { OperatorOptions } from '../contract/define-operator.ts';

/** Whether two values can be compared, and how: below 0, 0 or above 0 as in sorting; `undefined` when they cannot. */
export type Compare = (input: unknown) => number | undefined;

/** Compiles the comparison of a field with one right-hand side, by the declared type or the type of the field. */
export function compileCompare(value: string, options: OperatorOptions): Compare {
  const { type } = options;
  if (type === 'number' || type === 'integer' || type === 'float') return compareNumber(value);
  if (type === 'date' || type === 'datetime' || type === 'specific_date') return compareDate(value, options);
  if (type === 'boolean') return (input) => (booleanText(input) === booleanText(value) ? 0 : 1);
  if (type === 'string' || type === 'text') return compareText(value);
  const asNumber = compareNumber(value);
  const asText = compareText(value);
  return (input) => (typeof input === 'number' ? asNumber(input) : asText(input));
}

function compareNumber(value: string): Compare {
  const right = value.trim() === '' ? Number.NaN : Number(value);
  return (input) => {
    const left =
      typeof input === 'number' ? input : typeof input === 'string' && input.trim() !== '' ? Number(input) : Number.NaN;
    const difference = left - right;
    return Number.isNaN(difference) ? undefined : difference;
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
    if (left === undefined) return undefined;
    return left === value ? 0 : left < value ? -1 : 1;
  };
}

/** Text, numbers and booleans as text; `undefined` for anything else, which matches nothing. */
export function textOf(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  return typeof input === 'number' || typeof input === 'boolean' ? String(input) : undefined;
}

function booleanText(input: unknown): string {
  const text = String(input);
  if (text === '1') return 'true';
  return text === '0' ? 'false' : text;
}

export function listOf(value: string): readonly string[] {
  return value.split(',').map((item) => item.trim());
}
