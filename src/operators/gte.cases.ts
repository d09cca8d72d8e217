import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  {
    type: 'number',
    value: '10',
    matches: [10, '10', '10.0', 11, 10.01],
    differs: [9.99, 2, '9', 'many', '', null, undefined, [10]],
  },
  { type: 'string', value: 'b', matches: ['b', 'ba', 'c', 'é'], differs: ['a', 'B', '', null, undefined] },
  { type: 'string', value: '～', matches: ['😀', '～'], differs: ['z'] },
  {
    type: 'date',
    value: '2026-03-01',
    matches: ['2026-03-01', '2026-03-01T00:00:01Z', '2027-01-01'],
    differs: ['2026-02-28T23:59:59Z', '2026-03-01T00:00:00+01:00', 'soon', null, undefined],
  },
  { value: '10', matches: [10, 11, '10', '9'], differs: [9, null, undefined] },
  {
    shows: 'Every digit counts.',
    type: 'number',
    value: long,
    matches: [new ExactNumber(next), new ExactNumber(long)],
    differs: [new ExactNumber('12345678901234567889')],
  },
] as const satisfies readonly OperatorCase[];
