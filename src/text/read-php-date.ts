import { daysIn, epochOf, monthOf, weekdayOf, type LocalTime } from './calendar.ts';
import { dateOf, dateText, isOn, parseDate, parseEpoch, parseRfc2822, type ParsedDate } from './parse-date.ts';
import { tokensOf } from './php-date.ts';
import { zoneReader, type ReadZone } from './zone.ts';

/** PHP date tokens that no date can be read by. The message is a clause that says why. */
export class DateFormatError extends Error {}

/** What has been read so far. A part that is there twice has to be the same. */
interface Found {
  year?: number;
  month?: number;
  day?: number;
  /** From 0. */
  dayOfYear?: number;
  weekday?: number;
  hour?: number;
  half?: string;
  minute?: number;
  second?: number;
  fraction?: string;
  zone?: string;
  epoch?: string;
}

/** Reads one part of a text from a position on; gives the position behind it, or -1. */
type Read = (text: string, at: number, found: Found) => number;

/**
 * Compiles PHP date tokens to a reader of dates. Without a format it is `parseDate`; with one, nothing else is read. What
 * the tokens leave out is that of 1 January 1970, 00:00 UTC. Errors: DateFormatError for tokens that cannot be read.
 */
export function compileDateReader(format?: string): (input: unknown) => ParsedDate | undefined {
  const letters = format === undefined ? 'c' : tokensOf(format);
  if (letters === 'c') return parseDate;
  const parse = wholeReaders[letters] ?? compileReader(letters);
  return (input) => {
    const text = dateText(input);
    return text === undefined ? undefined : parse(text);
  };
}

const wholeReaders: Readonly<Record<string, ((text: string) => ParsedDate | undefined) | undefined>> = {
  U: (text) => parseEpoch(text, 1),
  r: parseRfc2822,
};

function compileReader(format: string): (text: string) => ParsedDate | undefined {
  const reads = compileReads(format);
  const readZone = zoneReader();
  return (text) => {
    const found: Found = {};
    let at = 0;
    for (const read of reads) {
      at = read(text, at, found);
      if (at < 0) return undefined;
    }
    return at === text.length ? dateFrom(found, readZone) : undefined;
  };
}

function compileReads(format: string): readonly Read[] {
  const reads: Read[] = [];
  for (let index = 0; index < format.length; index++) {
    const letter = format.charAt(index);
    if (letter === '\\') reads.push(exactly(format.charAt(++index)));
    else if (letter === 'r') reads.push(...compileReads('D, d M Y H:i:s O'));
    else if (letter === 'c') reads.push(...compileReads('Y-m-d\\TH:i:sP'));
    else if (unreadable.includes(letter))
      throw new DateFormatError(`dates cannot be read by "${letter}", which does not say which day it is`);
    else reads.push((Object.hasOwn(readers, letter) ? readers[letter] : undefined) ?? exactly(letter));
  }
  return reads;
}

/** Tokens that PHP writes and does not read. */
const unreadable = 'WotLBI';

function exactly(wanted: string): Read {
  return (text, at) => (text.startsWith(wanted, at) ? at + wanted.length : -1);
}

type NumberField = 'year' | 'month' | 'day' | 'dayOfYear' | 'weekday' | 'hour' | 'minute' | 'second';

