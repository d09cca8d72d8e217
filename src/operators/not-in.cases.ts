import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  { value: 'paid, shipped,5', matches: ['Paid', 'paid ', 'pai', '', 6], differs: ['paid', 'shipped', '5', 5] },
  { shows: 'A missing field does not match.', value: 'paid', differs: [null, undefined, ['open'], {}] },
  { type: 'number', value: '1,2.50', matches: [2, 12], differs: [1, '1', '1.0', 2.5, 'one', null, undefined] },
  { value: long, matches: [new ExactNumber(next)], differs: [new ExactNumber(long)] },
  { type: 'number', value: long, matches: [new ExactNumber(next)], differs: [new ExactNumber(long)] },
] as const satisfies readonly OperatorCase[];
