import { expect, it } from 'vitest';
import { count, duration, number } from './words.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1_234_567, '1,234,567'],
  [-12_345, '-12,345'],
])('writes %i as %s', (value, text) => {
  expect(number(value)).toBe(text);
});

it('counts one and many', () => {
  expect([count(1, 'page'), count(0, 'page'), count(2, 'loss', 'losses')]).toEqual(['1 page', '0 pages', '2 losses']);
});

it.each([
  [0, '0.00 s'],
  [1234, '1.23 s'],
  [12_345, '12.3 s'],
  [59_990, '60.0 s'],
  [60_000, '1:00 min'],
  [187_000, '3:07 min'],
  [7_500_000, '2:05 h'],
])('writes %i milliseconds as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
