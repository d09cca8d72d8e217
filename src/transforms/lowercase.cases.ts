import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      ['SKU-Ä1', 'sku-ä1'],
      ['ΣΑΣ', 'σας'],
      ['already', 'already'],
      ['', ''],
      [null, null],
      [5, '5'],
      [true, 'true'],
      [
        ['A', null, ['B']],
        ['a', null, ['b']],
      ],
      [[], []],
    ],
    refuses: [[{ a: 1 }, 'expected text, found an object']],
  },
  { shows: 'The same in every country: no dotless i.', gives: [['TITLE I', 'title i']] },
  {
    shows: 'A number is the text it was written as.',
    gives: [
      [new ExactNumber('12345678901234567890'), '12345678901234567890'],
      [new ExactNumber('19.90'), '19.90'],
    ],
  },
] as const satisfies readonly TransformCase[];
