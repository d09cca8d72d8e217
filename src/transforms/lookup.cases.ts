import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

const missed = (lookup: string): string => `Lookup "${lookup}" had no row for a value, which became null.`;
const colours = {
  name: 'colours',
  rows: [
    { left_value: 'red', right_value: '#F00' },
    { left_value: 'red', right_value: '#E00' },
    { left_value: 'blue', right_value: '#00F' },
    { left_value: '5', right_value: 'five' },
    { left_value: 'true', right_value: 'yes' },
  ],
};
const mixed = {
  name: 'mixed',
  rows: [
    { left_value: 'grey', right_value: 'G', match: 'contains' },
    { left_value: 'black', right_value: 'K', match: 'exact_ci' },
    { left_value: 'white', right_value: 'W' },
  ],
};
const numbers = {
  name: 'numbers',
  rows: [
    { left_value: 'a', right_value: '12' },
    { left_value: 'b', right_value: '2.5' },
    { left_value: 'c', right_value: 'three' },
    { left_value: 'yes', right_value: 'true' },
    { left_value: 'one', right_value: '1' },
    { left_value: 'no', right_value: 'off' },
  ],
};

export default [
  {
    shows: 'The first row that matches wins.',
    lookups: [colours],
    arguments: { lookup: 'colours' },
    gives: [
      ['red', '#F00'],
      ['blue', '#00F'],
      [
        ['red', 'blue'],
        ['#F00', '#00F'],
      ],
      [5, 'five'],
      [true, 'yes'],
      [null, null],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'Without a row the profile decides: null by default, with a warning.',
    lookups: [colours],
    arguments: { lookup: 'colours' },
    gives: [
      ['Red', null],
      ['re', null],
      ['red ', null],
      ['', null],
      [
        ['red', 'pink'],
        ['#F00', null],
      ],
    ],
    warns: missed('colours'),
  },
  {
    lookups: [colours],
    profile: { 'map.lookupNoMatch': 'keep' },
    arguments: { lookup: 'colours' },
    gives: [['pink', 'pink']],
  },
  {
    lookups: [colours],
    profile: { 'map.lookupNoMatch': 'fail' },
    arguments: { lookup: 'colours' },
    refuses: [['pink', 'has no row']],
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', direction: 'right_to_left' },
    gives: [
      ['#F00', 'red'],
      ['five', '5'],
      ['red', null],
    ],
    warns: missed('colours'),
  },
  { lookups: [colours], arguments: { lookup: 'colours', direction: 'left_to_right' }, gives: [['red', '#F00']] },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', match_type: 'exact' },
    gives: [
      ['red', '#F00'],
      ['RED', null],
    ],
    warns: missed('colours'),
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', match_type: 'exact_ci' },
    gives: [
      ['RED', '#F00'],
      ['Blue', '#00F'],
      ['reds', null],
    ],
    warns: missed('colours'),
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', match_type: 'contains' },
    gives: [
      ['dark red!', '#F00'],
      ['RED', null],
    ],
    warns: missed('colours'),
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', match_type: 'starts_with' },
    gives: [
      ['redwood', '#F00'],
      ['dark red', null],
    ],
    warns: missed('colours'),
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', match_type: 'ends_with' },
    gives: [
      ['dark red', '#F00'],
      ['redwood', null],
    ],
    warns: missed('colours'),
  },
  {
    shows: 'A row may name its own way to match.',
    lookups: [mixed],
    arguments: { lookup: 'mixed' },
    gives: [
      ['dark grey', 'G'],
      ['grey', 'G'],
      ['Black', 'K'],
      ['white', 'W'],
      ['White', null],
    ],
    warns: missed('mixed'),
  },
  {
    lookups: [numbers],
    arguments: { lookup: 'numbers', output_type: 'integer' },
    gives: [['a', 12]],
    refuses: [['c', 'expected a number']],
  },
  {
    lookups: [numbers],
    arguments: { lookup: 'numbers', output_type: 'float' },
    gives: [
      ['a', 12],
      ['b', 2.5],
    ],
    refuses: [['c', 'expected a number']],
  },
  { lookups: [numbers], arguments: { lookup: 'numbers', output_type: 'string' }, gives: [['a', '12']] },
  {
    lookups: [numbers],
    arguments: { lookup: 'numbers', output_type: 'boolean' },
    gives: [
      ['yes', true],
      ['one', true],
      ['no', false],
    ],
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', on_miss: 'keep' },
    gives: [
      ['pink', 'pink'],
      ['red', '#F00'],
      [7, 7],
    ],
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', on_miss: 'null' },
    gives: [['pink', null]],
    warns: missed('colours'),
  },
  { lookups: [colours], arguments: { lookup: 'colours', on_miss: 'empty' }, gives: [['pink', '']] },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', on_miss: 'fail' },
    gives: [['red', '#F00']],
    refuses: [['pink', 'lookup "colours" has no row']],
  },
  {
    lookups: [colours],
    arguments: { lookup: 'colours', on_miss: { default: 0 } },
    gives: [
      ['pink', 0],
      ['red', '#F00'],
    ],
  },
  { arguments: { lookup: 'colours' }, refusesArguments: 'there is no lookup "colours"' },
  { arguments: {}, refusesArguments: 'lookup' },
  { lookups: [colours], arguments: { lookup: 'colours', direction: 'sideways' }, refusesArguments: 'direction' },
  { lookups: [colours], arguments: { lookup: 'colours', match_type: 'fuzzy' }, refusesArguments: 'match_type' },
  { lookups: [colours], arguments: { lookup: 'colours', output_type: 'date' }, refusesArguments: 'output_type' },
  { lookups: [colours], arguments: { lookup: 'colours', on_miss: 'guess' }, refusesArguments: 'on_miss' },
  {
    shows: 'A number is found by every digit.',
    lookups: [
      {
        name: 'ids',
        rows: [
          { left_value: '12345678901234567890', right_value: 'a' },
          { left_value: '12345678901234567891', right_value: 'b' },
        ],
      },
    ],
    arguments: { lookup: 'ids' },
    gives: [[new ExactNumber('12345678901234567891'), 'b']],
  },
  {
    lookups: [{ name: 'ids', rows: [{ left_value: 'a', right_value: '12345678901234567891' }] }],
    arguments: { lookup: 'ids', output_type: 'integer' },
    gives: [['a', new ExactNumber('12345678901234567891')]],
  },
  {
    shows: 'Patterns, as in filters.',
    arguments: { lookup: 'carriers', match_type: 'regex' },
    lookups: [
      {
        name: 'carriers',
        rows: [
          { left_value: '/^dpd[ -]/i', right_value: 'DPD' },
          { left_value: '^UPS$', right_value: 'UPS' },
        ],
      },
    ],
    gives: [
      ['DPD next day', 'DPD'],
      ['UPS', 'UPS'],
      [null, null],
    ],
  },
  {
    arguments: { lookup: 'carriers', match_type: 'regex' },
    lookups: [{ name: 'carriers', rows: [{ left_value: '(', right_value: 'x' }] }],
    refusesArguments: '"(" cannot be used',
  },
  {
    shows: 'An empty text of the table may stand for null.',
    arguments: { lookup: 'units', output_type: 'null-preserving' },
    lookups: [
      {
        name: 'units',
        rows: [
          { left_value: 'none', right_value: '' },
          { left_value: 'kg', right_value: 'KGM' },
        ],
      },
    ],
    gives: [
      ['none', null],
      ['kg', 'KGM'],
    ],
  },
] as const satisfies readonly TransformCase[];
