import { days, daysIn, isLeap, months } from './calendar.ts';
import { zoneAbbreviation, zoneClock } from './time-zone.ts';
import { isSummer } from './zone.ts';

/** A moment to be written. Without a zone it is UTC. */
export interface Moment {
  readonly epochMs: number;
  /** Microseconds beyond the millisecond, 0 to 999. */
  readonly micros?: number;
  /** Minutes east of UTC. */
  readonly offsetMinutes?: number;
  readonly zone?: string;
}

interface Fields {
  readonly epochMs: number;
  readonly micros: number;
  readonly offset: number;
  readonly zone: string | undefined;
  readonly local: Date;
}

type Part = (fields: Fields) => string;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** PHP date tokens, as https://www.php.net/manual/datetime.format.php lists them. */
const tokens: Readonly<Record<string, Part>> = {
  d: ({ local }) => two(local.getUTCDate()),
  j: ({ local }) => String(local.getUTCDate()),
  D: ({ local }) => (days[local.getUTCDay()] ?? '').slice(0, 3),
  l: ({ local }) => days[local.getUTCDay()] ?? '',
  N: ({ local }) => String(local.getUTCDay() || 7),
  w: ({ local }) => String(local.getUTCDay()),
  S: ({ local }) => ordinalSuffix(local.getUTCDate()),
  z: ({ local }) => String(dayOfYear(local)),
  W: ({ local }) => two(isoWeek(local).week),
  o: ({ local }) => String(isoWeek(local).year),
  m: ({ local }) => two(local.getUTCMonth() + 1),
  n: ({ local }) => String(local.getUTCMonth() + 1),
  M: ({ local }) => (months[local.getUTCMonth()] ?? '').slice(0, 3),
  F: ({ local }) => months[local.getUTCMonth()] ?? '',
  t: ({ local }) => String(daysIn(local.getUTCFullYear(), local.getUTCMonth() + 1)),
  Y: ({ local }) => padded(local.getUTCFullYear(), 4),
  x: ({ local }) => expandedYear(local.getUTCFullYear(), local.getUTCFullYear() > 9999 ? '+' : ''),
  X: ({ local }) => expandedYear(local.getUTCFullYear(), '+'),
  y: ({ local }) => two(local.getUTCFullYear() % 100),
  L: ({ local }) => (isLeap(local.getUTCFullYear()) ? '1' : '0'),
  a: ({ local }) => (local.getUTCHours() < 12 ? 'am' : 'pm'),
  A: ({ local }) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
  g: ({ local }) => String(local.getUTCHours() % 12 || 12),
  G: ({ local }) => String(local.getUTCHours()),
  h: ({ local }) => two(local.getUTCHours() % 12 || 12),
  H: ({ local }) => two(local.getUTCHours()),
  i: ({ local }) => two(local.getUTCMinutes()),
  s: ({ local }) => two(local.getUTCSeconds()),
  v: ({ local }) => padded(local.getUTCMilliseconds(), 3),
  u: ({ local, micros }) => padded(local.getUTCMilliseconds() * 1000 + micros, 6),
  B: ({ epochMs }) =>
    padded(Math.floor(((((epochMs + 3_600_000) % 86_400_000) + 86_400_000) % 86_400_000) / 86_400), 3),
  e: ({ zone, offset }) => zone ?? offsetText(offset, ':'),
  T: (fields) => abbreviationOf(fields),
  P: ({ offset }) => offsetText(offset, ':'),
  // A place is at +00:00 in winter; Z are only the clocks that never differ from UTC.
  p: ({ offset, zone }) => (offset === 0 && zone?.includes('/') !== true ? 'Z' : offsetText(offset, ':')),
  O: ({ offset }) => offsetText(offset, ''),
  Z: ({ offset }) => String(offset * 60),
  I: (fields) => (isSummerTime(fields) ? '1' : '0'),
  U: ({ epochMs }) => String(Math.floor(epochMs / 1000)),
};

const whole: Readonly<Record<string, string>> = { c: 'Y-m-d\\TH:i:sP', r: 'D, d M Y H:i:s O' };

/** Formats that the platform offers by name, without their blanks and hyphens. */
const names: Readonly<Record<string, string>> = {
  iso8601: 'c',
  rfc2822: 'r',
  rfc3339: 'c',
  unixepoch: 'U',
  unixtimestamp: 'U',
  epoch: 'U',
};

/** The tokens of a format that is given by its name; any other text is tokens itself. */
export function tokensOf(format: string): string {
  const name = format.toLowerCase().replaceAll(/[\s_-]/gu, '');
  return (Object.hasOwn(names, name) ? names[name] : undefined) ?? format;
}

/**
 * Compiles PHP date tokens, or the name of a format, to a function that writes a moment in its own zone. A backslash keeps
 * the next character; what is no token stays as it is.
 */
export function compileDateFormat(format: string): (moment: Moment) => string {
  const parts = compileParts(tokensOf(format));
  return ({ epochMs, micros = 0, offsetMinutes, zone }) => {
    const offset = offsetMinutes ?? 0;
    const fields: Fields = {
      epochMs,
      micros,
      offset,
      zone: zone ?? (offsetMinutes === undefined ? 'UTC' : undefined),
      local: new Date(epochMs + offset * 60_000),
    };
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part(fields);
    return text;
  };
}

function compileParts(format: string): (string | Part)[] {
  const parts: (string | Part)[] = [];
  const addText = (text: string): void => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else parts.push(text);
  };
  for (let index = 0; index < format.length; index++) {
    const letter = format.charAt(index);
    const expansion = Object.hasOwn(whole, letter) ? whole[letter] : undefined;
    const token = Object.hasOwn(tokens, letter) ? tokens[letter] : undefined;
    if (letter === '\\') addText(format.charAt(++index));
    else if (expansion !== undefined) parts.push(...compileParts(expansion));
    else if (token === undefined) addText(letter);
    else parts.push(token);
  }
  return parts;
}

function abbreviationOf({ zone, offset, epochMs }: Fields): string {
  if (zone === undefined) return `GMT${offsetText(offset, '')}`;
  if (!zone.includes('/')) return zone;
  // PHP leaves the minutes out where there are none.
  return zoneAbbreviation(zone, epochMs) ?? offsetText(offset, '').replace(/00$/u, '');
}

function isSummerTime({ zone, offset, local }: Fields): boolean {
  if (zone === undefined || !zone.includes('/')) return zone !== undefined && isSummer(zone);
  const offsetAt = zoneClock(zone);
  const year = local.getUTCFullYear();
  return offsetAt !== undefined && offset > Math.min(offsetAt(Date.UTC(year, 0, 1)), offsetAt(Date.UTC(year, 6, 1)));
}

function offsetText(minutes: number, colon: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}

function expandedYear(year: number, sign: string): string {
  return (year < 0 ? '-' : sign) + padded(Math.abs(year), 4);
}

function ordinalSuffix(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

function dayOfYear(local: Date): number {
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  return Math.round((midnight - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000);
}

/** ISO 8601: the week of a day is the week of its Thursday. */
function isoWeek(local: Date): { readonly week: number; readonly year: number } {
  const thursday = new Date(local.getTime());
  thursday.setUTCDate(local.getUTCDate() + 4 - (local.getUTCDay() || 7));
  return { week: Math.floor(dayOfYear(thursday) / 7) + 1, year: thursday.getUTCFullYear() };
}
