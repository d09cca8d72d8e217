import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    value: 'rush',
    matches: ['rush', 'a rush order', ['gift', 'rush']],
    differs: ['Rush', 'rus', '', [], ['rush order'], null, undefined, {}],
  },
  { value: '5', matches: [15, '5', [5], ['4', '5']], differs: [4, [15], [55], [[5]], [null]] },
  { value: 'ü', matches: ['grün'], differs: ['gru\u0308n', 'GRÜN'] },
  { value: 'true', matches: [true, [true]], differs: [false, [false]] },
  {
    shows: 'A number is the text it was written as.',
    value: '.90',
    matches: [new ExactNumber('19.90')],
    differs: [19.9],
  },
  {
    value: '12345678901234567890',
    matches: [[new ExactNumber('12345678901234567890')]],
    differs: [[new ExactNumber('12345678901234567891')]],
  },
] as const satisfies readonly OperatorCase[];
