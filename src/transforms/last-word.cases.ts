import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      ['Ada Lovelace', 'Lovelace'],
      ['  Ada  King Lovelace ', 'Lovelace'],
      ['Ada', 'Ada'],
      ['Ada King-Noel', 'King-Noel'],
      ['', ''],
      ['   ', ''],
      [null, null],
      [42, '42'],
      [
        ['a b', null],
        ['b', null],
      ],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'Any white space of Unicode stands between words.',
    gives: [
      ['Ada\u00A0Lovelace', 'Lovelace'],
      ['Ada\tLovelace\u2003', 'Lovelace'],
      ['Ada\u0085Lovelace', 'Lovelace'],
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
