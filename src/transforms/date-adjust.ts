import { parseDate } from '../text/parse-date.ts';
import { compileDateFormat } from '../text/php-date.ts';
import { shift } from '../text/relative-date.ts';
import { defineTransform, TransformError } from '../contract/define-transform.ts';
import { isMissing, kindOf } from './values.ts';

export default defineTransform({
  name: 'date adjust',
  aliases: ['add to date', 'adjust date'],
  category: 'date',
  summary: 'A date moved by whole units, as ISO 8601.',
  grade: 'toolkit',
  arguments: (z) =>
    z.strictObject({
      units: z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']),
      adjustment: z.int(),
      no_overflow: z
        .boolean()
        .optional()
        .describe('A month after 31 January is the last of February, not 2 or 3 March.'),
    }),
  compile({ units, adjustment, no_overflow: noOverflow = false }) {
    const write = compileDateFormat('c');
    return (input) => {
      if (isMissing(input) || input === '') return null;
      const date = parseDate(input);
      if (date === undefined) throw new TransformError(`expected a date, found ${kindOf(input)} that is none`);
      const epochMs = shift(date.epochMs, adjustment, units, { offsetMinutes: date.offsetMinutes, noOverflow });
      if (epochMs === undefined) throw new TransformError(`${adjustment} ${units}s lead beyond all dates`);
      return write({ ...date, epochMs });
    };
  },
});
