import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    value: '2026-03-01',
    matches: ['2026-03-01', '2026-03-01T00:00:00Z', '2026-03-01T23:59:59Z', '2026-03-02T00:30:00+01:00', 1_772_359_200],
    differs: [
      '2026-02-28T23:59:59Z',
      '2026-03-02',
      '2026-03-01T00:30:00+01:00',
      'soon',
      '',
      null,
      undefined,
      ['2026-03-01'],
    ],
  },
  {
    shows: 'The time of the value does not matter.',
    value: '2026-03-01T10:00:00Z',
    matches: ['2026-03-01T03:00:00Z'],
    differs: ['2026-03-02T03:00:00Z'],
  },
  { dateFormat: 'd/m/Y', value: '01/03/2026', matches: ['01/03/2026'], differs: ['03/01/2026', '2026-03-01'] },
  { value: 'soon', differs: ['2026-03-01', 'soon', null, undefined] },
] as const satisfies readonly OperatorCase[];
