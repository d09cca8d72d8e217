import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  { type: 'number', value: '5', matches: [4, 6, '6', '5.1'], differs: [5, '5', '5.0', 'five', '', [4], {}] },
  {
    shows: 'A missing field does not match.',
    type: 'string',
    value: 'paid',
    matches: ['Paid', 'unpaid', '', 7, true],
    differs: ['paid', null, undefined, [], {}],
  },
  {
    type: 'boolean',
    value: 'true',
    matches: [false, 'false', 0, '0'],
    differs: [true, 'true', 1, '1', null, undefined, 'maybe'],
  },
  {
    type: 'date',
    value: '2026-03-01',
    matches: ['2026-03-02', '2026-03-01T00:00:01Z'],
    differs: ['2026-03-01', '2026-03-01T01:00:00+01:00', 'soon', null, undefined],
  },
  { value: '5', matches: [6, '5.0', 'x', ''], differs: [5, '5', null, undefined] },
  { type: 'number', value: long, matches: [new ExactNumber(next), next], differs: [new ExactNumber(long), long] },
] as const satisfies readonly OperatorCase[];
