import type { OperatorCase } from '../contract/cases.ts';

export default [
  { value: '^SO-\\d+$', matches: ['SO-', 'so-1', 'XSO-1', '', 5], differs: ['SO-1', 'SO-123'] },
  { shows: 'A missing field does not match.', value: '^SO-', differs: [null, undefined, ['x'], {}] },
  { value: '/^so-/i', matches: ['xso-1'], differs: ['SO-1', 'so-1'] },
  { shows: 'What cannot be matched in linear time is refused.', value: '(?=a)b', refuses: 'look ahead' },
  { value: 'a++', refuses: 'possessive' },
  { value: '(', refuses: 'never closed' },
  { value: '/a/e', refuses: 'flag' },
] as const satisfies readonly OperatorCase[];
