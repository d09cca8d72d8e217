import { CronPattern } from 'croner';

const minutesPerDay = 1440;
/** Four years, so that a leap day is among them. */
const daysLookedAt = 1461;
/** A Monday, 1 January; any would do. */
const firstDay = Date.UTC(2024, 0, 1);

/** When a valid five-field expression starts something: minutes of a day, and days counted from a fixed Monday. */
interface Starts {
  readonly minutes: readonly number[];
  readonly days: readonly number[];
}

/** The longest pause between two starts in a row, in milliseconds; `undefined` when there are no two. */
export function longestPauseMs(expression: string): number | undefined {
  const { minutes, days } = startsOf(expression);
  const [first] = minutes;
  const last = minutes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const withinDay = pausesOf(minutes);
  const betweenDays = pausesOf(days).map((pause) => pause * minutesPerDay + first - last);
  const pauses = [...withinDay, ...betweenDays];
  return pauses.length === 0 ? undefined : Math.max(...pauses) * 60_000;
}

/** True when two valid expressions have a start in common. */
export function startTogether(one: string, other: string): boolean {
  const [first, second] = [startsOf(one), startsOf(other)];
  return share(first.minutes, second.minutes) && share(first.days, second.days);
}

function startsOf(expression: string): Starts {
  const pattern = new CronPattern(expression.trim());
  const minutes: number[] = [];
  for (let minute = 0; minute < minutesPerDay; minute++)
    if (isSet(pattern.hour, Math.floor(minute / 60)) && isSet(pattern.minute, minute % 60)) minutes.push(minute);
  const days: number[] = [];
  for (let day = 0; day < daysLookedAt; day++)
    if (isDay(pattern, new Date(firstDay + day * 86_400_000))) days.push(day);
  return { minutes, days };
}

/** Day of month and day of week, when both are given, are joined by OR, as cron always has. */
function isDay(pattern: CronPattern, date: Date): boolean {
  if (!isSet(pattern.month, date.getUTCMonth())) return false;
  const inMonth = isSet(pattern.day, date.getUTCDate() - 1);
  const inWeek = isSet(pattern.dayOfWeek, date.getUTCDay());
  return pattern.starDOM || pattern.starDOW ? inMonth && inWeek : inMonth || inWeek;
}

function isSet(field: readonly number[], index: number): boolean {
  return (field[index] ?? 0) !== 0;
}

function pausesOf(sorted: readonly number[]): readonly number[] {
  return sorted.slice(1).map((value, index) => value - (sorted[index] ?? value));
}

function share(one: readonly number[], other: readonly number[]): boolean {
  const wanted = new Set(other);
  return one.some((value) => wanted.has(value));
}
