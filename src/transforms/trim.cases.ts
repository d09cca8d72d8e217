import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      ['  SO-1 ', 'SO-1'],
      ['\t\n\r\0\v a b \v\0\r\n\t', 'a b'],
      ['a', 'a'],
      ['   ', ''],
      ['', ''],
      [null, null],
      [5, '5'],
      [
        [' a ', null],
        ['a', null],
      ],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'As in PHP, other white space stays: a no-break space is text.',
    gives: [['\u00A0a\u00A0', '\u00A0a\u00A0']],
  },
  {
    shows: 'A number is the text it was written as.',
    gives: [
      [new ExactNumber('12345678901234567890'), '12345678901234567890'],
      [new ExactNumber('19.90'), '19.90'],
    ],
  },
] as const satisfies readonly TransformCase[];
