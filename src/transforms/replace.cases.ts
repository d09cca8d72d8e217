import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { search: 'a', replacement: 'o' },
    gives: [
      ['banana', 'bonono'],
      ['BANANA', 'BANANA'],
      ['', ''],
      [null, null],
      [
        ['cat', null, 'dog'],
        ['cot', null, 'dog'],
      ],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'Text, not a pattern.',
    arguments: { search: '.', replacement: '$&' },
    gives: [
      ['1.5', '1$&5'],
      ['15', '15'],
    ],
  },
  {
    arguments: { search: '0', replacement: '' },
    gives: [
      [1050, '15'],
      ['00', ''],
    ],
  },
  {
    shows: 'Several searches, one after the other.',
    arguments: { search: ['ä', 'ö'], replacement: 'o' },
    gives: [['äöü', 'ooü']],
  },
  { arguments: { search: ['a', 'b'], replacement: 'b' }, gives: [['ab', 'bb']] },
  { arguments: { search: '', replacement: 'x' }, refusesArguments: 'search' },
  { arguments: { search: 'a' }, refusesArguments: 'replacement' },
  {
    shows: 'A number is the text it was written as.',
    arguments: { search: '0', replacement: 'o' },
    gives: [
      [new ExactNumber('12345678901234567890'), '123456789o123456789o'],
      [new ExactNumber('19.90'), '19.9o'],
    ],
  },
] as const satisfies readonly TransformCase[];
