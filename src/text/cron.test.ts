import { describe, expect, it } from 'vitest';
import { shiftCron } from './cron.ts';
import { longestPauseMs, startTogether } from './cron-starts.ts';

describe('a shifted schedule', () => {
  it.each([
    ['30 7,19 * * *', -60, '30 6,18 * * *'],
    ['0 9-11 * * 1-5', -120, '0 7,8,9 * * 1-5'],
    ['0 0 * * *', -60, '0 23 * * *'],
    ['15 8 * * *', -330, '45 2 * * *'],
    ['*/10 * * * *', -60, '*/10 * * * *'],
    ['5 * * * *', -330, '35 * * * *'],
    ['0 */6 * * *', 60, '0 1,7,13,19 * * *'],
    ['0 22-23 * * *', 120, '0 0,1 * * *'],
  ])('%s by %i minutes is %s', (cron, minutes, shifted) => {
    expect(shiftCron(cron, minutes)).toBe(shifted);
  });

  it.each([
    ['0 0 * * 1', -60],
    ['0,30 8 * * *', -330 + 15],
    ['0 8 * * 1#2', -1440],
    ['0 8,BAD * * *', -60],
  ])('%s by %i minutes cannot be said in five fields', (cron, minutes) => {
    expect(shiftCron(cron, minutes)).toBeUndefined();
  });
});

describe('the starts of a schedule', () => {
  const minute = 60_000;
  it.each([
    ['*/10 * * * *', 10 * minute],
    ['*/45 * * * *', 45 * minute],
    ['0 3 * * *', 1440 * minute],
    ['0 7,19 * * *', 720 * minute],
    ['0 8 * * 1-5', 3 * 1440 * minute],
    ['0 0 1 1 *', 366 * 1440 * minute],
  ])('%s pauses at most %i ms', (cron, pause) => {
    expect(longestPauseMs(cron)).toBe(pause);
  });

  it('coincide only on a minute and a day that both have', () => {
    expect(startTogether('*/10 * * * *', '30 3 * * *')).toBe(true);
    expect(startTogether('*/10 * * * *', '5 3 * * *')).toBe(false);
    expect(startTogether('0 3 * * 1', '0 3 * * 2')).toBe(false);
    expect(startTogether('0 3 13 * *', '0 3 * * 5')).toBe(true);
  });
});
