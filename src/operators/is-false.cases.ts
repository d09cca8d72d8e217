import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    shows: 'As PHP casts; a missing field does not match.',
    matches: [false, 0, '', '0', null, []],
    differs: [true, 1, 'false', 'no', '0.0', ' ', [0], { a: 1 }, undefined],
  },
] as const satisfies readonly OperatorCase[];
