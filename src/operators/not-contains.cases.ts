import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    value: 'rush',
    matches: ['Rush', 'rus', '', [], ['rush order'], 7],
    differs: ['rush', 'a rush order', ['gift', 'rush']],
  },
  { shows: 'A missing field does not match.', value: 'rush', differs: [null, undefined, {}] },
  { value: '5', matches: [4, [15], [[5]]], differs: [15, [5], ['5']] },
  { value: '.90', matches: [19.9], differs: [new ExactNumber('19.90')] },
] as const satisfies readonly OperatorCase[];
