import { isNumeric, numberFromText, type Numeric } from '../text/decimal.ts';
import { isExactNumber } from '../text/exact-number.ts';
import { TransformError } from '../contract/define-transform.ts';

/** What a value is, in words that show nothing of it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isExactNumber(value)) return 'a number';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Applies a text function to a value, or to each element of a list; nothing stays nothing. */
export function eachText(run: (text: string) => unknown): (input: unknown) => unknown {
  const apply = (input: unknown): unknown => {
    if (typeof input === 'string') return run(input);
    if (input === null || input === undefined) return input;
    if (Array.isArray(input)) return input.map(apply);
    return run(textOf(input));
  };
  return apply;
}

/** The words of a text, between white space as Unicode knows it. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\p{White_Space}+/u).filter((word) => word !== '');
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isNumeric(value) || typeof value === 'boolean') return String(value);
  throw new TransformError(`expected text, found ${kindOf(value)}`);
}

/** A number, from a number or numeric text. */
export function numberOf(value: unknown): Numeric {
  if (isNumeric(value)) return value;
  if (typeof value === 'string' && value.trim() !== '') {
    const number = numberFromText(value);
    if (number !== undefined) return number;
    throw new TransformError('expected a number, found text that is none');
  }
  throw new TransformError(`expected a number, found ${value === '' ? 'empty text' : kindOf(value)}`);
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
