import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/verify/budget.ts';
import { openVerification } from '../../src/verify/verify-bundle.ts';
import { withVerification } from '../support/verify.ts';

describe('a budget', () => {
  it('is shared out evenly, and what is left over goes to those behind', () => {
    let now = 0;
    const budget = createBudget(10, 1, () => now);
    expect(budget.next(5)).toBe(2000);
    now = 500;
    expect(budget.next(4)).toBe(2375);
    now = 9900;
    expect(budget.next(1)).toBe(100);
    now = 10_001;
    expect(budget.next(1)).toBe(0);
  });

  it('gives each of several workers its part, and never more than there is', () => {
    const budget = createBudget(10, 2, () => 0);
    expect([budget.next(4), budget.next(1)]).toEqual([5000, 10_000]);
  });
});

describe('a verification that runs out of time', () => {
  it('names the scenarios that it did not reach', async () => {
    const time = new AbortController();
    const onProgress = (_: string, scenario: string): void => {
      if (scenario === 'poison') time.abort();
    };
    const verdict = await withVerification((input) =>
      openVerification({ ...input, onProgress }).verify('1001', time.signal),
    );
    expect(verdict).toMatchObject({ verified: true, equal: true, uncovered: [] });
    if (!verdict.verified) return;
    expect(verdict.scenarios.map(({ name }) => name)).toEqual(['plain', 'values', 'overlap', 'repeated']);
    expect(verdict.untried.map(({ name }) => name)).toEqual(expect.arrayContaining(['poison', 'outage']));
  });

  it('does not count rows as seen whose records were not run', async () => {
    const time = new AbortController();
    const onProgress = (_: string, scenario: string): void => {
      if (scenario === 'values') time.abort();
    };
    const samples = { records: new Map(), inbound: new Map() };
    const verdict = await withVerification((input) =>
      openVerification({ ...input, samples, onProgress }).verify('1001', time.signal),
    );
    expect(verdict).toMatchObject({ verified: true, scenarios: [{ name: 'plain' }] });
    expect(verdict.verified && verdict.uncovered).not.toEqual([]);
  });

  it('says nothing of a service that it did not reach', async () => {
    const verdict = await withVerification((input) => openVerification(input).verify('1001', AbortSignal.abort()));
    expect(verdict).toMatchObject({ verified: false, isUntried: true });
  });
});
