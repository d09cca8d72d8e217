import { CronPattern } from 'croner';

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const fieldsOfCron: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  {
    name: 'month',
    from: 1,
    to: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', from: 0, to: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

export interface CronProblem {
  /** As a clause: "there is no minute 61". */
  readonly what: string;
  /** Where it stands in the expression. */
  readonly part: { readonly start: number; readonly end: number };
}

/** What is wrong with a five-field cron expression, in words, or `undefined`. */
export function cronProblem(expression: string): string | undefined {
  return placedCronProblem(expression)?.what;
}

/** What is wrong with a five-field cron expression and where, or `undefined`. */
export function placedCronProblem(expression: string): CronProblem | undefined {
  const fields = [...expression.matchAll(/\S+/gu)];
  if (fields.length !== 5)
    return {
      what: `it has ${fields.length === 0 ? 'no' : fields.length} fields instead of five`,
      part: { start: fields[5]?.index ?? 0, end: expression.length },
    };
  for (const [index, { 0: text, index: start }] of fields.entries()) {
    const field = fieldsOfCron[index];
    if (field === undefined) continue;
    for (const { 0: piece, index: at } of text.matchAll(/[^,]+|(?<=^|,)(?=,|$)/gu)) {
      const what = pieceProblem(piece, field);
      if (what !== undefined)
        return { what, part: { start: start + at, end: start + Math.max(at + piece.length, at + 1) } };
    }
  }
  return neverStarts(fields.map(([text]) => text)) ?? readProblem(expression);
}

function pieceProblem(piece: string, { name, from, to, names = [] }: Field): string | undefined {
  const [, range = '', step] = /^([^/]*)(?:\/(.*))?$/u.exec(piece) ?? [];
  if (step !== undefined && !/^[1-9]\d{0,3}$/u.test(step)) return `"${piece}" has no step behind the "/"`;
  if (range === '*') return undefined;
  if (range === '') return `a value of ${name} is missing`;
  const ends = range.split('-');
  if (ends.length > 2) return `"${piece}" is no range`;
  const values: number[] = [];
  for (const end of ends) {
    const value = /^\d+$/u.test(end) ? Number(end) : names.indexOf(end.toLowerCase()) + (names.length === 12 ? 1 : 0);
    const isKnown = /^\d+$/u.test(end) || names.includes(end.toLowerCase());
    if (!isKnown) return `"${end}" is no ${name}`;
    if (value < from || value > to)
      return `there is no ${name} ${end}: it goes from ${from} to ${to}${name === 'day of week' && end === '7' ? ', and 0 is Sunday' : ''}`;
    values.push(value);
  }
  const [first = 0, last = first] = values;
  return first > last ? `the range "${range}" goes backwards` : undefined;
}

/** The most days that a month has. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** "31 2" names a day that no year has. */
function neverStarts([minute = '', hour = '', day = '', month = '', weekday]: readonly string[]):
  | CronProblem
  | undefined {
  if (weekday !== '*' || !/^\d+(?:,\d+)*$/u.test(day) || !/^\d+(?:,\d+)*$/u.test(month)) return undefined;
  const earliest = Math.min(...day.split(',').map(Number));
  if (month.split(',').some((one) => (longest[Number(one) - 1] ?? 31) >= earliest)) return undefined;
  const start = minute.length + hour.length + 2;
  return { what: `month ${month} has no day ${day}`, part: { start, end: start + day.length } };
}

function readProblem(expression: string): CronProblem | undefined {
  try {
    void new CronPattern(expression.trim());
    return undefined;
  } catch (error) {
    const what =
      error instanceof Error ? error.message.replace(/^CronPattern: /u, '').replace(/\.$/u, '') : 'it cannot be read';
    return { what, part: { start: 0, end: expression.length } };
  }
}

const units = [60, 24] as const;

/** The first step of minutes or hours that does not divide its unit, such as 45, or `undefined`. */
export function unevenStep(expression: string): number | undefined {
  const fields = expression.trim().split(/\s+/u);
  return units
    .map((unit, index) => ({
      unit,
      every: Number(/^(?:\*|0-59|0-23)\/(\d+)$/u.exec(fields[index] ?? '')?.[1] ?? 1),
    }))
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
