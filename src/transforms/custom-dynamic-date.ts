import { compileDateFormat } from '../text/php-date.ts';
import { resolveRelativeDate, shift } from '../text/relative-date.ts';
import { defineTransform } from '../contract/define-transform.ts';

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
    }),
  compile({ round = 'none', units = 'day', adjustment = 0 }, { nowMs }) {
    const names = { none: 'now', 'start of day': 'startOfDay', 'end of day': 'endOfDay' } as const;
    const rounded = resolveRelativeDate(names[round], nowMs) ?? nowMs;
    const text = compileDateFormat('Y-m-d H:i:s')(shift(rounded, adjustment, units), 0);
    return () => text;
  },
});
