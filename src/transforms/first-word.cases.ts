import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      ['Ada Lovelace', 'Ada'],
      ['  Ada  King Lovelace ', 'Ada'],
      ['Ada', 'Ada'],
      ['Ada-Maria King', 'Ada-Maria'],
      ['', ''],
      ['   ', ''],
      [null, null],
      [42, '42'],
      [
        ['a b', null],
        ['a', null],
      ],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'Any white space of Unicode stands between words.',
    gives: [
      ['Ada\u00A0Lovelace', 'Ada'],
      ['\u2003Ada\tLovelace', 'Ada'],
      ['Ada\u0085Lovelace', 'Ada'],
    ],
  },
  {
    shows: 'A number is the text it was written as.',
    gives: [
      [new ExactNumber('12345678901234567890'), '12345678901234567890'],
      [new ExactNumber('19.90'), '19.90'],
    ],
  },
] as const satisfies readonly TransformCase[];
