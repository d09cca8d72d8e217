import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  {
    type: 'number',
    value: '5',
    matches: [5, '5', '5.0', ' 5 '],
    differs: [4, 6, 5.001, '5x', '', null, undefined, [], [5], {}, true],
  },
  { type: 'number', value: '-0.5', matches: [-0.5, '-0.50'], differs: [0.5, 0] },
  { shows: 'A value that is no number matches nothing.', type: 'number', value: 'five', differs: [5, 'five', 0, null] },
  {
    type: 'string',
    value: 'paid',
    matches: ['paid'],
    differs: ['Paid', 'paid ', 'unpaid', '', null, undefined, ['paid'], {}],
  },
  { type: 'string', value: '5', matches: ['5', 5], differs: ['5.0', '05'] },
  { type: 'string', value: 'Grün', matches: ['Grün'], differs: ['grün', 'Gru\u0308n', 'Gruen'] },
  {
    type: 'boolean',
    value: 'true',
    matches: [true, 'true', 1, '1'],
    differs: [false, 'false', 0, '0', 'yes', '', null, undefined, [true]],
  },
  {
    type: 'boolean',
    value: '0',
    matches: [false, 'false', 0, '0'],
    differs: [true, 'true', 1, '1', 'no', '', null, undefined],
  },
  {
    type: 'date',
    value: '2026-03-01T10:00:00Z',
    matches: [
      '2026-03-01T10:00:00Z',
      '2026-03-01 10:00:00',
      '2026-03-01T11:00:00+01:00',
      1_772_359_200,
      1_772_359_200_000,
    ],
    differs: ['2026-03-01T10:00:01Z', '2026-03-01', 'soon', '', null, undefined],
  },
  {
    type: 'date',
    dateFormat: 'd/m/Y',
    value: '01/03/2026',
    matches: ['01/03/2026'],
    differs: ['03/01/2026', '2026-03-01'],
  },
  {
    shows: 'Without a type, the field decides.',
    value: '5',
    matches: [5, '5'],
    differs: ['5.0', 6, null, undefined, true],
  },
  { value: '5.0', matches: [5, '5.0'], differs: ['5'] },
  {
    shows: 'Every digit counts.',
    type: 'number',
    value: long,
    matches: [new ExactNumber(long), long],
    differs: [new ExactNumber(next), next, 12_345_678_901_234_567_000],
  },
  {
    type: 'number',
    value: '19.9',
    matches: [new ExactNumber('19.90'), '19.90', new ExactNumber('1.99e1')],
    differs: [new ExactNumber('19.09')],
  },
  { type: 'string', value: '19.90', matches: [new ExactNumber('19.90')], differs: [19.9] },
  { value: long, matches: [new ExactNumber(long), long], differs: [new ExactNumber(next)] },
] as const satisfies readonly OperatorCase[];
