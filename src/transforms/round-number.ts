import { defineTransform, type TransformFunction } from '../contract/define-transform.ts';
import { isMissing, numberOf } from './values.ts';

type Round = (value: number) => number;

export default defineTransform({
  name: 'round number',
  aliases: ['round'],
  category: 'number',
  summary: 'A number rounded half away from zero, up or down.',
  grade: 'toolkit',
  arguments: (z) =>
    z.strictObject({
      precision: z
        .int()
        .min(-15)
        .max(15)
        .optional()
        .describe('Decimal places. Default 0; negative rounds to tens, hundreds, …'),
      mode: z.enum(['nearest', 'up', 'down']).optional(),
    }),
  compile({ precision = 0, mode = 'nearest' }, context) {
    const round =
      mode === 'nearest' && context.assume('map.rounding') === 'binary'
        ? roundBinary(precision)
        : roundDecimal(precision, mode);
    const apply: TransformFunction = (input) => {
      if (typeof input === 'number') return round(input);
      if (isMissing(input) || input === '') return null;
      return Array.isArray(input) ? input.map(apply) : round(numberOf(input));
    };
    return apply;
  },
});

/** Multiplies, rounds and divides: 1.005 becomes 1, because it is stored a little below. */
function roundBinary(precision: number): Round {
  const factor = 10 ** precision;
  return (value) => (value < 0 ? -Math.round(-value * factor) / factor : Math.round(value * factor) / factor);
}

/** Judges by the decimal digits a person sees: 1.005 becomes 1.01, as PHP's round does. */
function roundDecimal(precision: number, mode: 'nearest' | 'up' | 'down'): Round {
  const step = { nearest: (size: number) => Math.round(size), up: Math.ceil, down: Math.floor }[mode];
  return (value) => {
    if (!Number.isFinite(value)) return value;
    // "up" and "down" follow the number line; "nearest" rounds the size and keeps the sign.
    const negative = mode === 'nearest' && value < 0;
    const rounded = shiftPoint(step(shiftPoint(negative ? -value : value, precision)), -precision);
    return negative ? -rounded : rounded;
  };
}

/** Moves the decimal point in the number's text, which does not lose digits as multiplying would. */
function shiftPoint(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
