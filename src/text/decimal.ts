import Big from 'big.js';
import { ExactNumber, isExactNumber } from './exact-number.ts';

export type Numeric = number | ExactNumber;

/** Decimal numbers only: JavaScript would also read `0x1F`. */
const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,6})?\s*$/iu;

/** The number that a text says, exactly; `undefined` when it says none. */
export function numberFromText(text: string): Numeric | undefined {
  return decimal.test(text) ? fromDecimal(toDecimal(text)) : undefined;
}

/** Decimal arithmetic, as on paper: 19.99 × 100 is 1999. Division is exact where it ends within 20 digits. */
export const arithmetic = {
  '+': (left: Numeric, right: Numeric): Numeric =>
    fromScaled(scaled(left) + scaled(right), scale) ?? fromDecimal(toDecimal(left).plus(toDecimal(right))),
  '-': (left: Numeric, right: Numeric): Numeric =>
    fromScaled(scaled(left) - scaled(right), scale) ?? fromDecimal(toDecimal(left).minus(toDecimal(right))),
  '*': (left: Numeric, right: Numeric): Numeric =>
    fromScaled(scaled(left) * scaled(right), scale * scale) ?? fromDecimal(toDecimal(left).times(toDecimal(right))),
  /** `right` is not 0. */
  '/': (left: Numeric, right: Numeric): Numeric => {
    const [dividend, divisor] = [toDecimal(left), toDecimal(right)];
    const quotient = dividend.div(divisor);
    return quotient.times(divisor).eq(dividend) ? fromDecimal(quotient) : Number(left) / Number(right);
  },
} as const;

/** The way of computing that JavaScript and PHP have: the nearest binary numbers, so that 19.99 × 100 is 1998.9999999999998. */
export const binaryArithmetic: typeof arithmetic = {
  '+': (left, right) => finite(Number(left) + Number(right)) ?? arithmetic['+'](left, right),
  '-': (left, right) => finite(Number(left) - Number(right)) ?? arithmetic['-'](left, right),
  '*': (left, right) => finite(Number(left) * Number(right)) ?? arithmetic['*'](left, right),
  '/': (left, right) => finite(Number(left) / Number(right)) ?? arithmetic['/'](left, right),
};

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Amounts of up to four decimal places are computed as whole numbers of ten-thousandths, which is quick and as exact. */
const scale = 1e4;
/** Whole numbers up to here are 15 digits, which a JavaScript number holds and prints as they are. */
const largestScaled = 1e15;

/** The number in ten-thousandths; not a number where it is none of these. */
function scaled(value: Numeric): number {
  if (typeof value !== 'number') return Number.NaN;
  const whole = Math.round(value * scale);
  return Math.abs(whole) < largestScaled && whole / scale === value ? whole : Number.NaN;
}

function fromScaled(whole: number, by: number): number | undefined {
  return Math.abs(whole) < largestScaled ? whole / by + 0 : undefined; // no -0
}

/** Below 0, 0 or above 0, as in sorting. */
export function compareNumbers(left: Numeric, right: Numeric): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return toDecimal(left).cmp(toDecimal(right));
}

/** Rounds by the digits a person sees, half away from zero; "up" and "down" follow the number line. */
export function roundDecimal(value: Numeric, places: number, mode: 'nearest' | 'up' | 'down'): Numeric {
  const whole = mode === 'nearest' && places >= 0 && places <= 4 ? scaled(value) : Number.NaN;
  if (!Number.isNaN(whole)) {
    const step = 10 ** (4 - places);
    return (Math.sign(whole) * Math.round(Math.abs(whole) / step)) / 10 ** places + 0; // as above
  }
  const exact = toDecimal(value);
  const isAway = mode === 'up' ? exact.gt(0) : exact.lt(0);
  return fromDecimal(exact.round(places, mode === 'nearest' ? Big.roundHalfUp : isAway ? Big.roundUp : Big.roundDown));
}

function toDecimal(value: Numeric | string): Big {
  return new Big(String(value).trim().replace(/^\+/u, ''));
}

/** A plain number where that is the same number. */
function fromDecimal(value: Big): Numeric {
  const plain = Number(value.toString());
  return Number.isFinite(plain) && new Big(String(plain)).eq(value) ? plain : new ExactNumber(value.toFixed());
}

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || isExactNumber(value);
}
