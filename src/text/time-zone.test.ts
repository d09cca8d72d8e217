import { describe, expect, it } from 'vitest';
import { isUtc, seasonsOf, summerMonthsOf } from './time-zone.ts';

describe('the seasons of a time zone', () => {
  it.each([
    ['Europe/Berlin', 60, 120],
    ['America/New_York', -300, -240],
    ['Asia/Kolkata', 330, 330],
    ['Australia/Sydney', 600, 660],
    ['UTC', 0, 0],
  ])('%s: %i and %i minutes', (zone, winterMinutes, summerMinutes) => {
    expect(seasonsOf(zone)).toEqual({ winterMinutes, summerMinutes });
  });

  it('are not made up for a zone that does not exist', () => {
    expect(seasonsOf('Europe/Atlantis')).toBeUndefined();
    expect(isUtc('Europe/Atlantis')).toBe(false);
    expect(isUtc('Etc/UTC')).toBe(true);
    expect(isUtc('Europe/London')).toBe(false);
  });
});

describe('months of summer time', () => {
  it.each([
    ['Europe/London', [4, 5, 6, 7, 8, 9, 10]],
    ['America/New_York', [3, 4, 5, 6, 7, 8, 9, 10]],
    ['Australia/Sydney', [1, 2, 3, 10, 11, 12]],
    ['Asia/Kolkata', []],
    ['UTC', []],
    ['Europe/Atlantis', []],
  ])('of %s', (zone, months) => {
    expect(summerMonthsOf(zone)).toEqual(months);
  });
});
