import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { RetryableError, type FailureDetails } from '../../contract/errors.ts';
import { Pause } from './pause.ts';
import { RetryBudget } from './retry-budget.ts';

const failureOf = (details: Partial<FailureDetails>): RetryableError =>
  new RetryableError({ code: 'run/server-error', message: 'It failed.', status: 500, ...details });
const limited = (retryAfterMs?: number): RetryableError =>
  failureOf({ code: 'run/rate-limited', status: 429, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const budgetOf = (retries = 2, pause = new Pause(manualClock())): RetryBudget =>
  new RetryBudget(retries, pause, (count) => 1000 * 2 ** (count - 1));

/** Waits until the failure is final. */
function waitsOf(budget: RetryBudget, failure: RetryableError): number[] {
  const waits: number[] = [];
  for (let next = budget.next(failure); next !== undefined; next = budget.next(failure)) waits.push(next.waitMs);
  return waits;
}

describe('a failure that may pass', () => {
  it('is tried again after 1, 2, 4 seconds, as often as the step says', () => {
    expect(waitsOf(budgetOf(3), failureOf({}))).toEqual([1000, 2000, 4000]);
    expect(waitsOf(budgetOf(0), failureOf({}))).toEqual([]);
  });

  it('is tried again when the third party says, and the others wait for it', () => {
    const budget = budgetOf();
    const failure = failureOf({ retryAfterMs: 5000 });
    expect(budget.next(failure)).toEqual({ waitMs: 5000, isShared: true });
    expect(budget.attempt).toBe(2);
    expect(waitsOf(budget, failure)).toEqual([5000]);
    expect(budgetOf().next(failureOf({}))).toEqual({ waitMs: 1000, isShared: false });
  });

  it('is the same failure in the end', () => {
    const failure = failureOf({});
    expect(budgetOf().final(failure)).toBe(failure);
  });
});

describe('a rate limit', () => {
  it.each([
    ['429', limited(60_000)],
    ['a limit that says so otherwise', failureOf({ code: 'run/rate-limited', status: 200, retryAfterMs: 60_000 })],
    ['503 with a time', failureOf({ status: 503, retryAfterMs: 60_000 })],
  ])('uses up no attempt: %s', (_, failure) => {
    const budget = budgetOf();
    for (let count = 0; count < 10; count++) expect(budget.next(failure)).toEqual({ waitMs: 60_000, isShared: true });
    expect(budget.attempt).toBe(1);
    expect(waitsOf(budget, failureOf({}))).toEqual([1000, 2000]);
  });

  it('is waited for an hour in all, and then tried as often as another failure', () => {
    expect(waitsOf(budgetOf(1), limited(600_000))).toEqual(Array.from({ length: 7 }, () => 600_000));
    expect(waitsOf(budgetOf(1), limited(3_600_000))).toEqual([3_600_000, 3_600_000]);
  });

  it('is waited for 50 times', () => {
    expect(waitsOf(budgetOf(0), limited(2000))).toHaveLength(50);
  });

  it('that says "at once" again and again is not believed', () => {
    expect(waitsOf(budgetOf(0), limited(0)).slice(0, 3)).toEqual([0, 1000, 1000]);
    expect(waitsOf(budgetOf(0), limited(999)).slice(0, 2)).toEqual([999, 1000]);
    expect(waitsOf(budgetOf(0), limited(1000)).slice(0, 2)).toEqual([1000, 1000]);
  });

  it('that does not say how long is waited for half a minute', () => {
    expect(waitsOf(budgetOf(1), limited())).toEqual([1000, 2000, 4000, 8000, 1000]);
    expect(budgetOf().next(limited())).toEqual({ waitMs: 1000, isShared: true });
  });

  it('that asks for more than an hour is final at once', () => {
    const budget = budgetOf();
    const failure = limited(7_200_000);
    expect(waitsOf(budget, failure)).toEqual([]);
    expect(budget.final(failure)).toMatchObject({
      name: 'TerminalError',
      code: 'run/wait-too-long',
      status: 429,
      message: 'It failed. It asks to wait 120 minutes, and no request waits longer than 60 minutes.',
    });
  });

  it('says in the end how long it was waited for', () => {
    const budget = budgetOf(0);
    waitsOf(budget, limited());
    expect(budget.final(limited())).toMatchObject({
      name: 'RetryableError',
      message: 'It failed. It was sent again after 4 waits of 15 seconds in all.',
    });
    const patient = budgetOf(0);
    waitsOf(patient, limited(600_000));
    expect(patient.final(limited()).message).toContain('6 waits of 60 minutes');
  });

  it('that lasts is not waited for as long by every request, until one is answered', () => {
    const pause = new Pause(manualClock());
    waitsOf(budgetOf(0, pause), limited());
    expect(pause.isLasting).toBe(true);
    expect(waitsOf(budgetOf(1, pause), limited())).toEqual([1000]);
    pause.isLasting = false;
    expect(waitsOf(budgetOf(1, pause), limited())).toHaveLength(5);
  });
});
