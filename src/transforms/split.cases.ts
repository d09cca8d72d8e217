import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { delimiter: ',' },
    gives: [
      ['a,b,c', ['a', 'b', 'c']],
      ['a', ['a']],
      ['a,,b,', ['a', '', 'b', '']],
      ['', ['']],
      [12, ['12']],
      [null, null],
      [
        ['a,b', null],
        [['a', 'b'], null],
      ],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'Text, not a pattern; white space stays.',
    arguments: { delimiter: '. ' },
    gives: [['a. b.c', ['a', 'b.c']]],
  },
  { arguments: { delimiter: '|' }, gives: [['ä|😀', ['ä', '😀']]] },
  { arguments: { delimiter: '' }, refusesArguments: 'delimiter' },
  { arguments: {}, refusesArguments: 'delimiter' },
  {
    shows: 'A number is the text it was written as.',
    arguments: { delimiter: '.' },
    gives: [[new ExactNumber('19.90'), ['19', '90']]],
  },
] as const satisfies readonly TransformCase[];
