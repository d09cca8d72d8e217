import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    value: 'rush',
    matches: ['rush', 'a rush order', ['gift', 'rush']],
    differs: ['Rush', 'rus', '', [], ['rush order'], null, undefined, {}],
  },
  { value: '5', matches: [15, '5', [5], ['4', '5']], differs: [4, [15], [55], [[5]], [null]] },
  { value: 'ü', matches: ['grün'], differs: ['gru\u0308n', 'GRÜN'] },
  { value: 'true', matches: [true, [true]], differs: [false, [false]] },
] as const satisfies readonly OperatorCase[];
