import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    shows: 'As PHP casts.',
    arguments: {},
    gives: [
      [true, true],
      [false, false],
      [0, false],
      [1, true],
      [-1, true],
      [0.5, true],
      ['', false],
      ['0', false],
      ['1', true],
      ['false', true],
      ['no', true],
      ['0.0', true],
      [' ', true],
      [null, false],
      [[], false],
      [[0], true],
      [{ a: 1 }, true],
    ],
  },
  {
    shows: 'The lists decide first.',
    arguments: { true_values: '0, yes ,Y', false_values: 'no,N' },
    gives: [
      ['0', true],
      [0, true],
      ['yes', true],
      [' yes ', true],
      ['Y', true],
      ['y', true],
      ['no', false],
      ['N', false],
      ['', false],
      ['other', true],
      [null, false],
    ],
  },
  {
    arguments: { false_values: '1,true' },
    gives: [
      [1, false],
      [true, false],
      ['1', false],
      ['2', true],
    ],
  },
  { shows: 'A value in both lists is true.', arguments: { true_values: 'x', false_values: 'x' }, gives: [['x', true]] },
  {
    shows: 'An empty list overrides nothing.',
    arguments: { true_values: '', false_values: '' },
    gives: [
      ['', false],
      ['a', true],
    ],
  },
  { arguments: { true_values: ['yes'] }, refusesArguments: 'true_values' },
  {
    arguments: {},
    gives: [
      [new ExactNumber('1e400'), true],
      [new ExactNumber('0.00'), false],
      [new ExactNumber('-0'), false],
    ],
  },
  {
    arguments: { false_values: '12345678901234567890' },
    gives: [
      [new ExactNumber('12345678901234567890'), false],
      [new ExactNumber('12345678901234567891'), true],
    ],
  },
] as const satisfies readonly TransformCase[];
