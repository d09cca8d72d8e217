import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    arguments: { units: 'day', adjustment: 1 },
    gives: [
      ['2026-02-28T10:00:00Z', '2026-03-01T10:00:00+00:00'],
      ['2026-02-28', '2026-03-01T00:00:00+00:00'],
      ['2026-02-28 23:30:00', '2026-03-01T23:30:00+00:00'],
      [1_772_272_800, '2026-03-01T10:00:00+00:00'],
      ['', null],
      [null, null],
    ],
    refuses: [
      ['soon', 'expected a date, found a string'],
      ['2026-02-30', 'expected a date'],
      [true, 'expected a date, found a boolean'],
      [{}, 'expected a date, found an object'],
      [['2026-03-01'], 'expected a date, found a list'],
    ],
  },
  {
    shows: 'The offset of the source is kept.',
    arguments: { units: 'hour', adjustment: -2 },
    gives: [['2026-03-01T01:00:00+05:30', '2026-02-28T23:00:00+05:30']],
  },
  { arguments: { units: 'second', adjustment: 90 }, gives: [['2026-03-01T10:00:00Z', '2026-03-01T10:01:30+00:00']] },
  { arguments: { units: 'minute', adjustment: -15 }, gives: [['2026-03-01T10:00:00Z', '2026-03-01T09:45:00+00:00']] },
  { arguments: { units: 'week', adjustment: 1 }, gives: [['2026-12-28', '2027-01-04T00:00:00+00:00']] },
  {
    shows: 'A month runs over, as in PHP.',
    arguments: { units: 'month', adjustment: 1 },
    gives: [
      ['2026-01-31', '2026-03-03T00:00:00+00:00'],
      ['2026-12-15', '2027-01-15T00:00:00+00:00'],
      // It is still January there.
      ['2026-01-31T23:30:00-05:00', '2026-03-03T23:30:00-05:00'],
    ],
  },
  { arguments: { units: 'year', adjustment: -1 }, gives: [['2024-02-29', '2023-03-01T00:00:00+00:00']] },
  { arguments: { units: 'day', adjustment: 0.5 }, refusesArguments: 'adjustment' },
  { arguments: { units: 'quarter', adjustment: 1 }, refusesArguments: 'units' },
  { arguments: { units: 'day' }, refusesArguments: 'adjustment' },
  { arguments: { adjustment: 1 }, refusesArguments: 'units' },
  {
    shows: 'Without overflow a month that is too short ends on its last day.',
    arguments: { units: 'month', adjustment: 1, no_overflow: true },
    gives: [
      ['2026-01-31T10:00:00Z', '2026-02-28T10:00:00+00:00'],
      ['2024-01-31T10:00:00Z', '2024-02-29T10:00:00+00:00'],
      ['2026-01-28T10:00:00Z', '2026-02-28T10:00:00+00:00'],
      ['2026-03-01T00:30:00+01:00', '2026-04-01T00:30:00+01:00'],
    ],
  },
  {
    arguments: { units: 'year', adjustment: -1, no_overflow: true },
    gives: [['2024-02-29T10:00:00Z', '2023-02-28T10:00:00+00:00']],
  },
] as const satisfies readonly TransformCase[];
