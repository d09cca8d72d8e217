import type { TransformCase } from '../contract/cases.ts';

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
] as const satisfies readonly TransformCase[];
