import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arithmetic, roundDecimal } from './decimal.ts';
import { canonicalNumber, ExactNumber } from './exact-number.ts';

/** Amounts as APIs write them, and numbers that are none. */
const number = fc.oneof(
  fc
    .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.constantFrom(1, 10, 100, 1000, 10_000))
    .map(([whole, by]) => whole / by),
  fc.double({ noNaN: true, min: -1e20, max: 1e20 }),
  fc.integer(),
  fc.constantFrom(0.1, 0.2, 0.3, 1.005, 2.675, 19.99, 1e15, 1e-7, 99_999_999_999.9999, 999_999_999_999.999_9),
);
const asText = (value: number | ExactNumber): string => canonicalNumber(value);
const asBig = (value: Big): string => canonicalNumber(new ExactNumber(value.toFixed()));
/** The way that takes longer: exact numbers know no short cut. */
const exact = (value: number): ExactNumber => new ExactNumber(new Big(value).toFixed());

describe('decimal arithmetic', () => {
  it.each([
    ['+', (a: Big, b: Big) => a.plus(b)],
    ['-', (a: Big, b: Big) => a.minus(b)],
    ['*', (a: Big, b: Big) => a.times(b)],
  ] as const)('%s is exact, also by the short way', (operator, expected) => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        expect(asText(arithmetic[operator](left, right))).toBe(asBig(expected(new Big(left), new Big(right))));
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('rounds the same by the short way', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 6 }), (value, places) => {
        expect(asText(roundDecimal(value, places, 'nearest'))).toBe(
          asText(roundDecimal(exact(value), places, 'nearest')),
        );
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('gives no negative zero', () => {
    expect([arithmetic['*'](0, -5), arithmetic['-'](0, 0), roundDecimal(-0.2, 0, 'nearest')]).toEqual([0, 0, 0]);
  });
});
