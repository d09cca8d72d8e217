import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      [[1, 2, 3], 3],
      [[], 0],
      [[null], 1],
      [[[1, 2]], 1],
      [{ a: 1, b: 2 }, 2],
      [{}, 0],
      ['text', 1],
      ['', 1],
      [0, 1],
      [false, 1],
      [null, 0],
    ],
  },
  {
    gives: [
      [new ExactNumber('19.90'), 1],
      [[new ExactNumber('19.90'), 2], 2],
    ],
  },
] as const satisfies readonly TransformCase[];
