import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    gives: [
      ['text', 'text'],
      ['', ''],
      [5, '5'],
      [-0.5, '-0.5'],
      [true, 'true'],
      [false, 'false'],
      [null, ''],
      [['a', 1, null], '["a",1,null]'],
      [{ a: { b: 'ä' } }, '{"a":{"b":"ä"}}'],
      [[], '[]'],
    ],
  },
] as const satisfies readonly TransformCase[];
