import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  { matches: [null, undefined], differs: ['', 0, false, [], {}, 'null'] },
  { differs: [new ExactNumber('0.00')] },
] as const satisfies readonly OperatorCase[];
