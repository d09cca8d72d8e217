import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { value: 20 },
    gives: [
      [null, 20],
      [7, 20],
      ['x', 20],
    ],
  },
  { arguments: { value: -0.5 }, gives: [[null, -0.5]] },
  { shows: 'Numeric text is accepted.', arguments: { value: '12.5' }, gives: [[null, 12.5]] },
  { arguments: { value: 'twelve' }, refusesArguments: 'expected a number' },
  { arguments: { value: '' }, refusesArguments: 'expected a number' },
  { arguments: { value: true }, refusesArguments: 'value' },
  { arguments: {}, refusesArguments: 'value' },
  {
    shows: 'No digit is lost.',
    arguments: { value: '12345678901234567890' },
    gives: [[null, new ExactNumber('12345678901234567890')]],
  },
] as const satisfies readonly TransformCase[];
