import type { OperatorCase, ShapeCase } from '../../../src/contract/cases.ts';
import { shapeCaseOf, type Proof, type Rows } from './row.ts';

const of = (operator: string, ...cases: readonly OperatorCase[]): Proof => ({ operator, cases });
const tells = (
  operator: string,
  value: string | undefined,
  type: string,
  matches: readonly unknown[],
  differs: readonly unknown[],
): Proof => of(operator, { ...(value === undefined ? {} : { value }), type, matches, differs });
const filter = (...cases: readonly ShapeCase[]): Proof => ({ shape: 'filter', cases });
const rule = (more: object): object => ({ filters: [{ field: 's', comparison: 'eq', value: '1', ...more }] });

/** Filters: what is stored of a rule, operators, and how rules work together. */
export const filterRows: Rows = {
  'works on the records of a payload': {
    says: 'those that match stay',
    proof: shapeCaseOf('filter', 'Rules work on the records inside a payload.'),
  },
  'a value of 1,024 characters': {
    says: 'is the longest',
    proof: {
      shape: 'filter',
      cases: [
        { step: rule({ value: 'x'.repeat(1024) }), bucket: [[{ s: 1 }]], gives: [[]] },
        { step: rule({ value: 'x'.repeat(1025) }), bucket: [[{ s: 1 }]], fails: 'run/bad-filter' },
      ],
    },
  },
  'field: id': {
    says: 'kept in the file, without effect',
    proof: filter({ step: rule({ id: 9 }), bucket: [[{ s: 1 }, { s: 2 }]], gives: [[{ s: 1 }]] }),
  },
  'field: field': {
    says: 'a path',
    proof: filter({ step: rule({ field: 'a.b' }), bucket: [[{ a: { b: 1 } }, { a: {} }]], gives: [[{ a: { b: 1 } }]] }),
  },
  'field: type': {
    says: 'string, number, boolean, date',
    proof: filter({
      step: rule({ comparison: 'lt', type: 'number', value: '10' }),
      bucket: [[{ s: 9 }, { s: 11 }]],
      gives: [[{ s: 9 }]],
    }),
  },
  'field: comparison': {
    says: 'the operator, by its name or another one',
    proof: filter({ step: rule({ comparison: 'not equals' }), bucket: [[{ s: 1 }, { s: 2 }]], gives: [[{ s: 2 }]] }),
  },
  'field: value_type': {
    says: 'a relative date is measured from the run',
    proof: shapeCaseOf('filter', 'A relative date is measured from the moment of the run.'),
  },
  'field: date_format': {
    says: 'tokens of PHP',
    proof: filter({
      step: rule({ type: 'date', date_format: 'd/m/Y', value: '02/01/2026', comparison: 'on' }),
      bucket: [[{ s: '02/01/2026' }, { s: '01/02/2026' }]],
      gives: [[{ s: '02/01/2026' }]],
    }),
  },
  'field: keep_matching': {
    says: 'false takes matches out',
    proof: shapeCaseOf('filter', 'Matches are removed where they are not to be kept.'),
  },
  'field: operator_logic': {
    says: 'and, or; "and" binds tighter',
    proof: shapeCaseOf('filter', 'A rule joined by "or" starts an alternative; "and" binds tighter.'),
  },
  'field: match_order': {
    says: 'the order of the rules',
    proof: shapeCaseOf('filter', 'Rules are read in "match_order".'),
  },
  'field: location': {
    says: 'where an endpoint filter goes',
    proof: shapeCaseOf('connector', 'Filters of the endpoint go where they say; one that is not active stays away.'),
  },
  'field: is_default': {
    says: 'kept, without effect',
    proof: filter({ step: rule({ is_default: 'true' }), bucket: [[{ s: 1 }]], gives: [[{ s: 1 }]] }),
  },
  'field: is_active': { says: 'false: no rule', proof: shapeCaseOf('filter', 'A rule that is not active is no rule.') },
  'eq, neq': { says: 'both sides as the type says', proof: tells('eq', '1.0', 'number', [1, '1'], [2]) },
  'gt, gte, lt, lte': {
    says: 'numbers, dates, texts by code point',
    proof: of(
      'gt',
      { value: '9', type: 'number', matches: [10], differs: [9] },
      { value: 'a', type: 'string', matches: ['b'], differs: ['Z'] },
    ),
  },
  'contains, not_contains': {
    says: 'in a text, or an element of a list',
    proof: tells('contains', 'b', 'string', ['abc', ['a', 'b']], ['a', ['abc']]),
  },
  'starts_with, ends_with': { says: 'texts', proof: tells('starts_with', 'a', 'string', ['ab'], ['ba']) },
  'in, not_in': {
    says: 'a list with commas, trimmed',
    proof: tells('in', 'a, b', 'string', ['a', 'b'], ['c', 'a, b']),
  },
  'regex, not_regex': {
    says: 'with or without delimiters and flags',
    proof: tells('regex', '/^A/i', 'string', ['abc'], ['cba']),
  },
  'is_null, not_null': {
    says: 'missing counts as null',
    proof: tells('is_null', undefined, 'string', [null, undefined], ['', 0]),
  },
  'is_empty, not_empty': {
    says: '"", [], null, missing',
    proof: tells('is_empty', undefined, 'string', ['', [], null, undefined], [0, 'a']),
  },
  'is_true, is_false': { says: 'as PHP casts', proof: tells('is_true', undefined, 'boolean', [1, 'no'], ['0', '']) },
  'before, after': {
    says: 'dates',
    proof: tells('before', '2026-03-01', 'date', ['2026-02-28T23:59:59Z'], ['2026-03-01T00:00:00Z']),
  },
  on: { says: 'the same day', proof: tells('on', '2026-03-01', 'date', ['2026-03-01T23:00:00Z'], ['2026-03-02']) },
  between: { says: 'both ends belong to it', proof: tells('between', '1,3', 'number', [1, 2, 3], [0, 4]) },
  'a value of another type': { says: 'does not match', proof: tells('gt', '1', 'number', [2], ['many', {}]) },
  'a field that is missing': { says: 'does not match', proof: tells('eq', 'a', 'string', ['a'], [undefined, null]) },
  'upper and lower case': { says: 'are told apart', proof: tells('eq', 'a', 'string', ['a'], ['A']) },
  'a path with *': {
    says: 'records are the elements at the last *',
    proof: shapeCaseOf('filter', 'Records are the elements at the last * of the path; what stands around them stays.'),
  },
  'several rules': { says: 'all have to hold', proof: shapeCaseOf('filter', 'Several rules must all hold.') },
  'all records filtered out': {
    says: 'an empty list goes on, one object leaves the bucket',
    proof: shapeCaseOf('filter', 'A payload whose list has become empty is passed on.'),
    profile: 'filter.emptyPayload',
  },
  'variables in the value': { says: 'filled first', proof: shapeCaseOf('filter', 'The value may hold variables.') },
  'CSV and XML': {
    says: 'read, filtered, written',
    proof: shapeCaseOf('filter', 'CSV: a rule decides over each row; rows that are kept stay as they stood.'),
  },
};
