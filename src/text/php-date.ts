import { isExactNumber } from './exact-number.ts';
/** A moment and the offset it was written with. */
export interface ParsedDate {
  readonly epochMs: number;
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
}

interface Fields {
  readonly epochMs: number;
  readonly offset: number;
  readonly local: Date;
}

type Part = (fields: Fields) => string;

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
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
];

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
  t: ({ local }) => String(new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate()),
  Y: ({ local }) => padded(local.getUTCFullYear(), 4),
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
  u: ({ local }) => padded(local.getUTCMilliseconds() * 1000, 6),
  B: ({ epochMs }) =>
    padded(Math.floor(((((epochMs + 3_600_000) % 86_400_000) + 86_400_000) % 86_400_000) / 86_400), 3),
  e: ({ offset }) => (offset === 0 ? 'UTC' : offsetText(offset, ':')),
  T: ({ offset }) => (offset === 0 ? 'UTC' : offsetText(offset, ':')),
  P: ({ offset }) => offsetText(offset, ':'),
  p: ({ offset }) => (offset === 0 ? 'Z' : offsetText(offset, ':')),
  O: ({ offset }) => offsetText(offset, ''),
  Z: ({ offset }) => String(offset * 60),
  I: () => '0',
  U: ({ epochMs }) => String(Math.floor(epochMs / 1000)),
};

const whole: Readonly<Record<string, string>> = { c: 'Y-m-d\\TH:i:sP', r: 'D, d M Y H:i:s O' };

/**
 * Compiles PHP date tokens to a function of a moment and an offset in minutes. A backslash keeps the next
 * character; what is no token stays as it is. Offsets are fixed, so `I` (daylight saving) is always 0 and `e`
 * and `T` give the offset.
 */
