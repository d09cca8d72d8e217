import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  {
    type: 'number',
    value: '10',
    matches: [9.99, '9', 2, -11, 0],
    differs: [10, '10', 10.01, 11, '100', 'few', '', null, undefined, [9], false],
  },
  { type: 'string', value: '9', matches: ['10', '8', ''], differs: ['9', '90', 'a', null, undefined] },
  { type: 'string', value: '😀', matches: ['～', 'z'], differs: ['😀', '😁'] },
  {
    type: 'date',
    value: '2026-03-01T10:00:00Z',
    matches: ['2026-03-01T09:59:59Z', '2026-03-01T10:30:00+01:00', 1_772_359_199],
    differs: ['2026-03-01T10:00:00Z', '2026-03-01T10:30:00-01:00', 'soon', null, undefined],
  },
  { value: '10', matches: [9, '1'], differs: ['9', 10, 11, null, undefined] },
  { type: 'boolean', value: 'true', differs: [true, false, 1, 0, null, undefined] },
  {
    shows: 'Every digit counts.',
    type: 'number',
    value: next,
    matches: [new ExactNumber(long), long],
    differs: [new ExactNumber(next), next],
  },
] as const satisfies readonly OperatorCase[];
