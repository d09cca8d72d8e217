/** Offsets from UTC of a time zone over a year, in minutes; winter time is the smaller one. */
export interface Seasons {
  readonly winterMinutes: number;
  readonly summerMinutes: number;
}

/** The offsets of an IANA time zone, or `undefined` when there is no such zone. */
export function seasonsOf(zone: string): Seasons | undefined {
  // Any year will do: what is asked is the difference between the seasons, and nothing here has a clock.
  const offsets = [Date.UTC(2025, 0, 1), Date.UTC(2025, 6, 1)].map((moment) => offsetMinutes(zone, moment));
  const known = offsets.filter((offset) => offset !== undefined);
  if (known.length < offsets.length) return undefined;
  return { winterMinutes: Math.min(...known), summerMinutes: Math.max(...known) };
}

/** A zone that never differs from UTC, whatever it is called. */
export function isUtc(zone: string): boolean {
  const seasons = seasonsOf(zone);
  return seasons?.winterMinutes === 0 && seasons.summerMinutes === 0;
}

function offsetMinutes(timeZone: string, moment: number): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(moment);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)$/u.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  } catch {
    return undefined;
  }
}
