import { epochOf, monthOf, weekdayOf, type LocalTime } from './calendar.ts';
import { isExactNumber } from './exact-number.ts';
import { fixedZone, type Zone } from './zone.ts';

/** A moment, and the zone that it was written in. */
export interface ParsedDate extends Zone {
  readonly epochMs: number;
  /** Microseconds beyond the millisecond, 0 to 999. */
  readonly micros: number;
}

/**
 * Reads a date in the order that the toolkit documents: epoch seconds (9 to 11 digits) or milliseconds (13), ISO 8601 and
 * `Y-m-d H:i:s`, RFC 2822. Without a zone it is UTC, whatever the zone of the machine. Returns `undefined` for anything
 * else, and for a date that does not exist.
 */
export function parseDate(input: unknown): ParsedDate | undefined {
  const text = dateText(input);
  return text === undefined ? undefined : (parseEpoch(text) ?? parseIso(text) ?? parseRfc2822(text));
}

/** What is read as a date: text, or the digits of a number. */
export function dateText(input: unknown): string | undefined {
  if (typeof input === 'string') return input.trim();
  return typeof input === 'number' || isExactNumber(input) ? String(input) : undefined;
}

const utc: Zone = { offsetMinutes: 0, zone: 'UTC' };

/** `fewest`: digits of the seconds; fewer are taken for something else, unless they are said to be seconds. */
export function parseEpoch(text: string, fewest = 9): ParsedDate | undefined {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/u.exec(text) ?? [];
  const isMs = whole.length === 13;
  if (!isMs && (whole.length < fewest || whole.length > 11)) return undefined;
  const [ms, micros] = isMs
    ? [Number(whole), Number(fraction.slice(0, 3).padEnd(3, '0'))]
    : [Number(whole) * 1000 + millisOf(fraction), microsOf(fraction)];
  if (sign === '') return { epochMs: ms, micros, ...utc };
  return micros === 0 ? { epochMs: -ms, micros: 0, ...utc } : { epochMs: -ms - 1, micros: 1000 - micros, ...utc };
}

/** The first three digits of a fraction of a second. */
function millisOf(fraction: string): number {
  return fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** The next three. */
function microsOf(fraction: string): number {
  return fraction.length < 4 ? 0 : Number(fraction.slice(3, 6).padEnd(3, '0'));
}

const zone = String.raw`(?:\s*([Zz]|[A-Za-z]{2,5}|[+-]\d\d(?::?\d\d)?))?`;
const extended = new RegExp(
  String.raw`^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?${zone}$`,
  'u',
);
const basic = new RegExp(String.raw`^(\d{4})(\d\d)(\d\d)[Tt](\d\d)(\d\d)(?:(\d\d)(?:[.,](\d+))?)?${zone}$`, 'u');

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
  return Number.isNaN(epochMs) ? undefined : { epochMs, micros: 0, offsetMinutes: 0, zone: 'Z' };
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
  const match = extended.exec(text) ?? basic.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', written] = match;
  const at = { year: Number(year), month: Number(month), day: Number(day) };
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  return dateOf({ ...at, ...time }, fraction, written === undefined ? utc : fixedZone(written));
}

/** `undefined` where the time or its zone does not exist. */
export function dateOf(local: LocalTime, fraction: string, written: Zone | undefined): ParsedDate | undefined {
  const ms = epochOf(local);
  if (ms === undefined || written === undefined) return undefined;
  return { epochMs: ms + millisOf(fraction) - written.offsetMinutes * 60_000, micros: microsOf(fraction), ...written };
}

const rfc2822 =
  /^(?:([A-Za-z]{3}),\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?\s+([A-Za-z]{1,5}|[+-]\d{4})$/u;

/** "Mon, 02 Mar 2026 09:00:00 +0100". A weekday that is not the one of the date makes it none. */
export function parseRfc2822(text: string): ParsedDate | undefined {
  const [, name, day, monthName = '', year, hour, minute, second = '0', written = ''] = rfc2822.exec(text) ?? [];
  const month = monthOf(monthName);
  if (month === undefined) return undefined;
  const at = { year: Number(year), month, day: Number(day) };
  const local = { ...at, hour: Number(hour), minute: Number(minute), second: Number(second) };
  if (name !== undefined && !isOn(local, weekdayOf(name))) return undefined;
  return dateOf(local, '', fixedZone(written));
}

/** True for a date on this weekday. */
export function isOn(local: LocalTime, weekday: number | undefined): boolean {
  const ms = epochOf({ ...local, hour: 0, minute: 0, second: 0 });
  return ms !== undefined && new Date(ms).getUTCDay() === weekday;
}
