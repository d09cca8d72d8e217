import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    arguments: { value: true },
    gives: [
      [null, true],
      [false, true],
      ['no', true],
    ],
  },
  {
    arguments: { value: false },
    gives: [
      [null, false],
      [true, false],
    ],
  },
  { arguments: { value: 'true' }, refusesArguments: 'value' },
  { arguments: {}, refusesArguments: 'value' },
] as const satisfies readonly TransformCase[];
