import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    value: 'paid, shipped,5',
    matches: ['paid', 'shipped', '5', 5],
    differs: ['Paid', 'paid ', 'pai', 'paid, shipped', '5.0', '', null, undefined, ['paid'], {}],
  },
  { value: 'paid', matches: ['paid'], differs: ['paid,'] },
  { type: 'number', value: '1,2.50', matches: [1, '1', '1.0', 2.5], differs: [2, 12, 'one', null, undefined] },
  { value: 'true', matches: [true, 'true'], differs: [false] },
] as const satisfies readonly OperatorCase[];
