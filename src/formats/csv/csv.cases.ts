import type { FormatCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

export default [
  {
    shows: 'Cells are texts: long numbers and leading zeros stay.',
    text: 'sku,name,ean\n00123,Cup,12345678901234567890\n',
    value: [{ sku: '00123', name: 'Cup', ean: '12345678901234567890' }],
  },
  {
    shows: 'Delimiters, quotes and line ends inside quotes are content; the delimiter is found.',
    text: 'sku;text\r\n1;"Cup, ""big"";\r\nblue"\r\n',
    value: [{ sku: '1', text: 'Cup, "big";\r\nblue' }],
  },
  { text: 'a\tb\n1\t2', value: [{ a: '1', b: '2' }] },
  {
    shows: 'A first line that names the delimiter is no header.',
    text: 'sep=;\r\nid;name\r\n1;Cup, big\r\n',
    value: [{ id: '1', name: 'Cup, big' }],
  },
  { shows: 'An empty cell is empty text.', text: 'a,b\n,""\n', value: [{ a: '', b: '' }] },
  {
    shows: 'Empty lines are no rows, unless there is one column.',
    text: 'a,b\n1,2\n3,4\n',
    value: [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  },
  { text: 'a\n1\n\n2\n', value: [{ a: '1' }, { a: '' }, { a: '2' }] },
  { shows: 'A header alone is a list without rows.', text: 'a,b\r\n', value: [], given: {} },
  {
    shows: 'Without a header columns are numbered.',
    given: { hasHeader: false },
    text: '1,a\n2,b\n',
    value: [
      { 0: '1', 1: 'a' },
      { 0: '2', 1: 'b' },
    ],
  },
  { profile: { 'csv.columns': 'numbered' }, text: '1,a\n', value: [{ 0: '1', 1: 'a' }] },
  { shows: 'A given delimiter.', given: { delimiter: ':' }, text: 'a,b:c\n1:2\n', value: [{ 'a,b': '1', c: '2' }] },
  { profile: { 'csv.delimiter': 'comma' }, text: 'a;b;c,d\n1,2\n', value: [{ 'a;b;c': '1', d: '2' }] },
  { given: { quote: null }, text: 'inch,"\n5",6\n', value: [{ inch: '5"', '"': '6' }] },
  { given: { quote: "'" }, text: "a,b\n'1,0',2\n", value: [{ a: '1,0', b: '2' }] },
  {
    shows: 'Names that JavaScript knows.',
    text: '__proto__,toString\n1,2\n',
    value: [JSON.parse('{"__proto__":"1","toString":"2"}')],
  },
  { shows: 'A row of another width.', text: 'a,b\n1,2\n3\n', refuses: 'run/bad-document' },
  { text: 'a,b\n1,2,3\n', refuses: 'run/bad-document' },
  { shows: 'Two columns of one name.', text: 'a,a\n1,2\n', refuses: 'run/bad-document' },
  { shows: 'Quotes in the wrong place.', text: 'a,b\n1,5" pipe\n', refuses: 'run/bad-document' },
  { text: 'a,b\n1,"5" pipe\n', refuses: 'run/bad-document' },
  { text: 'a,b\n1,"open\n', refuses: 'run/bad-document' },
  {
    shows: 'What a map makes: commas, CRLF, quotes where they are needed, columns in order of appearance.',
    prints: [
      [
        [
          { a: 1, b: true },
          { b: null, c: 'x, y' },
        ],
        'a,b,c\r\n1,true,\r\n,,"x, y"\r\n',
      ],
      [{ id: new ExactNumber('19.90'), text: ' a' }, 'id,text\r\n19.90," a"\r\n'],
      [[{ a: '' }, { a: '"' }], 'a\r\n""\r\n""""\r\n'],
      [[], ''],
    ],
  },
  {
    shows: 'A cell holds one value, and a row is an object.',
    refusesValues: [[{ a: [1] }], [{ a: { b: 1 } }], ['a'], 'a', [[1, 2]], null],
  },
] as const satisfies readonly FormatCase[];
