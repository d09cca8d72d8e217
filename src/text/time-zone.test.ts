import { describe, expect, it } from 'vitest';
import { isUtc, seasonsOf } from './time-zone.ts';

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
