import { compileDateFormat } from '../text/php-date.ts';
import { resolveRelativeDate, shift } from '../text/relative-date.ts';
import { defineTransform, TransformError } from '../contract/define-transform.ts';

export default defineTransform({
  name: 'custom dynamic date',
  aliases: ['dynamic date'],
  category: 'date',
  summary: 'The moment of the run, rounded and shifted, as Y-m-d H:i:s.',
  grade: 'documented',
  generates: true,
  arguments: (z) =>
    z.strictObject({
      round: z.enum(['none', 'start of day', 'end of day']).optional(),
      units: z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']).optional(),
      adjustment: z.int().optional(),
      no_overflow: z
        .boolean()
        .optional()
        .describe('A month after 31 January is the last of February, not 2 or 3 March.'),
    }),
  compile({ round = 'none', units = 'day', adjustment = 0, no_overflow: noOverflow = false }, { nowMs }) {
    const names = { none: 'now', 'start of day': 'startOfDay', 'end of day': 'endOfDay' } as const;
    const rounded = resolveRelativeDate(names[round], nowMs) ?? nowMs;
    const epochMs = shift(rounded, adjustment, units, { noOverflow });
    if (epochMs === undefined) throw new TransformError(`${adjustment} ${units}s are beyond all dates`);
    const text = compileDateFormat('Y-m-d H:i:s')({ epochMs });
    return () => text;
  },
});
