import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const long = '12345678901234567890';
const next = '12345678901234567891';

export default [
  {
    type: 'number',
    value: '10',
    matches: [11, 10.01, '10.5', '100', 1e21],
    differs: [10, '10', 9.99, 2, '9', -11, 'many', '', null, undefined, [11], {}, true],
  },
  { type: 'number', value: '-1', matches: [0, '0'], differs: [-1, -2] },
  {
    shows: 'Text is compared by code points: 9 stands behind 10, small letters behind capitals.',
    type: 'string',
    value: '10',
    matches: ['9', '100', 'a'],
    differs: ['10', '1', '', null, undefined],
  },
  { type: 'string', value: 'Z', matches: ['a', 'É'], differs: ['Z', 'A', 'Y'] },
  { type: 'string', value: '～', matches: ['😀'], differs: ['～', 'z'] },
  {
    type: 'date',
    value: '2026-03-01T10:00:00Z',
    matches: ['2026-03-01T10:00:01Z', '2026-03-01T10:30:00-01:00', 1_772_359_201],
    differs: ['2026-03-01T10:00:00Z', '2026-03-01T10:30:00+01:00', '2026-02-28', 'soon', null, undefined],
  },
  {
    shows: 'Without a type, numbers are compared as numbers and text as text.',
    value: '10',
    matches: [11, '9'],
    differs: [9, 10, '10', null, undefined],
  },
  {
    shows: 'Truth has no order.',
    type: 'boolean',
    value: 'false',
    differs: [true, false, 1, 0, 'yes', null, undefined],
  },
  {
    shows: 'Every digit counts.',
    type: 'number',
    value: long,
    matches: [new ExactNumber(next), next],
    differs: [new ExactNumber(long), long],
  },
] as const satisfies readonly OperatorCase[];
