import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      ['text', 'text'],
      ['', ''],
      [5, '5'],
      [-0.5, '-0.5'],
      [true, 'true'],
      [false, 'false'],
      [null, ''],
      [['a', 1, null], '["a",1,null]'],
      [{ a: { b: 'ä' } }, '{"a":{"b":"ä"}}'],
      [[], '[]'],
    ],
  },
  {
    shows: 'A number is the text it was written as.',
    gives: [
      [new ExactNumber('12345678901234567890'), '12345678901234567890'],
      [new ExactNumber('19.90'), '19.90'],
    ],
  },
  {
    gives: [
      [
        [new ExactNumber('19.90'), { a: new ExactNumber('12345678901234567890') }],
        '[19.90,{"a":12345678901234567890}]',
      ],
    ],
  },
] as const satisfies readonly TransformCase[];
