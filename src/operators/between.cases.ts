import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    type: 'number',
    value: '5,10',
    matches: [5, 10, 7.5, '5', '10.0'],
    differs: [4.99, 10.01, '11', 'six', '', null, undefined, [7]],
  },
  { type: 'number', value: ' -1 , 1 ', matches: [-1, 0, 1], differs: [-1.1, 1.1] },
  {
    type: 'date',
    value: '2026-03-01,2026-03-31',
    matches: ['2026-03-01', '2026-03-15T12:00:00Z', '2026-03-31'],
    differs: ['2026-02-28', '2026-03-31T00:00:01Z', 'soon', null, undefined],
  },
  {
    dateFormat: 'd/m/Y',
    type: 'date',
    value: '01/03/2026,31/03/2026',
    matches: ['01/03/2026', '31/03/2026'],
    differs: ['01/04/2026', '28/02/2026'],
  },
  { shows: 'Without a second bound nothing lies between.', type: 'number', value: '5', differs: [4, 5, 6] },
  { shows: 'Bounds the wrong way round hold nothing.', type: 'number', value: '10,5', differs: [5, 7, 10] },
  { value: '5,10', matches: [5, 10], differs: [4, 11, null, undefined] },
  {
    shows: 'Every digit counts.',
    type: 'number',
    value: '12345678901234567889,12345678901234567890',
    matches: [new ExactNumber('12345678901234567889'), new ExactNumber('12345678901234567890')],
    differs: [new ExactNumber('12345678901234567888'), new ExactNumber('12345678901234567891')],
  },
] as const satisfies readonly OperatorCase[];
