import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  {
    value: 'paid, shipped,5',
    matches: ['paid', 'shipped', '5', 5],
    differs: ['Paid', 'paid ', 'pai', 'paid, shipped', '5.0', '', null, undefined, ['paid'], {}],
  },
  { value: 'paid', matches: ['paid'], differs: ['paid,'] },
  { type: 'number', value: '1,2.50', matches: [1, '1', '1.0', 2.5], differs: [2, 12, 'one', null, undefined] },
  { value: 'true', matches: [true, 'true'], differs: [false] },
  {
    shows: 'Every digit counts.',
    value: `7,${long}`,
    matches: [new ExactNumber(long), long, 7],
    differs: [new ExactNumber(next), next],
  },
  { type: 'number', value: `7,${long}`, matches: [new ExactNumber(long), long], differs: [new ExactNumber(next)] },
] as const satisfies readonly OperatorCase[];
