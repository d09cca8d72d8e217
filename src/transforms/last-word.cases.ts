import type { TransformCase } from '../contract/cases.ts';

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
] as const satisfies readonly TransformCase[];
