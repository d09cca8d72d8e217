import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { format: 'custom', custom_format: 'j.m.Y' },
    gives: [
      ['2026-03-01T10:00:00Z', '1.03.2026'],
      ['2026-03-01', '1.03.2026'],
      ['2026-03-01 23:59:59', '1.03.2026'],
      ['Sun, 01 Mar 2026 09:00:00 +0100', '1.03.2026'],
      ['', null],
      [null, null],
      [
        ['2026-03-01', null, '2026-12-24'],
        ['1.03.2026', null, '24.12.2026'],
      ],
    ],
    refuses: [
      ['soon', 'expected a date, found a string'],
      ['2026-02-30', 'expected a date'],
      ['2026-13-01', 'expected a date'],
      ['01/03/2026', 'expected a date'],
      [12, 'expected a date, found a number'],
      [true, 'expected a date, found a boolean'],
      [{}, 'expected a date, found an object'],
    ],
  },
  {
    shows: 'The offset of the source is honoured, and kept.',
    arguments: { format: 'U' },
    gives: [
      ['2023-10-26T07:51:07-04:00', '1698321067'],
      [1_698_321_067, '1698321067'],
      ['1698321067', '1698321067'],
      [1_698_321_067_000, '1698321067'],
      [12_345_678_901, '12345678901'],
      ['123456789', '123456789'],
    ],
  },
  {
    arguments: { format: 'Y-m-d H:i:s P' },
    gives: [
      ['2026-03-01T01:00:00+05:30', '2026-03-01 01:00:00 +05:30'],
      ['2026-03-01T01:00:00Z', '2026-03-01 01:00:00 +00:00'],
    ],
  },
  {
    shows: 'Tokens of days, weeks, months and years.',
    arguments: { format: 'd j D l N w S z W o m n M F t Y y L' },
    gives: [
      ['2024-02-29', '29 29 Thu Thursday 4 4 th 59 09 2024 02 2 Feb February 29 2024 24 1'],
      ['2027-01-03', '03 3 Sun Sunday 7 0 rd 2 53 2026 01 1 Jan January 31 2027 27 0'],
    ],
  },
  {
    arguments: { format: 'jS' },
    gives: [
      ['2026-03-01', '1st'],
      ['2026-03-02', '2nd'],
      ['2026-03-11', '11th'],
      ['2026-03-12', '12th'],
      ['2026-03-13', '13th'],
      ['2026-03-22', '22nd'],
      ['2026-03-23', '23rd'],
      ['2026-03-31', '31st'],
    ],
  },
  {
    shows: 'Tokens of the time and its zone.',
    arguments: { format: 'a A g G h H i s v u P p O Z U' },
    gives: [
      ['2026-03-01T00:05:09.012Z', 'am AM 12 0 12 00 05 09 012 012000 +00:00 Z +0000 0 1772323509'],
      ['2026-03-01T15:05:09-03:30', 'pm PM 3 15 03 15 05 09 000 000000 -03:30 -03:30 -0330 -12600 1772390109'],
    ],
  },
  {
    shows: 'Swatch time is counted from midnight in Biel.',
    arguments: { format: 'B' },
    gives: [
      ['2026-03-01T11:00:00Z', '500'],
      ['2026-02-28T23:00:00Z', '000'],
    ],
  },
  { arguments: { format: 'c' }, gives: [['2004-02-12T15:19:21Z', '2004-02-12T15:19:21+00:00']] },
  { arguments: { format: 'r' }, gives: [['2026-03-01T09:00:00+01:00', 'Sun, 01 Mar 2026 09:00:00 +0100']] },
  {
    shows: 'A backslash keeps the next letter.',
    arguments: { format: 'Y-m-d\\TH:i:s\\Z' },
    gives: [['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z']],
  },
  { arguments: { format: 'custom' }, gives: [['2026-03-01', '2026-03-01T00:00:00+00:00']] },
  {
    shows: 'Another form of input is read with its own tokens, and with nothing else.',
    arguments: { format: 'Y-m-d', input_format: 'd/m/Y' },
    gives: [
      ['01/03/2026', '2026-03-01'],
      ['1/3/2026', '2026-03-01'],
      [null, null],
      ['', null],
    ],
    refuses: [
      ['2026-03-01', 'expected a date'],
      ['31/02/2026', 'expected a date'],
      ['1/3/26', 'expected a date'],
    ],
  },
  { arguments: { format: 'Y-m-d', input_format: 'd-m-Y' }, gives: [['01-03-2026', '2026-03-01']] },
  {
    arguments: { format: 'Y-m-d H:i', input_format: 'M j, y g:i A' },
    gives: [
      ['Mar 1, 26 9:05 PM', '2026-03-01 21:05'],
      ['Mar 1, 26 12:05 AM', '2026-03-01 00:05'],
    ],
  },
  { arguments: { format: '' }, refusesArguments: 'format' },
  { arguments: {}, refusesArguments: 'format' },
  {
    shows: 'Seconds may be written as a decimal.',
    arguments: { format: 'U' },
    gives: [[new ExactNumber('1698321067.50'), '1698321067']],
  },
] as const satisfies readonly TransformCase[];
