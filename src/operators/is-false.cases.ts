import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    shows: 'As PHP casts; a missing field does not match.',
    matches: [false, 0, '', '0', null, []],
    differs: [true, 1, 'false', 'no', '0.0', ' ', [0], { a: 1 }, undefined],
  },
  {
    matches: [new ExactNumber('0.00'), new ExactNumber('-0')],
    differs: [new ExactNumber('1e400'), new ExactNumber('0.10')],
  },
] as const satisfies readonly OperatorCase[];
