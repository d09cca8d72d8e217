import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    gives: [
      [null, null],
      ['text', null],
      [5, null],
      [['a'], null],
      [{ a: 1 }, null],
    ],
  },
] as const satisfies readonly TransformCase[];
