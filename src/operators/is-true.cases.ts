import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    shows: 'As PHP casts: only the text "0" and empty text are false.',
    matches: [true, 1, -1, 0.5, 'true', 'false', 'no', '0.0', ' ', [0], { a: 1 }],
    differs: [false, 0, '', '0', null, undefined, []],
  },
  {
    matches: [new ExactNumber('1e400'), new ExactNumber('0.10')],
    differs: [new ExactNumber('0.00'), new ExactNumber('-0')],
  },
] as const satisfies readonly OperatorCase[];
