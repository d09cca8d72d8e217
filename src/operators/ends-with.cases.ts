import type { OperatorCase } from '../contract/cases.ts';

export default [
  {
    value: '-EU',
    matches: ['SKU-EU', '-EU'],
    differs: ['SKU-eu', 'SKU-EU ', '-EUR', 'EU', '', null, undefined, ['SKU-EU'], {}],
  },
  { value: '99', matches: [199, '99', 4.99], differs: [990, 9, false] },
  { value: 'ß', matches: ['groß'], differs: ['gross'] },
] as const satisfies readonly OperatorCase[];
