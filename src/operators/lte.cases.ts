import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  {
    type: 'number',
    value: '10',
    matches: [10, '10', '10.0', 9.99, -11],
    differs: [10.01, 11, '100', 'few', '', null, undefined, [10]],
  },
  { type: 'string', value: 'b', matches: ['b', 'a', 'B', ''], differs: ['ba', 'c', 'é', null, undefined] },
  { type: 'string', value: '😀', matches: ['～', '😀'], differs: ['😁'] },
  {
    type: 'date',
    value: '2026-03-01',
    matches: ['2026-03-01', '2026-02-28T23:59:59Z', '2026-03-01T00:00:00+01:00'],
    differs: ['2026-03-01T00:00:01Z', '2027-01-01', 'soon', null, undefined],
  },
  { value: '10', matches: [10, 9, '10', '1'], differs: [11, '9', null, undefined] },
  {
    shows: 'Every digit counts.',
    type: 'number',
    value: long,
    matches: [new ExactNumber(long), long],
    differs: [new ExactNumber(next), next],
  },
] as const satisfies readonly OperatorCase[];
