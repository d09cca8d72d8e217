import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  { matches: ['', [], null, undefined], differs: [' ', 0, '0', false, [null], ['']] },
  { differs: [new ExactNumber('0.00'), new ExactNumber('1e400')] },
] as const satisfies readonly OperatorCase[];
