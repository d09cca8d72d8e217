import { zoneClock } from './time-zone.ts';

/** An offset, and how the zone was written: "UTC", "Z", "EST", "Europe/Berlin"; absent where it was written as the offset. */
export interface Zone {
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
  readonly zone?: string;
}

/** Abbreviations that mean one offset everywhere they are used, in hours; those of RFC 2822 and of Europe. */
const abbreviations: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  UT: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  BST: 1,
};

const summer: ReadonlySet<string> = new Set(['EDT', 'CDT', 'MDT', 'PDT', 'WEST', 'CEST', 'EEST', 'BST']);

export function isSummer(abbreviation: string): boolean {
  return summer.has(abbreviation);
}

/** The furthest that any place has ever been from UTC, and some more. */
const furthestHours = 18;

/** Reads `Z`, `+01:00`, `+0100`, `+01` or an abbreviation; `undefined` for anything else. */
export function fixedZone(text: string): Zone | undefined {
  const [, sign, hours = '', minutes = '0'] = /^([+-])(\d\d)(?::?(\d\d))?$/u.exec(text) ?? [];
  if (sign !== undefined) {
    const size = Number(hours) * 60 + Number(minutes);
    if (Number(minutes) > 59 || size > furthestHours * 60) return undefined;
    return { offsetMinutes: sign === '-' && size > 0 ? -size : size };
  }
  const zone = text.toUpperCase();
  const offset = Object.hasOwn(abbreviations, zone) ? abbreviations[zone] : undefined;
  return offset === undefined ? undefined : { offsetMinutes: offset * 60, zone };
}

/** The zone of a local time; `from` is what the clocks showed beyond UTC when it was read, where that is not its offset. */
export interface PlacedZone {
  readonly zone: Zone;
  readonly from: number;
}

/** Reads the zone of a local time, which is given in milliseconds as if it were UTC. */
export type ReadZone = (text: string, localMs: number) => PlacedZone | undefined;

/**
 * Makes a reader of zones that also knows names such as "Europe/Berlin". A time that a place skipped is moved on by as much
 * as its clocks were, and one that it had twice is the first of the two, as in PHP.
 */
export function zoneReader(): ReadZone {
  const clocks = new Map<string, ((ms: number) => number) | undefined>();
  return (text, localMs) => {
    const fixed = fixedZone(text);
    if (fixed !== undefined) return { zone: fixed, from: fixed.offsetMinutes };
    if (!/^[A-Za-z_]+(?:\/[A-Za-z_+-]+)+$/u.test(text)) return undefined;
    if (!clocks.has(text)) clocks.set(text, zoneClock(text));
    const offsetAt = clocks.get(text);
    if (offsetAt === undefined) return undefined;
    const before = offsetAt(localMs - dayMs);
    const candidates = [before, offsetAt(localMs + dayMs)].toSorted((a, b) => b - a);
    const own = candidates.find((offset) => offsetAt(localMs - offset * 60_000) === offset);
    const from = own ?? before;
    return { zone: { offsetMinutes: offsetAt(localMs - from * 60_000), zone: text }, from };
  };
}

const dayMs = 86_400_000;
