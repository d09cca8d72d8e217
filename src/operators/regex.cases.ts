import type { OperatorCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    value: '^SO-\\d+$',
    matches: ['SO-1', 'SO-123'],
    differs: ['SO-', 'so-1', 'XSO-1', 'SO-1 ', '', null, undefined, ['SO-1'], {}],
  },
  {
    shows: 'Found anywhere, unless it is anchored.',
    value: 'rush|gift',
    matches: ['a gift', 'rush'],
    differs: ['Rush', 'gif'],
  },
  { shows: 'With delimiters and flags.', value: '/^so-/i', matches: ['SO-1', 'so-1'], differs: ['xso-1'] },
  { value: '/a.c/s', matches: ['a\nc', 'abc'], differs: ['ac'] },
  { value: '/^b$/m', matches: ['a\nb\nc'], differs: ['a\nbc'] },
  { value: 'a.c', matches: ['abc'], differs: ['a\nc'] },
  { value: '^.$', matches: ['ä', '😀', 5], differs: ['ab', 15] },
  { value: '^true$', matches: [true], differs: [false] },
  { value: '^19\\.90$', matches: [new ExactNumber('19.90')], differs: [19.9] },
  { shows: 'What cannot be matched in linear time is refused.', value: '(?=a)b', refuses: 'look ahead' },
  { value: 'a++', refuses: 'possessive' },
  { value: '(', refuses: 'never closed' },
  { value: '/a/e', refuses: 'flag' },
  { value: 'a'.repeat(1025), refuses: '1024' },
] as const satisfies readonly OperatorCase[];
