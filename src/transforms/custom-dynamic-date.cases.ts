import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    now: '2026-03-01T10:20:30.456Z',
    arguments: {},
    gives: [
      [null, '2026-03-01 10:20:30'],
      ['2020-01-01', '2026-03-01 10:20:30'],
    ],
  },
  { now: '2026-03-01T10:20:30Z', arguments: { round: 'none' }, gives: [[null, '2026-03-01 10:20:30']] },
  { now: '2026-03-01T10:20:30Z', arguments: { round: 'start of day' }, gives: [[null, '2026-03-01 00:00:00']] },
  { now: '2026-03-01T10:20:30Z', arguments: { round: 'end of day' }, gives: [[null, '2026-03-01 23:59:59']] },
  {
    now: '2026-03-01T10:20:30Z',
    arguments: { units: 'second', adjustment: -31 },
    gives: [[null, '2026-03-01 10:19:59']],
  },
  {
    now: '2026-03-01T10:20:30Z',
    arguments: { units: 'minute', adjustment: 45 },
    gives: [[null, '2026-03-01 11:05:30']],
  },
  { now: '2026-03-01T10:20:30Z', arguments: { units: 'hour', adjustment: 36 }, gives: [[null, '2026-03-02 22:20:30']] },
  { now: '2026-03-01T10:20:30Z', arguments: { units: 'day', adjustment: -1 }, gives: [[null, '2026-02-28 10:20:30']] },
  { now: '2026-03-01T10:20:30Z', arguments: { units: 'week', adjustment: 2 }, gives: [[null, '2026-03-15 10:20:30']] },
  {
    shows: 'Without units, days.',
    now: '2026-03-01T10:20:30Z',
    arguments: { adjustment: 1 },
    gives: [[null, '2026-03-02 10:20:30']],
  },
  {
    shows: 'A month runs over, as in PHP.',
    now: '2026-01-31T08:00:00Z',
    arguments: { units: 'month', adjustment: 1 },
    gives: [[null, '2026-03-03 08:00:00']],
  },
  { now: '2024-02-29T08:00:00Z', arguments: { units: 'year', adjustment: 1 }, gives: [[null, '2025-03-01 08:00:00']] },
  {
    shows: 'Rounded first, then moved.',
    now: '2026-03-01T10:20:30Z',
    arguments: { round: 'start of day', units: 'hour', adjustment: -1 },
    gives: [[null, '2026-02-28 23:00:00']],
  },
  { arguments: { units: 'day', adjustment: 1.5 }, refusesArguments: 'adjustment' },
  { arguments: { units: 'fortnight', adjustment: 1 }, refusesArguments: 'units' },
  { arguments: { round: 'noon' }, refusesArguments: 'round' },
  {
    shows: 'A month after 31 January is 3 March, or the last of February where that is asked for.',
    now: '2026-01-31T10:00:00Z',
    arguments: { units: 'month', adjustment: 1 },
    gives: [[null, '2026-03-03 10:00:00']],
  },
  {
    now: '2026-01-31T10:00:00Z',
    arguments: { units: 'month', adjustment: 1, no_overflow: true },
    gives: [[null, '2026-02-28 10:00:00']],
  },
] as const satisfies readonly TransformCase[];
