import type { OperatorCase } from '../contract/cases.ts';

export default [
  { matches: ['', [], null, undefined], differs: [' ', 0, '0', false, [null], ['']] },
] as const satisfies readonly OperatorCase[];
