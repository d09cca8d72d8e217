import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      ['sku-ä1', 'SKU-Ä1'],
      ['straße', 'STRASSE'],
      ['DONE', 'DONE'],
      ['', ''],
      [null, null],
      [5, '5'],
      [false, 'FALSE'],
      [
        ['a', null, ['b']],
        ['A', null, ['B']],
      ],
      [[], []],
    ],
    refuses: [[{ a: 1 }, 'expected text, found an object']],
  },
  { shows: 'The same in every country: no dotted I.', gives: [['title i', 'TITLE I']] },
  {
    shows: 'A number is the text it was written as.',
    gives: [
      [new ExactNumber('12345678901234567890'), '12345678901234567890'],
      [new ExactNumber('19.90'), '19.90'],
    ],
  },
] as const satisfies readonly TransformCase[];
