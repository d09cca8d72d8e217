import { describe, expect, it } from 'vitest';
import type { Failure } from '../contract/events.ts';
import { groupFailures } from './group-failures.ts';

const refused = (key: string, more: Partial<Failure> = {}): Failure => ({
  code: 'run/rejected',
  message: 'POST "Create" was answered with 422.',
  step: 'Push',
  status: 422,
  origin: { page: 1, key },
  answer: '{"message":"sku is unknown"}',
  ...more,
});

describe('failures are grouped', () => {
  it('when only the record differs', () => {
    const failures = Array.from({ length: 250 }, (_, index) => refused(`ORD-${index}`));
    const groups = groupFailures(failures, 8);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ count: 250, varies: { answer: false }, example: failures[0] });
    expect(groups[0]?.origins.map(({ key }) => key)).toEqual(['ORD-0', 'ORD-1', 'ORD-2', 'ORD-3', 'ORD-4']);
  });

  it.each([
    ['numbers', 'total 10.50 is above 10', 'total 7 is above 9,000.25'],
    ['ids', 'order 6f1c2b1e-0000-4c5d-9a1b-2f2f2f2f2f2f is gone', 'order 0b1c2b1e-1111-4c5d-9a1b-3f3f3f3f3f3f is gone'],
    ['dates', 'from 2026-03-01T10:00:00Z on', 'from 2025-12-24T09:30:59Z on'],
    ['keys without a digit', 'customer "anna" is unknown', 'customer "bert" is unknown'],
  ])('whatever %s their answers hold', (_, first, second) => {
    const groups = groupFailures([refused('anna', { answer: first }), refused('bert', { answer: second })], 8);
    expect(groups).toMatchObject([{ count: 2, varies: { message: false, answer: true }, example: { answer: first } }]);
  });

  it.each([
    ['code', { code: 'run/server-error' as const }],
    ['step', { step: 'Other' }],
    ['status', { status: 409 }],
    ['message', { message: 'PUT "Create" was answered with 422.' }],
    ['answer', { answer: '{"message":"price is missing"}' }],
  ])('but not when the %s differs', (_, more) => {
    expect(groupFailures([refused('1'), refused('2', more)], 8)).toHaveLength(2);
  });

  it('also when the words of answers differ, where there would be too many groups', () => {
    const words = ['apple', 'pear', 'plum'];
    const failures = words.map((word) => refused('x', { answer: `no ${word} here` }));
    const others = words.map((word) => refused('x', { answer: `${word} again`, status: 409 }));
    expect(groupFailures([...failures, ...others], 4)).toMatchObject([
      { count: 3, varies: { answer: true }, example: { status: 422 } },
      { count: 3, varies: { answer: true }, example: { status: 409 } },
    ]);
  });

  it('with the largest group first', () => {
    const groups = groupFailures([refused('1', { status: 409 }), refused('2'), refused('3')], 8);
    expect(groups.map(({ count }) => count)).toEqual([2, 1]);
  });

  it('also where nothing says which record it was', () => {
    const { origin: _, ...unnamed } = refused('1');
    expect(groupFailures([unnamed, unnamed], 8)).toMatchObject([{ count: 2, origins: [] }]);
  });
});
