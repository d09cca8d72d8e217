import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    value: '2026-03-01T10:00:00Z',
    matches: ['2026-03-01T10:00:01Z', '2026-03-01 10:00:01', '2026-03-01T10:30:00-01:00', 1_772_359_201, '1772359201'],
    differs: [
      '2026-03-01T10:00:00Z',
      '2026-03-01T10:30:00+01:00',
      '2026-02-28',
      'soon',
      '',
      null,
      undefined,
      ['2027-01-01'],
      true,
    ],
  },
  {
    shows: 'A day begins at midnight UTC.',
    value: '2026-03-01',
    matches: ['2026-03-01T00:00:01Z', '2026-03-02'],
    differs: ['2026-03-01', '2026-02-28'],
  },
  {
    shows: 'The field is a date, whatever the type of the rule.',
    type: 'string',
    value: '2026-12-31',
    matches: ['Fri, 01 Jan 2027 00:00:00 GMT'],
    differs: ['Mon, 02 Mar 2026 09:00:00 +0100'],
  },
  {
    dateFormat: 'd/m/Y',
    value: '01/03/2026',
    matches: ['02/03/2026', '01/04/2026'],
    differs: ['01/03/2026', '28/02/2026', '2026-12-31'],
  },
  { shows: 'A value that is no date matches nothing.', value: 'soon', differs: ['2026-03-01', 'tomorrow', null] },
] as const satisfies readonly OperatorCase[];
