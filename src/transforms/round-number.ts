import { isNumeric, roundDecimal, type Numeric } from '../text/decimal.ts';
import { defineTransform, type TransformFunction } from '../contract/define-transform.ts';
import { isMissing, numberOf } from './values.ts';

type Round = (value: Numeric) => Numeric;

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
        : (value: Numeric) => roundDecimal(value, precision, mode);
    const apply: TransformFunction = (input) => {
      if (isNumeric(input)) return round(input);
      if (isMissing(input) || input === '') return null;
      return Array.isArray(input) ? input.map(apply) : round(numberOf(input));
    };
    return apply;
  },
});

/** Multiplies, rounds and divides: 1.005 becomes 1, because it is stored a little below. */
function roundBinary(precision: number): Round {
  const factor = 10 ** precision;
  return (input) => {
    const value = Number(input);
    return value < 0 ? -Math.round(-value * factor) / factor : Math.round(value * factor) / factor;
  };
}
