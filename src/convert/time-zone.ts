/** Offsets from UTC of a time zone, in minutes: the smaller one is winter time. An unknown zone counts as UTC. */
export function seasonsOf(zone: string): { readonly winterMinutes: number; readonly summerMinutes: number } {
  // Any year will do: the converter has no clock, and what is asked is the difference between the seasons.
  const offsets = [Date.UTC(2025, 0, 1), Date.UTC(2025, 6, 1)].map((moment) => offsetMinutes(zone, moment));
  return { winterMinutes: Math.min(...offsets), summerMinutes: Math.max(...offsets) };
}

/** A zone that never differs from UTC, whatever it is called. */
export function isUtc(zone: string): boolean {
  const { winterMinutes, summerMinutes } = seasonsOf(zone);
  return winterMinutes === 0 && summerMinutes === 0;
}

function offsetMinutes(timeZone: string, moment: number): number {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(moment);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)$/u.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  } catch {
    return 0;
  }
}
