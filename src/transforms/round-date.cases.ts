import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    shows: 'To the day, in the offset of the date.',
    arguments: { round: 'start of day' },
    gives: [
      ['2026-03-01T10:20:30Z', '2026-03-01T00:00:00+00:00'],
      ['2026-03-01T00:20:30+01:00', '2026-03-01T00:00:00+01:00'],
      ['2026-03-01T23:20:30-05:00', '2026-03-01T00:00:00-05:00'],
      [1772323230, '2026-03-01T00:00:00+00:00'],
      [null, null],
      ['', null],
      [
        ['2026-03-01', null],
        ['2026-03-01T00:00:00+00:00', null],
      ],
    ],
    refuses: [
      ['soon', 'expected a date, found a string that is none'],
      [{}, 'expected a date, found an object that is none'],
      [true, 'expected a date, found a boolean that is none'],
    ],
  },
  {
    arguments: { round: 'end of day' },
    gives: [
      ['2026-03-01T10:20:30.5Z', '2026-03-01T23:59:59+00:00'],
      ['2026-03-01T00:20:30+01:00', '2026-03-01T23:59:59+01:00'],
    ],
  },
  {
    shows: 'Or to another unit.',
    arguments: { round: 'start' },
    gives: [['2026-03-01T10:20:30Z', '2026-03-01T00:00:00+00:00']],
  },
  {
    arguments: { round: 'start', units: 'minute' },
    gives: [['2026-03-01T10:20:30Z', '2026-03-01T10:20:00+00:00']],
  },
  { arguments: { round: 'end', units: 'minute' }, gives: [['2026-03-01T10:20:30Z', '2026-03-01T10:20:59+00:00']] },
  { arguments: { round: 'start', units: 'hour' }, gives: [['2026-03-01T10:20:30Z', '2026-03-01T10:00:00+00:00']] },
  { arguments: { round: 'end', units: 'hour' }, gives: [['2026-03-01T10:20:30Z', '2026-03-01T10:59:59+00:00']] },
  {
    shows: 'Weeks begin on Monday.',
    arguments: { round: 'start', units: 'week' },
    gives: [
      ['2026-03-01T10:20:30Z', '2026-02-23T00:00:00+00:00'],
      ['2026-03-02T10:20:30Z', '2026-03-02T00:00:00+00:00'],
    ],
  },
  { arguments: { round: 'end', units: 'week' }, gives: [['2026-02-25T10:20:30Z', '2026-03-01T23:59:59+00:00']] },
  { arguments: { round: 'start', units: 'month' }, gives: [['2026-03-31T10:20:30Z', '2026-03-01T00:00:00+00:00']] },
  {
    arguments: { round: 'end', units: 'month' },
    gives: [
      ['2024-02-10', '2024-02-29T23:59:59+00:00'],
      ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59+00:00'],
    ],
  },
  { arguments: { round: 'start', units: 'year' }, gives: [['2026-03-31T10:20:30Z', '2026-01-01T00:00:00+00:00']] },
  { arguments: { round: 'end', units: 'year' }, gives: [['2026-03-31T10:20:30Z', '2026-12-31T23:59:59+00:00']] },
  { arguments: { round: 'middle' }, refusesArguments: 'round' },
  { arguments: {}, refusesArguments: 'round' },
] as const satisfies readonly TransformCase[];
