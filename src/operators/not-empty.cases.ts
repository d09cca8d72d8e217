import type { OperatorCase } from '../contract/cases.ts';

export default [
  { matches: [' ', 0, '0', false, [null], ['']], differs: ['', [], null, undefined] },
] as const satisfies readonly OperatorCase[];
