import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    gives: [
      ['5', 5],
      ['-5', -5],
      ['007', 7],
      ['5.50', 5.5],
      [' 12 ', 12],
      ['1e3', 1000],
      [5.5, 5.5],
      [0, 0],
      ['0', 0],
      ['', null],
      [null, null],
    ],
    refuses: [
      ['five', 'expected a number'],
      ['5 kg', 'expected a number'],
      ['1,5', 'expected a number'],
      ['0x1F', 'expected a number'],
      ['Infinity', 'expected a number'],
      ['NaN', 'expected a number'],
      [' ', 'expected a number'],
      [[5], 'expected a number, found a list'],
      [{}, 'expected a number, found an object'],
    ],
  },
  {
    gives: [
      [true, 1],
      [false, 0],
    ],
  },
  {
    shows: 'No digit is lost.',
    gives: [
      ['12345678901234567890', new ExactNumber('12345678901234567890')],
      ['9007199254740993', new ExactNumber('9007199254740993')],
      ['0.1234567890123456789', new ExactNumber('0.1234567890123456789')],
      [new ExactNumber('19.90'), new ExactNumber('19.90')],
    ],
  },
] as const satisfies readonly TransformCase[];
