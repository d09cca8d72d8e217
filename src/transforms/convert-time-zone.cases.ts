import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    shows: 'Summer and winter are those of the place.',
    arguments: { to: 'Europe/Berlin' },
    gives: [
      ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00+01:00'],
      ['2026-07-01T10:00:00Z', '2026-07-01T12:00:00+02:00'],
      ['2026-03-01T10:00:00-05:00', '2026-03-01T16:00:00+01:00'],
      ['2026-03-01', '2026-03-01T01:00:00+01:00'],
      [1772359200, '2026-03-01T11:00:00+01:00'],
      [null, null],
      ['', null],
      [
        ['2026-03-01T10:00:00Z', null],
        ['2026-03-01T11:00:00+01:00', null],
      ],
    ],
    refuses: [
      ['soon', 'expected a date, found a string that is none'],
      [{}, 'expected a date, found an object that is none'],
    ],
  },
  {
    arguments: { to: 'UTC' },
    gives: [['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00+00:00']],
  },
  { arguments: { to: '+05:30' }, gives: [['2026-03-01T10:00:00Z', '2026-03-01T15:30:00+05:30']] },
  {
    shows: 'A date that names no zone is one of the place it comes from.',
    arguments: { from: 'America/New_York', to: 'UTC' },
    gives: [
      ['2026-03-01 10:00:00', '2026-03-01T15:00:00+00:00'],
      ['2026-07-01 10:00:00', '2026-07-01T14:00:00+00:00'],
      ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00+00:00'],
      ['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00+00:00'],
      [1772359200, '2026-03-01T10:00:00+00:00'],
      ['1772359200', '2026-03-01T10:00:00+00:00'],
    ],
  },
  {
    shows: 'A time that the clocks skip is moved on with them; of one that is there twice the first is meant.',
    arguments: { from: 'Europe/Berlin', to: 'UTC' },
    gives: [
      ['2026-03-29 02:30:00', '2026-03-29T01:30:00+00:00'],
      ['2026-10-25 02:30:00', '2026-10-25T00:30:00+00:00'],
    ],
  },
  {
    shows: 'In another format.',
    arguments: { to: 'Europe/Berlin', format: 'd.m.Y H:i T e I' },
    gives: [['2026-07-01T10:00:00Z', '01.07.2026 12:00 CEST Europe/Berlin 1']],
  },
  { arguments: { to: 'Europe/Nowhere' }, refusesArguments: 'there is no time zone "Europe/Nowhere"' },
  { arguments: { to: 'UTC', from: 'Nowhere' }, refusesArguments: 'there is no time zone "Nowhere"' },
  { arguments: {}, refusesArguments: 'to' },
] as const satisfies readonly TransformCase[];
