import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    shows: 'As PHP casts: only the text "0" and empty text are false.',
    matches: [true, 1, -1, 0.5, 'true', 'false', 'no', '0.0', ' ', [0], { a: 1 }],
    differs: [false, 0, '', '0', null, undefined, []],
  },
] as const satisfies readonly OperatorCase[];
