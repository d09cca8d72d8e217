import { compileDateFormat } from '../text/php-date.ts';
import { parseDate, type ParsedDate } from '../text/parse-date.ts';
import { fixedZone, zoneReader } from '../text/zone.ts';
import { zoneClock } from '../text/time-zone.ts';
import { defineTransform, TransformError } from '../contract/define-transform.ts';
import { isMissing, kindOf } from './values.ts';

export default defineTransform({
  name: 'convert time zone',
  aliases: ['date timezone conversion', 'timezone conversion', 'time zone conversion', 'convert timezone'],
  category: 'date',
  summary: 'The same moment by the clocks of another place, as ISO 8601.',
  grade: 'toolkit',
  arguments: (z) =>
    z.strictObject({
      to: z.string().min(1).describe('Time zone such as Europe/Berlin, UTC or +02:00.'),
      from: z.string().optional().describe('Time zone of dates that name none. Default: UTC.'),
      format: z.string().optional().describe('PHP date tokens, or the name of a format. Default: ISO 8601.'),
    }),
  compile({ to, from, format = 'c' }) {
    const write = compileDateFormat(format);
    const clock = clockOf(to);
    const place = from === undefined ? undefined : compilePlace(from);
    const apply = (input: unknown): unknown => {
      if (isMissing(input) || input === '') return null;
      if (Array.isArray(input)) return input.map(apply);
      const date = parseDate(input);
      if (date === undefined) throw new TransformError(`expected a date, found ${kindOf(input)} that is none`);
      const epochMs = place !== undefined && namesNoZone(input, date) ? place(date.epochMs) : date.epochMs;
      const zone = clock.name === undefined ? {} : { zone: clock.name };
      return write({ epochMs, micros: date.micros, offsetMinutes: clock.offsetAt(epochMs), ...zone });
    };
    return apply;
  },
});

interface ZoneClock {
  readonly name: string | undefined;
  readonly offsetAt: (ms: number) => number;
}

function clockOf(zone: string): ZoneClock {
  const fixed = fixedZone(zone);
  if (fixed !== undefined) return { name: fixed.zone, offsetAt: () => fixed.offsetMinutes };
  const offsetAt = zoneClock(zone);
  if (offsetAt === undefined) throw new TransformError(`there is no time zone "${zone}"`);
  return { name: zone, offsetAt };
}

/** The moment that a local time means in a place: in milliseconds, and given as if it were UTC. */
function compilePlace(zone: string): (localMs: number) => number {
  const read = zoneReader();
  if (read(zone, 0) === undefined) throw new TransformError(`there is no time zone "${zone}"`);
  return (localMs) => localMs - (read(zone, localMs)?.from ?? 0) * 60_000;
}

/** Epoch seconds are a moment whatever the place. */
function namesNoZone(input: unknown, { zone }: ParsedDate): boolean {
  return zone === 'UTC' && typeof input === 'string' && /[-:]/u.test(input) && !/(?:UTC|[Zz])\s*$/u.test(input);
}
