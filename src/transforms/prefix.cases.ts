import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { text: 'AW25-' },
    gives: [
      ['RED001', 'AW25-RED001'],
      ['', 'AW25-'],
      [7, 'AW25-7'],
      [true, 'AW25-true'],
      [null, null],
      [
        ['a', null, 'b'],
        ['AW25-a', null, 'AW25-b'],
      ],
      [[], []],
    ],
    refuses: [[{ a: 1 }, 'expected text, found an object']],
  },
  { arguments: { text: '' }, gives: [['a', 'a']] },
  {
    shows: 'The text may hold variables.',
    arguments: { text: '{{flow.variables.season}}-[[meta.shop]]-[[payload.no]]-' },
    variables: { season: 'AW25' },
    meta: { shop: 'uk' },
    payload: { no: 4 },
    gives: [['RED', 'AW25-uk-4-RED']],
  },
  { arguments: {}, refusesArguments: 'text' },
  {
    shows: 'A number is the text it was written as.',
    arguments: { text: '#' },
    gives: [
      [new ExactNumber('12345678901234567890'), '#12345678901234567890'],
      [new ExactNumber('19.90'), '#19.90'],
    ],
  },
] as const satisfies readonly TransformCase[];
