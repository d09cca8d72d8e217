/** Offsets from UTC of a time zone over a year, in minutes; winter time is the smaller one. */
export interface Seasons {
  readonly winterMinutes: number;
  readonly summerMinutes: number;
}

/** Making a clock takes long, and a bundle names few zones many times. */
const seasonsByZone = new Map<string, Seasons>();

/** The offsets of an IANA time zone, or `undefined` when there is no such zone. */
export function seasonsOf(zone: string): Seasons | undefined {
  const known = seasonsByZone.get(zone);
  if (known !== undefined) return known;
  const seasons = readSeasons(zone);
  if (seasons !== undefined) seasonsByZone.set(zone, seasons);
  return seasons;
}

function readSeasons(zone: string): Seasons | undefined {
  const offsetAt = zoneClock(zone);
  if (offsetAt === undefined) return undefined;
  // Any year will do: what is asked is the difference between the seasons, and nothing here has a clock.
  const offsets = [offsetAt(Date.UTC(2025, 0, 1)), offsetAt(Date.UTC(2025, 6, 1))];
  return { winterMinutes: Math.min(...offsets), summerMinutes: Math.max(...offsets) };
}

const summerMonthsByZone = new Map<string, readonly number[]>();

/** Months, counted from 1, that are for the larger part in the larger of the two offsets of a zone. */
export function summerMonthsOf(zone: string): readonly number[] {
  const seasons = seasonsOf(zone);
  if (seasons === undefined || seasons.summerMinutes === seasons.winterMinutes) return [];
  const known = summerMonthsByZone.get(zone);
  if (known !== undefined) return known;
  const offsetAt = zoneClock(zone);
  const months = Array.from({ length: 12 }, (_, month) => month + 1).filter(
    (month) => offsetAt?.(Date.UTC(2025, month - 1, 16)) === seasons.summerMinutes,
  );
  summerMonthsByZone.set(zone, months);
  return months;
}

/** A zone that never differs from UTC, whatever it is called. */
export function isUtc(zone: string): boolean {
  const seasons = seasonsOf(zone);
  return seasons?.winterMinutes === 0 && seasons.summerMinutes === 0;
}

/** Minutes that an IANA time zone is east of UTC at a moment; `undefined` when there is no such zone. */
export function zoneClock(timeZone: string): ((ms: number) => number) | undefined {
  const names = nameReader(timeZone, 'longOffset', 'en');
  if (names === undefined) return undefined;
  return (ms) => {
    const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)$/u.exec(names(ms)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

/** Names of clocks in the time zone database, which PHP uses; places without one of these are written as their offset. */
const clockNames: ReadonlySet<string> = new Set(
  (
    'GMT UTC WET WEST CET CEST EET EEST MSK BST IST IDT SAST EAT CAT WAT PKT JST KST HKT WIB WITA WIT ' +
    'AEST AEDT ACST ACDT AWST NZST NZDT SST HST AKST AKDT PST PDT MST MDT CST CDT EST EDT AST ADT NST NDT'
  ).split(' '),
);

/** What the clocks of a place are called at a moment, such as "CEST"; `undefined` where there is no name. */
export function zoneAbbreviation(timeZone: string, ms: number): string | undefined {
  for (const language of ['en-US', 'en-GB', 'en-AU', 'en-IN']) {
    const name = nameReader(timeZone, 'short', language)?.(ms);
    if (name !== undefined && clockNames.has(name)) return name;
  }
  return undefined;
}

function nameReader(
  timeZone: string,
  timeZoneName: 'short' | 'longOffset',
  language: string,
): ((ms: number) => string) | undefined {
  try {
    const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName });
    return (ms) => format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  } catch {
    return undefined;
  }
}
