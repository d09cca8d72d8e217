import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    value: '2026-03-01T10:00:00Z',
    matches: ['2026-03-01T09:59:59Z', '2026-03-01', '2026-03-01T10:30:00+01:00', 1_772_359_199, '1772359199'],
    differs: [
      '2026-03-01T10:00:00Z',
      '2026-03-01T10:30:00-01:00',
      '2026-03-02',
      'soon',
      '',
      null,
      undefined,
      ['2025-01-01'],
      false,
    ],
  },
  { value: '2026-03-01', matches: ['2026-02-28T23:59:59Z'], differs: ['2026-03-01'] },
  {
    type: 'string',
    value: '2026-12-31',
    matches: ['Mon, 02 Mar 2026 09:00:00 +0100'],
    differs: ['Fri, 01 Jan 2027 00:00:00 GMT'],
  },
  {
    dateFormat: 'd/m/Y',
    value: '01/03/2026',
    matches: ['28/02/2026'],
    differs: ['01/03/2026', '01/04/2026', '2025-12-31'],
  },
  { value: 'soon', differs: ['2026-03-01', null] },
] as const satisfies readonly OperatorCase[];
