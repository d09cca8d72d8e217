import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    value: 'SO-',
    matches: ['SO-1', 'SO-'],
    differs: ['so-1', ' SO-1', 'PSO-1', 'SO', '', null, undefined, ['SO-1'], {}],
  },
  { value: '10', matches: [100, '10', 10.5], differs: [1, 210, true] },
  { value: 'Ü', matches: ['Über'], differs: ['über', 'U\u0308ber'] },
  { value: '1e4', matches: [new ExactNumber('1e400')], differs: [new ExactNumber('10e40')] },
] as const satisfies readonly OperatorCase[];
