import { describe, expect, it } from 'vitest';
import { placedCronProblem, shiftCron, unevenStep } from './cron.ts';
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

describe('an expression that is none', () => {
  it.each([
    ['61 * * * *', '61', 'there is no minute 61: it goes from 0 to 59'],
    ['0 0 0 * *', '0', 'there is no day of month 0: it goes from 1 to 31'],
    ['0 0 * * 7', '7', 'there is no day of week 7: it goes from 0 to 6, and 0 is Sunday'],
    ['0 0 L * *', 'L', '"L" is no day of month'],
    ['0 0 31 2 *', '31', 'month 2 has no day 31'],
    ['0,,5 * * * *', ',', 'a value of minute is missing'],
    ['0 20-8 * * *', '20-8', 'the range "20-8" goes backwards'],
    ['*/0 * * * *', '*/0', '"*/0" has no step behind the "/"'],
    ['0 0 * * 1#2', '1#2', '"1#2" is no day of week'],
    ['0 0 * * * *', '*', 'it has 6 fields instead of five'],
    ['', '', 'it has no fields instead of five'],
  ])('%s is marked at %s', (cron, mark, what) => {
    const problem = placedCronProblem(cron);
    expect([problem?.what, cron.slice(problem?.part.start, problem?.part.end)]).toEqual([what, mark]);
  });

  it.each(['*/15 0-6 1,15 JAN-MAR MON-FRI', '0 0 29 2 *', '0 0 31 2 1'])('%s is one', (cron) => {
    expect(placedCronProblem(cron)).toBeUndefined();
  });

  it('counts in uneven steps in each way to write them', () => {
    expect(['*/45 * * * *', '0-59/45 * * * *', '0 */5 * * *', '*/15 * * * *'].map(unevenStep)).toEqual([
      45,
      45,
      5,
      undefined,
    ]);
  });
});
