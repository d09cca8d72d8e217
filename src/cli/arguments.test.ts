import { describe, expect, it } from 'vitest';
import { readMoment } from './arguments.ts';

describe('--now', () => {
  it.each([
    ['2026-03-01T10:00:00Z', Date.UTC(2026, 2, 1, 10)],
    ['2026-03-01T10:00:00.250Z', Date.UTC(2026, 2, 1, 10, 0, 0, 250)],
    ['2026-03-01T10:00+01:00', Date.UTC(2026, 2, 1, 9)],
    ['2026-03-01', Date.UTC(2026, 2, 1)],
  ])('%s', (text, ms) => expect(readMoment(text)).toBe(ms));

  it.each([
    '2026-03-01T10:00:00',
    '2026-03-01T10:00',
    '2026-02-31',
    '2026-02-30T10:00:00Z',
    '2026-03-01T25:00:00Z',
    '1 March',
    '2026',
    '',
  ])('%s is refused with what would be right', (text) =>
    expect(() => readMoment(text)).toThrow(expect.objectContaining({ code: 'cli/wrong-usage', exit: 2 })),
  );
});