/** Digits, as many as there are, from `fewest` to `most`. */
function digits(fewest: number, most: number, take: (found: Found, number: number) => boolean): Read {
  return (text, at, found) => {
    let end = at;
    while (end < text.length && end - at < most && isDigit(text.charCodeAt(end))) end++;
    return end - at >= fewest && take(found, Number(text.slice(at, end))) ? end : -1;
  };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function set(field: NumberField): (found: Found, number: number) => boolean {
  return (found, number) => {
    const before = found[field];
    found[field] = number;
    return before === undefined || before === number;
  };
}

/** What stands at a position, where the expression, which is sticky, matches. */
function pattern(expression: RegExp, take: (found: Found, text: string) => boolean): Read {
  return (text, at, found) => {
    expression.lastIndex = at;
    const [match] = expression.exec(text) ?? [];
    return match !== undefined && take(found, match) ? at + match.length : -1;
  };
}

function setText(field: 'half' | 'fraction' | 'zone' | 'epoch'): (found: Found, text: string) => boolean {
  return (found, text) => {
    const before = found[field];
    found[field] = text;
    return before === undefined || before === text;
  };
}

function setNamed(field: NumberField, numberOf: (name: string) => number | undefined) {
  const put = set(field);
  return (found: Found, name: string): boolean => {
    const number = numberOf(name);
    return number !== undefined && put(found, number);
  };
}

const twelve = (found: Found, number: number): boolean => number <= 12 && set('hour')(found, number);
const anything: Read = (_, at) => at;
// PHP writes and reads an offset with "GMT" before it.
const zoneName = /(?:(?:GMT)?[+-]\d\d(?::?\d\d)?|[A-Za-z_]+(?:\/[A-Za-z_+-]+)*)/uy;
const setZone = (found: Found, text: string): boolean => setText('zone')(found, text.replace(/^GMT(?=[+-])/u, ''));

const readers: Readonly<Record<string, Read>> = {
  // PHP reads these with and without the leading zero.
  d: digits(1, 2, set('day')),
  j: digits(1, 2, set('day')),
  D: pattern(/[A-Za-z]{3}/uy, setNamed('weekday', weekdayOf)),
  l: pattern(/[A-Za-z]+/uy, setNamed('weekday', weekdayOf)),
  N: digits(1, 1, (found, number) => number >= 1 && number <= 7 && set('weekday')(found, number % 7)),
  w: digits(1, 1, set('weekday')),
  S: pattern(/(?:st|nd|rd|th)/iuy, () => true),
  z: digits(1, 3, set('dayOfYear')),
  m: digits(1, 2, set('month')),
  n: digits(1, 2, set('month')),
  M: pattern(/[A-Za-z]{3}/uy, setNamed('month', monthOf)),
  F: pattern(/[A-Za-z]+/uy, setNamed('month', monthOf)),
  Y: digits(4, 4, set('year')),
  // From 70 on it is the last century, as in PHP.
  y: digits(2, 2, (found, number) => set('year')(found, number < 70 ? 2000 + number : 1900 + number)),
  a: pattern(/[AaPp][Mm]/uy, (found, half) => setText('half')(found, half.toLowerCase())),
  A: pattern(/[AaPp][Mm]/uy, (found, half) => setText('half')(found, half.toLowerCase())),
  g: digits(1, 2, twelve),
  h: digits(1, 2, twelve),
  G: digits(1, 2, set('hour')),
  H: digits(1, 2, set('hour')),
  i: digits(2, 2, set('minute')),
  s: digits(2, 2, set('second')),
  v: pattern(/\d{1,3}/uy, setText('fraction')),
  u: pattern(/\d{1,6}/uy, setText('fraction')),
  e: pattern(zoneName, setZone),
  T: pattern(zoneName, setZone),
  P: pattern(/(?:Z|[+-]\d\d:\d\d)/uy, setText('zone')),
  p: pattern(/(?:Z|[+-]\d\d:\d\d)/uy, setText('zone')),
  O: pattern(/[+-]\d{4}/uy, setText('zone')),
  Z: pattern(/-?\d{1,5}/uy, (found, seconds) => setText('zone')(found, offsetOf(Number(seconds)))),
  U: pattern(/-?\d{1,11}/uy, setText('epoch')),
  // Signs that PHP gives a meaning when it reads: one character, any up to the next part, and where to begin from.
  '?': (text, at) => (at < text.length ? at + 1 : -1),
  '*': pattern(/[^\s,;:/.\\()\d]*/uy, () => true),
  '#': pattern(/[;:/.,()-]/uy, () => true),
  '!': anything,
  '|': anything,
};

function offsetOf(seconds: number): string {
  const minutes = Math.abs(seconds) / 60;
  if (!Number.isInteger(minutes)) return 'none';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function dateFrom(found: Found, readZone: ReadZone): ParsedDate | undefined {
  const { fraction = '', zone, epoch } = found;
  if (epoch !== undefined) return parseEpoch(fraction === '' ? epoch : `${epoch}.${fraction}`, 1);
  const hour = hourOf(found);
  const day = dayOf(found);
  if (hour === undefined || day === undefined || hour > 23) return undefined;
  const local: LocalTime = { ...day, hour, minute: found.minute ?? 0, second: found.second ?? 0 };
  if (found.weekday !== undefined && !isOn(local, found.weekday)) return undefined;
  const ms = epochOf(local);
  const placed = ms === undefined ? undefined : readZone(zone ?? 'UTC', ms);
  const date = placed === undefined ? undefined : dateOf(local, fraction, { offsetMinutes: placed.from });
  return date === undefined || placed === undefined ? undefined : { ...date, ...placed.zone };
}

function hourOf({ hour = 0, half }: Found): number | undefined {
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? undefined : (hour % 12) + (half === 'pm' ? 12 : 0);
}

function dayOf({ year, month, day, dayOfYear }: Found): Pick<LocalTime, 'year' | 'month' | 'day'> | undefined {
  if (dayOfYear === undefined) return { year: year ?? 1970, month: month ?? 1, day: day ?? 1 };
  if (year === undefined) return undefined;
  let rest = dayOfYear + 1;
  let of = 1;
  while (of <= 12 && rest > daysIn(year, of)) rest -= daysIn(year, of++);
  const isSame = (month === undefined || month === of) && (day === undefined || day === rest);
  return isSame ? { year, month: of, day: rest } : undefined;
}
