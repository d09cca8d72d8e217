import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

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
  {
    shows: 'A number is the text it was written as.',
    arguments: { length: 4 },
    gives: [
      [new ExactNumber('12345678901234567890'), '1234'],
      [new ExactNumber('19.90'), '19.9'],
    ],
  },
] as const satisfies readonly TransformCase[];
