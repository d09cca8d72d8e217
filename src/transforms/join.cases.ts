import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { delimiter: ',' },
    gives: [
      [['Apples', 'Oranges'], 'Apples,Oranges'],
      [['a'], 'a'],
      [[], ''],
      [['a', null, 'b'], 'a,,b'],
      [[1, 2.5, true], '1,2.5,true'],
      ['single', 'single'],
      [5, 5],
      [null, null],
    ],
    refuses: [
      [[['a']], 'a list inside it'],
      [[{ a: 1 }], 'expected text, found an object'],
    ],
  },
  { arguments: { delimiter: '' }, gives: [[['a', 'b'], 'ab']] },
  { arguments: { delimiter: ' – ' }, gives: [[['ä', '😀'], 'ä – 😀']] },
  { arguments: {}, refusesArguments: 'delimiter' },
  {
    shows: 'A number is the text it was written as.',
    arguments: { delimiter: ',' },
    gives: [
      [[new ExactNumber('12345678901234567890'), new ExactNumber('19.90')], '12345678901234567890,19.90'],
      [new ExactNumber('19.90'), new ExactNumber('19.90')],
    ],
  },
] as const satisfies readonly TransformCase[];
