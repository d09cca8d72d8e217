import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    shows: 'The values of several source fields arrive as a list.',
    arguments: { separator: ' ' },
    gives: [
      [['Ada', 'Lovelace'], 'Ada Lovelace'],
      [['Ada', null, 'Lovelace'], 'Ada Lovelace'],
      [[null, 'Ada', null], 'Ada'],
      [['Ada', ''], 'Ada '],
      [[1234.5, true, false], '1234.5 true false'],
      [[null, null], ''],
      [[], ''],
      ['single', 'single'],
      [7, '7'],
      [null, null],
    ],
    refuses: [
      [[{ a: 1 }], 'expected text, found an object'],
      [[['a']], 'expected text, found a list'],
      [{}, 'expected text, found an object'],
    ],
  },
  { shows: 'Nothing between them by default.', arguments: {}, gives: [[['a', 'b', 1], 'ab1']] },
  { arguments: { separator: 5 }, refusesArguments: 'separator' },
  {
    shows: 'A number is the text it was written as.',
    arguments: { separator: '-' },
    gives: [[[new ExactNumber('12345678901234567890'), new ExactNumber('19.90')], '12345678901234567890-19.90']],
  },
] as const satisfies readonly TransformCase[];
