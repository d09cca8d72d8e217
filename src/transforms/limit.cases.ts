import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    arguments: { length: 3 },
    gives: [
      ['abcdef', 'abc'],
      ['abc', 'abc'],
      ['ab', 'ab'],
      ['', ''],
      [12345, '123'],
      [null, null],
      [
        ['abcd', null],
        ['abc', null],
      ],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'Counted in code points: no letter is cut in two.',
    arguments: { length: 2 },
    gives: [
      ['😀😁😂', '😀😁'],
      ['😀', '😀'],
      ['äöü', 'äö'],
    ],
  },
  { arguments: { length: 0 }, gives: [['abc', '']] },
  { arguments: { length: -1 }, refusesArguments: 'length' },
  { arguments: { length: 1.5 }, refusesArguments: 'length' },
  { arguments: {}, refusesArguments: 'length' },
] as const satisfies readonly TransformCase[];
