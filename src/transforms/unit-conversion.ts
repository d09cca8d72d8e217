import { arithmetic, type Numeric } from '../text/decimal.ts';
import { defineTransform } from '../contract/define-transform.ts';
import { isMissing, numberOf } from './values.ts';

/** Grams in one unit. */
const grams = { g: 1, kg: 1000, oz: 28.349523125, lb: 453.59237 } as const;

export default defineTransform({
  name: 'unit conversion',
  aliases: ['convert weight'],
  category: 'number',
  summary: 'A weight in another unit.',
  grade: 'toolkit',
  arguments(z) {
    const unit = z.enum(['g', 'kg', 'oz', 'lb']);
    return z.strictObject({ from: unit, to: unit });
  },
  compile({ from, to }) {
    const convert = (value: Numeric): Numeric => arithmetic['/'](arithmetic['*'](value, grams[from]), grams[to]);
    return (input) => (isMissing(input) || input === '' ? null : convert(numberOf(input)));
  },
});
