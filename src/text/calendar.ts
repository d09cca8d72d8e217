/** A date and a time of day, without a zone. */
export interface LocalTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Number of a month, from 1, by its name or the first three letters of it; `undefined` for any other text. */
export function monthOf(name: string): number | undefined {
  return positionOf(name, months, 1);
}

/** Number of a weekday by its name or the first three letters of it; Sunday is 0. */
export function weekdayOf(name: string): number | undefined {
  return positionOf(name, days, 0);
}

function positionOf(name: string, names: readonly string[], first: number): number | undefined {
  const found = name.toLowerCase();
  const index = names.findIndex((one) => one.toLowerCase() === found || one.slice(0, 3).toLowerCase() === found);
  return index < 0 ? undefined : index + first;
}

/**
 * Milliseconds since the epoch of a time in UTC; `undefined` for one that does not exist, such as 31 February or 10:60.
 * 24:00:00 is the beginning of the next day, as in ISO 8601.
 */
export function epochOf({ year, month, day, hour, minute, second }: LocalTime): number | undefined {
  const isEndOfDay = hour === 24 && minute === 0 && second === 0;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if ((hour > 23 && !isEndOfDay) || minute > 59 || second > 59) return undefined;
  if (year > 99) return Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC takes the years 0 to 99 for those of the twentieth century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The last moment that a date can hold; earlier ones begin at its opposite. */
const furthest = 8.64e15;

export function isMoment(ms: number): boolean {
  return Math.abs(ms) <= furthest;
}
