import { CronPattern } from 'croner';

/** What is wrong with a five-field cron expression, in words, or `undefined`. */
export function cronProblem(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/u);
  if (fields.length !== 5)
    return `it has ${fields.length === 1 && fields[0] === '' ? 'no' : fields.length} fields instead of five`;
  try {
    void new CronPattern(expression.trim());
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/^CronPattern: /u, '').replace(/\.$/u, '')
      : 'it cannot be read';
  }
}

const units = [60, 24] as const;

/** The first step of minutes or hours that does not divide its unit, such as 45, or `undefined`. */
export function unevenStep(expression: string): number | undefined {
  const fields = expression.trim().split(/\s+/u);
  return units
    .map((unit, index) => ({ unit, every: Number(/^\*\/(\d+)$/u.exec(fields[index] ?? '')?.[1] ?? 1) }))
    .find(({ unit, every }) => every > 0 && unit % every !== 0)?.every;
}

/**
 * The expression that fires `minutes` later (earlier when negative), or `undefined` where five fields cannot say it:
 * when the day would change although the expression names days, or when minutes end up in different hours.
 */
export function shiftCron(expression: string, minutes: number): string | undefined {
  const [minuteField = '', hourField = '', ...days] = expression.trim().split(/\s+/u);
  const minuteList = expandField(minuteField, 60);
  const hourList = expandField(hourField, 24);
  if (minuteList === undefined || hourList === undefined) return undefined;
  const part = ((minutes % 60) + 60) % 60;
  const carries = new Set(minuteList.map((minute) => Math.floor((minute + part) / 60)));
  const everyHour = hourList.length === 24;
  if (carries.size > 1 && !everyHour) return undefined;
  const hours = Math.floor(minutes / 60) + (everyHour ? 0 : ([...carries][0] ?? 0));
  const changesDay = hourList.some((hour) => hour + hours < 0 || hour + hours > 23);
  if (!everyHour && changesDay && days.some((field) => field !== '*')) return undefined;
  if (everyHour && days.some((field) => field !== '*')) return undefined;
  const newMinutes =
    part === 0
      ? minuteField
      : printField(
          minuteList.map((minute) => (minute + part) % 60),
          60,
        );
  const newHours = everyHour
    ? hourField
    : printField(
        hourList.map((hour) => (((hour + hours) % 24) + 24) % 24),
        24,
      );
  return [newMinutes, newHours, ...days].join(' ');
}

/** The values of one field without names: `*`, a step, numbers, ranges, ranges with steps, and lists of them. */
function expandField(field: string, limit: number): readonly number[] | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', from, to, step = '1'] = /^(\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/u.exec(part) ?? [];
    if (range === '' || Number(step) === 0) return undefined;
    const first = range === '*' ? 0 : Number(from);
    const last = range === '*' || (to === undefined && part.includes('/')) ? limit - 1 : Number(to ?? from);
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return [...values].every((value) => value < limit) ? [...values].toSorted((a, b) => a - b) : undefined;
}

function printField(values: readonly number[], limit: number): string {
  return values.length === limit ? '*' : values.toSorted((a, b) => a - b).join(',');
}
