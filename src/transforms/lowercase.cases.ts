import type { TransformCase } from '../contract/cases.ts';

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
] as const satisfies readonly TransformCase[];
