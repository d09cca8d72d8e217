import { isMoment } from './calendar.ts';

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const fixed: Readonly<Partial<Record<Unit, number>>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

const pattern = /^([+-]?\s*\d+)\s*(second|sec|minute|min|hour|day|week|month|year)s?(\s+ago)?$/iu;

const names: Readonly<Record<string, (nowMs: number) => number>> = {
  now: (nowMs) => nowMs,
  today: startOfDay,
  startofday: startOfDay,
  yesterday: (nowMs) => startOfDay(nowMs) - 86_400_000,
  tomorrow: (nowMs) => startOfDay(nowMs) + 86_400_000,
  endofday: (nowMs) => startOfDay(nowMs) + 86_399_000,
};

/**
 * The moment that text such as "-2 days", "now" or "startOfDay" means, in milliseconds since the epoch;
 * `undefined` when it is no relative date. Days start at midnight UTC; months overflow as in PHP.
 */
export function resolveRelativeDate(text: string, nowMs: number): number | undefined {
  const trimmed = text.trim();
  const name = trimmed.toLowerCase();
  if (Object.hasOwn(names, name)) return names[name]?.(nowMs);
  const match = pattern.exec(trimmed);
  if (match === null) return undefined;
  const [, amountText = '0', unitText = '', ago] = match;
  const amount = Number(amountText.replaceAll(/\s/gu, '')) * (ago === undefined ? 1 : -1);
  return shift(nowMs, amount, unitOf(unitText));
}

export interface ShiftOptions {
  /** Minutes east of UTC of the calendar that days and months are counted on. Default: 0. */
  readonly offsetMinutes?: number;
  /** A month later than 31 January is the last of February. Default: 2 or 3 March, as in PHP. */
  readonly noOverflow?: boolean;
}

/** `nowMs` moved by whole units; `undefined` beyond what a date can hold. */
export function shift(
  nowMs: number,
  amount: number,
  unit: Unit,
  { offsetMinutes = 0, noOverflow = false }: ShiftOptions = {},
): number | undefined {
  const localMs = nowMs + offsetMinutes * 60_000;
  const moved = moveBy(localMs, amount, unit);
  const isPast = noOverflow && (unit === 'month' || unit === 'year') && dayOf(moved) !== dayOf(localMs);
  const kept = isPast ? moved - dayOf(moved) * 86_400_000 : moved;
  return isMoment(kept) ? kept - offsetMinutes * 60_000 : undefined;
}

function dayOf(localMs: number): number {
  return new Date(localMs).getUTCDate();
}

function moveBy(localMs: number, amount: number, unit: Unit): number {
  const size = fixed[unit];
  if (size !== undefined) return localMs + amount * size;
  const date = new Date(localMs);
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + amount);
  else date.setUTCFullYear(date.getUTCFullYear() + amount);
  return date.getTime();
}

/** The moment one period before `nowMs`; a year is a calendar year (toolkit default). */
export function relativePeriod(
  period: { readonly amount: number; readonly unit: Unit },
  nowMs: number,
): number | undefined {
  return shift(nowMs, -period.amount, period.unit);
}

function unitOf(text: string): Unit {
  const unit = text.toLowerCase();
  if (unit === 'sec') return 'second';
  if (unit === 'min') return 'minute';
  return unit as Unit; // the pattern admits nothing else
}

function startOfDay(nowMs: number): number {
  return nowMs - (((nowMs % 86_400_000) + 86_400_000) % 86_400_000);
}
