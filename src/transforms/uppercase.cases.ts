import type { TransformCase } from '../contract/cases.ts';

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
] as const satisfies readonly TransformCase[];
