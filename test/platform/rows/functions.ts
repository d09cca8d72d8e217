import type { TransformCase } from '../../../src/contract/cases.ts';
import { caseOf, shapeCaseOf, testOf, type Proof, type Rows } from './row.ts';

const of = (transform: string, ...cases: readonly TransformCase[]): Proof => ({ transform, cases });
const gives = (
  transform: string,
  given: Readonly<Record<string, unknown>>,
  ...pairs: readonly (readonly [unknown, unknown])[]
): Proof => of(transform, { arguments: given, gives: pairs });
const date = (format: string, output: string): Proof =>
  gives('format', { format: 'custom', custom_format: format }, ['2026-03-01T09:05:07+01:00', output]);
const now = (given: Readonly<Record<string, unknown>>, output: string): TransformCase => ({
  arguments: given,
  now: '2026-01-31T10:20:30Z',
  gives: [[null, output]],
});
const iso = '2026-03-01T10:00:00+00:00';

/** Functions of mapping rules: documented ones, dates, casts, defaults, errors. */
export const functionRows: Rows = {
  join: {
    says: 'elements of a list with a delimiter',
    proof: gives('join', { delimiter: ',' }, [['Apples', 'Oranges'], 'Apples,Oranges']),
  },
  'join: elements that are lists': {
    says: 'an error',
    proof: of('join', { arguments: { delimiter: ',' }, refuses: [[[['a']], 'expected']] }),
  },
  'join: null among the elements': {
    says: 'an empty text',
    proof: gives('join', { delimiter: '-' }, [['a', null, 'b'], 'a--b']),
  },
  'join: one value, or null': { says: 'as it is', proof: gives('join', { delimiter: '-' }, ['a', 'a'], [null, null]) },
  format: {
    says: 'a date in another format; the offset is honoured',
    proof: gives('format', { format: 'Unix epoch' }, ['2023-10-26T07:51:07-04:00', '1698321067']),
  },
  'format: custom': { says: 'tokens of PHP', proof: date('j.m.Y', '1.03.2026') },
  'custom dynamic date': {
    says: 'the moment of the run, as Y-m-d H:i:s',
    proof: of('custom dynamic date', now({}, '2026-01-31 10:20:30')),
  },
  prefix: {
    says: 'text in front of a value, and of each of a list',
    proof: gives(
      'prefix',
      { text: 'AW25-' },
      ['RED001', 'AW25-RED001'],
      [
        ['a', 'b'],
        ['AW25-a', 'AW25-b'],
      ],
    ),
  },
  'custom string': {
    says: 'a text, also with flow and meta variables',
    proof: of('custom string', {
      arguments: { text: '{{flow.variables.x}}-[[meta.y]]' },
      variables: { x: 'a' },
      meta: { y: 'b' },
      gives: [[null, 'a-b']],
    }),
  },
  'custom boolean': {
    says: 'true or false',
    proof: of(
      'custom boolean',
      { arguments: { value: false }, gives: [[null, false]] },
      { arguments: { value: true }, gives: [[null, true]] },
    ),
  },
  fallback: {
    says: 'a value in place of an empty one',
    proof: gives('fallback', { value: 'none' }, [null, 'none'], ['', 'none'], [[], 'none'], ['a', 'a']),
  },
  'fallback: what is not empty': {
    says: '0, "0" and false stay',
    proof: gives('fallback', { value: 'none' }, [0, 0], ['0', '0'], [false, false]),
  },
  'fallback: a flow variable, another field': {
    says: 'filled',
    proof: of('fallback', {
      arguments: { value: '{{flow.variables.x}}[[payload.z]]' },
      variables: { x: 'a' },
      payload: { z: 1 },
      gives: [[null, 'a1']],
    }),
  },
  'cast to boolean': {
    says: 'the lists first, then as PHP casts',
    proof: gives(
      'cast to boolean',
      { true_values: '0', false_values: 'no' },
      ['0', true],
      ['no', false],
      ['yes', true],
    ),
  },
  'cast to boolean: values that PHP takes for false': {
    says: '0, 0.0, "", "0", null, []',
    proof: gives(
      'cast to boolean',
      {},
      [0, false],
      [0.5 - 0.5, false],
      ['', false],
      ['0', false],
      [null, false],
      [[], false],
      [false, false],
    ),
  },
  'cast to boolean: values that look false': {
    says: '"false", "no", "0.0" and " " are true',
    proof: gives('cast to boolean', {}, ['false', true], ['no', true], ['0.0', true], [' ', true], [{ a: 1 }, true]),
  },
  'cast to boolean: lists that overlap': {
    says: 'the list of true values wins',
    proof: gives('cast to boolean', { true_values: 'a', false_values: 'a' }, ['a', true]),
  },
  'cast to boolean: matching': {
    says: 'trimmed text, case-sensitive',
    proof: gives('cast to boolean', { false_values: ' N , off' }, [' N ', false], ['n', true], ['off', false]),
  },
  map: {
    says: 'a value by a lookup table',
    proof: of('map', {
      arguments: { lookup: 'c' },
      lookups: [{ name: 'c', rows: [{ left_value: 'red', right_value: 'F00' }] }],
      gives: [['red', 'F00']],
    }),
  },
  'cache lookup': {
    says: 'what a cache holds, at a path',
    proof: of('cache lookup', {
      arguments: { cache: 'c', scope: 'company', key: 'k', lookup: 'a.0' },
      caches: { 'company/c/k': { a: [7] } },
      gives: [[null, 7]],
    }),
  },
  script: {
    says: 'a value by a script',
    proof: caseOf('transforms/script', 'Text goes in as it is, everything else as JSON; a missing value as null.'),
  },
  replace: {
    says: 'all places, case-sensitive, no pattern; several searches',
    proof: gives('replace', { search: ['a', '.'], replacement: 'x' }, ['a.A.a', 'xxAxx']),
  },
  'null value': { says: 'null', proof: gives('null value', {}, ['a', null], [null, null]) },
  concatenate: {
    says: 'the values in order; null is left out',
    proof: gives('concatenate', {}, [['a', null, 1.5], 'a1.5']),
  },
  'concatenate: booleans': {
    says: 'true and false',
    proof: gives('concatenate', { separator: ',' }, [[true, false], 'true,false']),
  },
  suffix: { says: 'text behind a value', proof: gives('suffix', { text: '!' }, ['a', 'a!']) },
  'prefix and suffix: null': {
    says: 'unchanged; numbers become text',
    proof: gives('suffix', { text: 'kg' }, [null, null], [5, '5kg']),
  },
  trim: {
    says: 'blank, tab, line ends, NUL, VT at both ends',
    proof: gives('trim', {}, [' \t\n\r\u0000\u000B a b ', 'a b']),
  },
  lowercase: { says: 'Unicode, the same everywhere', proof: gives('lowercase', {}, ['ÄÉI', 'äéi']) },
  uppercase: { says: 'Unicode, the same everywhere', proof: gives('uppercase', {}, ['äéi', 'ÄÉI']) },
  split: { says: 'a list of texts', proof: gives('split', { delimiter: ',' }, ['a,b', ['a', 'b']]) },
  'split: an empty delimiter': {
    says: 'an error',
    proof: of('split', { arguments: { delimiter: '' }, refusesArguments: 'delimiter' }),
  },
  limit: { says: 'the first code points', proof: gives('limit', { length: 2 }, ['😀é1', '😀é']) },
  'first word': {
    says: 'up to the first white space',
    proof: gives('first word', {}, ['  Ada\u00A0Lovelace ', 'Ada']),
  },
  'last word': {
    says: 'behind the last white space',
    proof: gives('last word', {}, ['Ada King  Lovelace ', 'Lovelace']),
  },
  count: {
    says: 'elements, members; a text is 1, null is 0',
    proof: gives('count', {}, [[1, 2], 2], [{ a: 1 }, 1], ['abc', 1], [null, 0]),
  },
  'cast to number': {
    says: 'numbers in text; "" and null are null',
    proof: gives('cast to number', {}, ['12', 12], ['1.5', 1.5], ['', null], [null, null]),
  },
  'cast to number: what is none': {
    says: 'an error, not 0',
    proof: of('cast to number', { refuses: [['abc', 'expected a number']] }),
  },
  'cast to string': {
    says: 'null is "", booleans true and false, the rest JSON',
    proof: gives('cast to string', {}, [null, ''], [true, 'true'], [false, 'false'], [{ a: [1] }, '{"a":[1]}']),
  },
  'round number': { says: 'half away from zero', proof: gives('round number', {}, [2.5, 3], [-2.5, -3]) },
  'round number: precision': {
    says: 'also negative',
    proof: gives('round number', { precision: -1 }, [15, 20], [14, 10]),
  },
  'round number: up and down': {
    says: 'ceil and floor',
    proof: of(
      'round number',
      {
        arguments: { mode: 'up' },
        gives: [
          [1.1, 2],
          [-1.1, -1],
        ],
      },
      {
        arguments: { mode: 'down' },
        gives: [
          [1.9, 1],
          [-1.1, -2],
        ],
      },
    ),
  },
  math: { says: 'with a constant', proof: gives('math', { operator: '*', value: 3 }, [7, 21]) },
  'math: a second field': { says: 'from left to right', proof: gives('math', { operator: '-' }, [[10, 3, 2], 5]) },
  'math: by zero': {
    says: 'an error',
    proof: of('math', { arguments: { operator: '/', value: 0 }, refuses: [[1, 'zero']] }),
  },
  'math: money': {
    says: 'decimal, as on paper',
    proof: gives('math', { operator: '+', value: 0.2 }, [0.1, 0.3]),
    profile: 'map.rounding',
  },
  'custom number': {
    says: 'a number, also written as text',
    proof: of('custom number', { arguments: { value: '1.50' }, gives: [[null, 1.5]] }),
  },
  'date timezone conversion': {
    says: 'to the time of a place',
    proof: gives('date timezone conversion', { to: 'Europe/Berlin' }, [
      '2026-07-01T10:00:00Z',
      '2026-07-01T12:00:00+02:00',
    ]),
  },
  'date adjust': {
    says: 'moved by units',
    proof: gives('date adjust', { units: 'day', adjustment: -1 }, [
      '2026-03-01T10:00:00Z',
      '2026-02-28T10:00:00+00:00',
    ]),
  },
  'round date': {
    says: 'start or end of a unit',
    proof: gives('round date', { round: 'end of day' }, ['2026-03-01T10:00:00Z', '2026-03-01T23:59:59+00:00']),
  },
  'unit conversion': { says: 'weights', proof: gives('unit conversion', { from: 'kg', to: 'g' }, [1.5, 1500]) },
  'a function that nobody knows': {
    says: 'is a fault, and passes nothing on',
    proof: { file: 'fixtures/flows/err/unknown-transform.flow.json.out', named: 'lint/no-unknown-transform' },
    refused: 'a value would go through unchanged',
    code: 'lint/no-unknown-transform',
  },
  'dates: formats by name': {
    says: 'ISO 8601, RFC 2822, RFC 3339, Unix epoch',
    proof: gives('format', { format: 'ISO 8601' }, [1_772_359_200, iso]),
  },
  'dates: epoch': {
    says: 'seconds of 9 digits and more; 13 digits are milliseconds',
    proof: gives(
      'format',
      { format: 'ISO 8601' },
      ['1772359200', iso],
      [1_772_359_200_000, iso],
      ['1772359200000', iso],
    ),
  },
  'dates: Y-m-d H:i:s': {
    says: 'is read, in UTC',
    proof: gives('format', { format: 'ISO 8601' }, ['2026-03-01 10:00:00', iso]),
  },
  'dates: RFC 2822': {
    says: 'is read',
    proof: gives('format', { format: 'ISO 8601' }, ['Sun, 01 Mar 2026 10:00:00 +0000', iso]),
  },
  'dates: d/m/Y': {
    says: 'only with a format of the source',
    proof: of(
      'format',
      { arguments: { format: 'ISO 8601' }, refuses: [['01/03/2026', 'expected a date']] },
      {
        arguments: { format: 'custom', custom_format: 'Y-m-d', input_format: 'd/m/Y' },
        gives: [['01/03/2026', '2026-03-01']],
      },
    ),
  },
  'dates: what is none': {
    says: 'an error',
    proof: of('format', { arguments: { format: 'ISO 8601' }, refuses: [['soon', 'expected a date']] }),
  },
  'dates: empty and null': {
    says: 'null, never now',
    proof: gives('format', { format: 'ISO 8601' }, [null, null], ['', null]),
  },
  'dates: the zone of the source': {
    says: 'stays; UTC without one',
    proof: gives(
      'format',
      { format: 'ISO 8601' },
      ['2026-03-01T10:00:00+05:30', '2026-03-01T10:00:00+05:30'],
      ['2026-03-01', '2026-03-01T00:00:00+00:00'],
    ),
  },
  'dynamic date: start and end of day': {
    says: '00:00:00 and 23:59:59 of the day of the run',
    proof: of(
      'custom dynamic date',
      now({ round: 'start of day' }, '2026-01-31 00:00:00'),
      now({ round: 'end of day' }, '2026-01-31 23:59:59'),
    ),
  },
  'dynamic date: units': {
    says: 'second, minute, hour, day, week, month, year',
    proof: of(
      'custom dynamic date',
      now({ units: 'second', adjustment: 1 }, '2026-01-31 10:20:31'),
      now({ units: 'minute', adjustment: 1 }, '2026-01-31 10:21:30'),
      now({ units: 'hour', adjustment: 36 }, '2026-02-01 22:20:30'),
      now({ units: 'day', adjustment: 1 }, '2026-02-01 10:20:30'),
      now({ units: 'week', adjustment: 1 }, '2026-02-07 10:20:30'),
      now({ units: 'year', adjustment: 1 }, '2027-01-31 10:20:30'),
    ),
  },
  'dynamic date: whole numbers only': {
    says: 'fractions are refused',
    proof: of('custom dynamic date', { arguments: { units: 'day', adjustment: 1.5 }, refusesArguments: 'adjustment' }),
  },
  'dynamic date: back in time': {
    says: 'negative adjustments',
    proof: of('custom dynamic date', now({ units: 'day', adjustment: -1 }, '2026-01-30 10:20:30')),
  },
  'dynamic date: rounded, then moved': {
    says: 'in this order',
    proof: of(
      'custom dynamic date',
      now({ round: 'start of day', units: 'hour', adjustment: -1 }, '2026-01-30 23:00:00'),
    ),
  },
  'dynamic date: a month runs over': {
    says: 'as in PHP, or not where that is asked for',
    proof: of(
      'custom dynamic date',
      now({ units: 'month', adjustment: 1 }, '2026-03-03 10:20:30'),
      now({ units: 'month', adjustment: 1, no_overflow: true }, '2026-02-28 10:20:30'),
    ),
  },
  'dynamic date: formatted': {
    says: 'by a chain with format',
    proof: shapeCaseOf('map', 'Functions run one after the other.'),
  },
  'tokens of days': { says: 'd j D l N w S z', proof: date('d j D l N w S z', '01 1 Sun Sunday 7 0 st 59') },
  'tokens of weeks': { says: 'W o', proof: date('W o', '09 2026') },
  'tokens of months': { says: 'm n M F t', proof: date('m n M F t', '03 3 Mar March 31') },
  'tokens of years': { says: 'Y y L', proof: date('Y y L', '2026 26 0') },
  'tokens of times': {
    says: 'a A g G h H i s v u B',
    proof: date('a A g G h H i s v u B', 'am AM 9 9 09 09 05 07 000 000000 378'),
  },
  'tokens of zones': {
    says: 'e T P p O Z I',
    proof: date('e T P p O Z I', '+01:00 GMT+0100 +01:00 +01:00 +0100 3600 0'),
  },
  'tokens of whole dates': {
    says: 'c r U',
    proof: date('c r U', '2026-03-01T09:05:07+01:00 Sun, 01 Mar 2026 09:05:07 +0100 1772352307'),
  },
  'tokens: escaped': {
    says: 'a backslash keeps the next letter',
    proof: date(String.raw`Y-m-d\TH:i:s\Z`, '2026-03-01T09:05:07Z'),
  },
  'a function that fails': {
    says: 'fails the payload, or gives null, or keeps the value',
    proof: shapeCaseOf('map', 'A function that cannot work on a value fails the payload.'),
    profile: 'map.transformError',
  },
  'the value in a message': {
    says: 'with rule, target and what was found',
    proof: testOf('runtime/run-result', 'names the record and page of every failure'),
  },
};
