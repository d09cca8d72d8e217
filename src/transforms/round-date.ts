import { isMoment } from '../text/calendar.ts';
import { parseDate } from '../text/parse-date.ts';
import { compileDateFormat } from '../text/php-date.ts';
import { defineTransform, TransformError } from '../contract/define-transform.ts';
import { isMissing, kindOf } from './values.ts';

export default defineTransform({
  name: 'round date',
  aliases: ['date round'],
  category: 'date',
  summary:
    'The first or the last second of the day, hour, week, month or year of a date, as ISO 8601 in its own offset.',
  grade: 'toolkit',
  arguments: (z) =>
    z.strictObject({
      round: z.enum(['start', 'end', 'start of day', 'end of day']),
      units: z
        .enum(['minute', 'hour', 'day', 'week', 'month', 'year'])
        .optional()
        .describe('Default: day. Weeks begin on Monday.'),
    }),
  compile({ round, units = 'day' }) {
    const write = compileDateFormat('c');
    const isEnd = round.startsWith('end');
    const unit = round.endsWith('of day') ? 'day' : units;
    const apply = (input: unknown): unknown => {
      if (isMissing(input) || input === '') return null;
      if (Array.isArray(input)) return input.map(apply);
      const date = parseDate(input);
      if (date === undefined) throw new TransformError(`expected a date, found ${kindOf(input)} that is none`);
      const shiftMs = date.offsetMinutes * 60_000;
      const start = startOf(new Date(date.epochMs + shiftMs), unit, 0);
      const localMs = isEnd ? startOf(start, unit, 1).getTime() - 1000 : start.getTime();
      if (!isMoment(localMs)) throw new TransformError(`the ${round} of the ${unit} is beyond all dates`);
      return write({ ...date, epochMs: localMs - shiftMs, micros: 0 });
    };
    return apply;
  },
});

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** The first moment of the unit that a local time is in, or of the one as many units later. */
function startOf(local: Date, unit: Unit, later: number): Date {
  const start = new Date(local);
  if (unit === 'minute') start.setUTCMinutes(start.getUTCMinutes() + later, 0, 0);
  else if (unit === 'hour') start.setUTCHours(start.getUTCHours() + later, 0, 0, 0);
  else {
    start.setUTCHours(0, 0, 0, 0);
    if (unit === 'day') start.setUTCDate(start.getUTCDate() + later);
    else if (unit === 'week') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7) + 7 * later);
    else if (unit === 'month') start.setUTCMonth(start.getUTCMonth() + later, 1);
    else start.setUTCFullYear(start.getUTCFullYear() + later, 0, 1);
  }
  return start;
}
