import type { TransformCase } from '../contract/cases.ts';

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
] as const satisfies readonly TransformCase[];
