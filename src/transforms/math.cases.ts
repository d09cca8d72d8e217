import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { operator: '+', value: 2 },
    gives: [
      [5, 7],
      ['5', 7],
      [-2, 0],
      [[1, 2], 5],
      [null, null],
    ],
    refuses: [
      ['five', 'expected a number'],
      ['', 'expected a number'],
      [{}, 'expected a number, found an object'],
      [true, 'expected a number, found a boolean'],
      [[1, null], 'expected a number, found nothing'],
    ],
  },
  {
    arguments: { operator: '-', value: 2 },
    gives: [
      [5, 3],
      ['1.5', -0.5],
    ],
  },
  {
    arguments: { operator: '*', value: 3 },
    gives: [
      [5, 15],
      [0, 0],
      ['-2', -6],
    ],
  },
  {
    arguments: { operator: '/', value: 4 },
    gives: [
      [10, 2.5],
      [0, 0],
    ],
  },
  { arguments: { operator: '/', value: 0 }, refuses: [[5, 'division by zero']] },
  {
    shows: 'Several sources, from left to right.',
    arguments: { operator: '-' },
    gives: [
      [[10, 3, 2], 5],
      [['10', 4], 6],
      [[7], 7],
      [7, 7],
    ],
  },
  { arguments: { operator: '/' }, gives: [[[100, 5, 2], 10]], refuses: [[[1, 0], 'division by zero']] },
  {
    arguments: { operator: '+' },
    gives: [
      [[1, 2, 3], 6],
      [[], 0],
      [[[1, 2], 3], 6],
    ],
  },
  { arguments: { operator: '*' }, gives: [[[2, 3, 4], 24]] },
  {
    shows: 'Computed as on paper, or in binary where the profile says so.',
    arguments: { operator: '*', value: 100 },
    gives: [
      [19.99, 1999],
      ['19.99', 1999],
    ],
  },
  {
    profile: { 'map.rounding': 'binary' },
    arguments: { operator: '*', value: 100 },
    gives: [[19.99, 1998.9999999999998]],
  },
  { profile: { 'map.rounding': 'binary' }, arguments: { operator: '+' }, gives: [[[0.1, 0.2], 0.30000000000000004]] },
  { profile: { 'map.rounding': 'binary' }, arguments: { operator: '-' }, gives: [[[0.3, 0.1], 0.19999999999999998]] },
  {
    profile: { 'map.rounding': 'binary' },
    arguments: { operator: '/', value: 0 },
    refuses: [[5, 'division by zero']],
  },
  { profile: { 'map.rounding': 'binary' }, arguments: { operator: '/' }, gives: [[[0.3, 0.1], 2.9999999999999996]] },
  { arguments: { operator: '%', value: 2 }, refusesArguments: 'operator' },
  { arguments: { operator: '+', value: 'two' }, refusesArguments: 'value' },
  { arguments: { value: 2 }, refusesArguments: 'operator' },
  {
    shows: 'Decimal, as on paper.',
    arguments: { operator: '*', value: 100 },
    gives: [
      ['19.99', 1999],
      [19.99, 1999],
      [new ExactNumber('19.90'), 1990],
      [1.1, 110],
    ],
  },
  {
    arguments: { operator: '+' },
    gives: [
      [['0.10', '0.20'], 0.3],
      [[0.1, 0.2, 0.3], 0.6],
    ],
  },
  { arguments: { operator: '-' }, gives: [[['0.3', '0.1'], 0.2]] },
  {
    arguments: { operator: '/', value: 3 },
    gives: [
      ['0.9', 0.3],
      [1, 0.3333333333333333],
    ],
  },
  {
    shows: 'No digit is lost.',
    arguments: { operator: '+', value: 1 },
    gives: [
      ['12345678901234567890', new ExactNumber('12345678901234567891')],
      [9_007_199_254_740_992, new ExactNumber('9007199254740993')],
    ],
  },
  { arguments: { operator: '/', value: 2 }, refuses: [], gives: [[new ExactNumber('0.00'), 0]] },
] as const satisfies readonly TransformCase[];
