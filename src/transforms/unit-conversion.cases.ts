import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { from: 'kg', to: 'g' },
    gives: [
      [1.5, 1500],
      ['0.25', 250],
      [0, 0],
      ['', null],
      [null, null],
    ],
    refuses: [
      ['heavy', 'expected a number'],
      [{}, 'expected a number, found an object'],
      [[1], 'expected a number, found a list'],
      [true, 'expected a number, found a boolean'],
    ],
  },
  { arguments: { from: 'g', to: 'kg' }, gives: [[2500, 2.5]] },
  { arguments: { from: 'lb', to: 'g' }, gives: [[1, 453.592_37]] },
  { arguments: { from: 'oz', to: 'g' }, gives: [[1, 28.349_523_125]] },
  { arguments: { from: 'lb', to: 'oz' }, gives: [[1, 16]] },
  { arguments: { from: 'kg', to: 'kg' }, gives: [[0.1, 0.1]] },
  { arguments: { from: 'stone', to: 'kg' }, refusesArguments: 'from' },
  { arguments: { from: 'kg', to: 'ton' }, refusesArguments: 'to' },
  { arguments: { from: 'kg' }, refusesArguments: 'to' },
  {
    shows: 'Decimal, as on paper.',
    arguments: { from: 'kg', to: 'g' },
    gives: [
      ['1.001', 1001],
      [0.07, 70],
      [new ExactNumber('19.90'), 19_900],
    ],
  },
] as const satisfies readonly TransformCase[];
