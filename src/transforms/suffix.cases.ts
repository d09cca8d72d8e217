import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { text: '-EU' },
    gives: [
      ['SKU', 'SKU-EU'],
      ['', '-EU'],
      [7, '7-EU'],
      [false, 'false-EU'],
      [null, null],
      [
        ['a', null, 'b'],
        ['a-EU', null, 'b-EU'],
      ],
      [[], []],
    ],
    refuses: [[{ a: 1 }, 'expected text, found an object']],
  },
  { arguments: { text: '' }, gives: [['a', 'a']] },
  {
    shows: 'The text may hold variables.',
    arguments: { text: '-{{flow.variables.region}}-[[meta.shop]]' },
    variables: { region: 'EU' },
    meta: { shop: 'uk' },
    gives: [['SKU', 'SKU-EU-uk']],
  },
  { arguments: {}, refusesArguments: 'text' },
  {
    shows: 'A number is the text it was written as.',
    arguments: { text: '#' },
    gives: [
      [new ExactNumber('12345678901234567890'), '12345678901234567890#'],
      [new ExactNumber('19.90'), '19.90#'],
    ],
  },
] as const satisfies readonly TransformCase[];