export function compileDateFormat(format: string): (epochMs: number, offsetMinutes: number) => string {
  const parts = compileParts(format);
  return (epochMs, offsetMinutes) => {
    const fields = { epochMs, offset: offsetMinutes, local: new Date(epochMs + offsetMinutes * 60_000) };
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

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/u;

/**
 * Reads a date in the order that the toolkit documents: epoch seconds (9 to 11 digits) or milliseconds (13),
 * ISO 8601 and `Y-m-d H:i:s` (UTC unless an offset is written), RFC 2822; with `format`, PHP tokens only.
 * Returns `undefined` for anything else.
 */
export function parseDate(input: unknown, format?: string): ParsedDate | undefined {
  if (isExactNumber(input)) return parseDate(Number(input));
  if (typeof input === 'number') return Number.isFinite(input) ? parseEpoch(String(Math.trunc(input))) : undefined;
  if (typeof input !== 'string') return undefined;
  const text = input.trim();
  if (format !== undefined && format !== 'c' && format !== 'U') return parseWithTokens(text, format);
  return parseEpoch(text) ?? parseIso(text) ?? parseRfc2822(text);
}

function parseEpoch(text: string): ParsedDate | undefined {
  if (!/^-?\d{9,13}$/u.test(text)) return undefined;
  const digits = text.replace('-', '').length;
  if (digits === 12) return undefined;
  return { epochMs: digits === 13 ? Number(text) : Number(text) * 1000, offsetMinutes: 0 };
}

/** 2026-03-01T09:55:00Z or 2026-03-01T09:55:00.123Z: what nearly every API writes, read without a pattern. */
function parsePlainIso(text: string): ParsedDate | undefined {
  const { length } = text;
  if ((length !== 20 && length !== 24) || !text.endsWith('Z')) return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return undefined;
  if (length === 24 && text[19] !== '.') return undefined;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  const hour = digitsAt(text, 11, 2);
  const minute = digitsAt(text, 14, 2);
  const second = digitsAt(text, 17, 2);
  const ms = length === 24 ? digitsAt(text, 20, 3) : 0;
  // What is out of the ordinary is judged by the pattern.
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  const epochMs = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return Number.isNaN(epochMs) ? undefined : { epochMs, offsetMinutes: 0 };
}

/** Not a number where one of them is no digit. */
function digitsAt(text: string, start: number, count: number): number {
  let number = 0;
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function parseIso(text: string): ParsedDate | undefined {
  const plain = parsePlainIso(text);
  if (plain !== undefined) return plain;
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const wanted = Number(day);
  const ms = fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  const local = Date.UTC(Number(year), Number(month) - 1, wanted, Number(hour), Number(minute), Number(second), ms);
  // Date.UTC rolls 31 February over into March; a date that does not exist is not a date.
  if (
    Number(month) > 12 ||
    Number(hour) > 24 ||
    new Date(Date.UTC(Number(year), Number(month) - 1, wanted)).getUTCDate() !== wanted
  ) {
    return undefined;
  }
  const offsetMinutes = zone === 'Z' ? 0 : offsetOf(zone);
  return { epochMs: local - offsetMinutes * 60_000, offsetMinutes };
}

function offsetOf(zone: string): number {
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || '0');
  return zone.startsWith('-') ? -minutes : minutes;
}

/** The one form Date.parse is trusted with: "Mon, 02 Mar 2026 09:00:00 +0100". */
function parseRfc2822(text: string): ParsedDate | undefined {
  const match = /^[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d (GMT|UTC|[+-]\d{4})$/u.exec(text);
  const epochMs = match === null ? Number.NaN : Date.parse(text);
  if (Number.isNaN(epochMs)) return undefined;
  const zone = match?.[1] ?? 'GMT';
  return { epochMs, offsetMinutes: /^[A-Z]/u.test(zone) ? 0 : offsetOf(zone) };
}

type Field =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'ms'
  | 'half'
  | 'zone'
  | 'skip';

/** What each token admits in an input, and which field it fills. */
const inputTokens: Readonly<Record<string, readonly [Field, string]>> = {
  d: ['day', '\\d\\d'],
  j: ['day', '\\d{1,2}'],
  m: ['month', '\\d\\d'],
  n: ['month', '\\d{1,2}'],
  M: ['monthName', '[A-Za-z]{3}'],
  F: ['monthName', '[A-Za-z]+'],
  Y: ['year', '\\d{4}'],
  y: ['shortYear', '\\d\\d'],
  H: ['hour', '\\d\\d'],
  G: ['hour', '\\d{1,2}'],
  h: ['hour', '\\d\\d'],
  g: ['hour', '\\d{1,2}'],
  i: ['minute', '\\d\\d'],
  s: ['second', '\\d\\d'],
  v: ['ms', '\\d{3}'],
  A: ['half', '[AaPp][Mm]'],
  a: ['half', '[AaPp][Mm]'],
  P: ['zone', 'Z|[+-]\\d\\d:\\d\\d'],
  p: ['zone', 'Z|[+-]\\d\\d:\\d\\d'],
  O: ['zone', '[+-]\\d{4}'],
  D: ['skip', '[A-Za-z]{3}'],
  l: ['skip', '[A-Za-z]+'],
};

function parseWithTokens(text: string, format: string): ParsedDate | undefined {
  const fields: Field[] = [];
  let pattern = '';
  for (const [, escaped, letter = ''] of format.matchAll(/\\(.)|(.)/gu)) {
    const token = escaped === undefined && Object.hasOwn(inputTokens, letter) ? inputTokens[letter] : undefined;
    if (token === undefined) {
      pattern += (escaped ?? letter).replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
    } else {
      fields.push(token[0]);
      pattern += `(${token[1]})`;
    }
  }
  const match = new RegExp(`^${pattern}$`, 'u').exec(text);
  if (match === null) return undefined;
  const found = new Map(fields.map((field, index) => [field, match[index + 1] ?? '']));
  return fromFields(found);
}

function fromFields(found: ReadonlyMap<Field, string>): ParsedDate | undefined {
  const name = found.get('monthName')?.slice(0, 3).toLowerCase();
  const month =
    name === undefined
      ? Number(found.get('month') ?? 1)
      : months.findIndex((one) => one.toLowerCase().startsWith(name)) + 1;
  const short = Number(found.get('shortYear') ?? 70);
  const year = Number(found.get('year') ?? (short < 70 ? 2000 + short : 1900 + short));
  const half = found.get('half')?.toLowerCase();
  const hour = Number(found.get('hour') ?? 0);
  const zone = found.get('zone') ?? 'Z';
  const clock = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  const day = found.get('day') ?? '1';
  return parseIso(
    `${padded(year, 4)}-${two(month)}-${two(Number(day))}T${two(clock)}:${two(Number(found.get('minute') ?? 0))}:${two(Number(found.get('second') ?? 0))}.${found.get('ms') ?? '000'}${zone}`,
  );
}

function offsetText(minutes: number, colon: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
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

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
