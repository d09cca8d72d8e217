import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    value: '-EU',
    matches: ['SKU-EU', '-EU'],
    differs: ['SKU-eu', 'SKU-EU ', '-EUR', 'EU', '', null, undefined, ['SKU-EU'], {}],
  },
  { value: '99', matches: [199, '99', 4.99], differs: [990, 9, false] },
  { value: 'ß', matches: ['groß'], differs: ['gross'] },
  {
    value: '890',
    matches: [new ExactNumber('12345678901234567890')],
    differs: [new ExactNumber('12345678901234567891')],
  },
] as const satisfies readonly OperatorCase[];
