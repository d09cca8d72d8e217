import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    shows: 'Half away from zero, no decimal places.',
    arguments: {},
    gives: [
      [2.4, 2],
      [2.5, 3],
      [-2.5, -3],
      [-2.4, -2],
      [7, 7],
      ['2.5', 3],
      ['', null],
      [null, null],
      [
        [1.5, null, '2.5'],
        [2, null, 3],
      ],
    ],
    refuses: [
      ['many', 'expected a number'],
      [true, 'expected a number, found a boolean'],
      [{}, 'expected a number, found an object'],
    ],
  },
  {
    arguments: { precision: 2 },
    gives: [
      [1.005, 1.01],
      [-1.005, -1.01],
      [1.004, 1],
      [0.615, 0.62],
      [1234.5678, 1234.57],
      [1e-7, 0],
    ],
  },
  {
    arguments: { precision: -2 },
    gives: [
      [1250, 1300],
      [1249, 1200],
      [-1250, -1300],
      [49, 0],
    ],
  },
  {
    arguments: { mode: 'up' },
    gives: [
      [2.1, 3],
      [2, 2],
      [-2.9, -2],
    ],
  },
  {
    arguments: { mode: 'down' },
    gives: [
      [2.9, 2],
      [2, 2],
      [-2.1, -3],
    ],
  },
  {
    arguments: { mode: 'up', precision: 1 },
    gives: [
      [1.21, 1.3],
      [1.2, 1.2],
    ],
  },
  { arguments: { mode: 'down', precision: -1 }, gives: [[19, 10]] },
  {
    arguments: { mode: 'nearest', precision: 1 },
    gives: [
      [0.25, 0.3],
      [0.35, 0.4],
    ],
  },
  {
    shows: 'Judged by the binary value, where the profile says so.',
    profile: { 'map.rounding': 'binary' },
    arguments: { precision: 2 },
    gives: [
      [1.005, 1],
      [2.675, 2.68],
      [-2.5, -2.5],
      [-1.255, -1.25],
    ],
  },
  { profile: { 'map.rounding': 'binary' }, arguments: { mode: 'up', precision: 1 }, gives: [[1.21, 1.3]] },
  { arguments: { precision: 16 }, refusesArguments: 'precision' },
  { arguments: { precision: -16 }, refusesArguments: 'precision' },
  { arguments: { precision: 0.5 }, refusesArguments: 'precision' },
  { arguments: { mode: 'even' }, refusesArguments: 'mode' },
  {
    shows: 'No digit is lost.',
    arguments: { precision: 2 },
    gives: [
      ['12345678901234567890.125', new ExactNumber('12345678901234567890.13')],
      [new ExactNumber('1.0050'), 1.01],
    ],
  },
] as const satisfies readonly TransformCase[];
