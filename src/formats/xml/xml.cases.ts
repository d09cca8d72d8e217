import type { FormatCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

export default [
  {
    shows: 'Elements of one name are a list where there are several; a path with * goes through one as well.',
    text: '<orders><order><id>007</id></order><order><id>8</id></order></orders>',
    value: { orders: { order: [{ id: '007' }, { id: '8' }] } },
  },
  { text: '<orders><order><id>7</id></order></orders>', value: { orders: { order: { id: '7' } } } },
  {
    shows: 'Attributes, and text beside them.',
    text: '<price currency="EUR">19.90</price>',
    value: { price: { '@currency': 'EUR', '#text': '19.90' } },
  },
  {
    shows: 'White space between elements is kept in the document and is no text; inside an element it is.',
    text: '<a>\n  <b> x </b>\n</a>\n',
    value: { a: { b: ' x ' } },
  },
  { shows: 'An empty element is empty text.', text: '<a><b/><c></c></a>', value: { a: { b: '', c: '' } } },
  { profile: { 'xml.emptyElement': 'null' }, text: '<a><b/><c></c></a>', value: { a: { b: null, c: null } } },
  {
    shows: 'Prefixes stay, and declarations are attributes.',
    text: '<o:a xmlns:o="urn:o" xmlns="urn:d"><b o:c="1"/></o:a>',
    value: { 'o:a': { '@xmlns:o': 'urn:o', '@xmlns': 'urn:d', b: { '@o:c': '1' } } },
  },
  {
    shows: 'CDATA and references are their text. Comments and processing instructions are kept in the document.',
    text: '<?xml version="1.0"?>\n<!-- a --><a><![CDATA[1 < 2]]> &amp; &#65;<?pi x?></a>',
    value: { a: '1 < 2 & A' },
  },
  {
    shows: 'Text between elements is one text.',
    text: '<p>Send <b>two</b> cups</p>',
    value: { p: { b: 'two', '#text': 'Send  cups' } },
  },
  {
    shows: 'A document type that only names a description is kept, and nothing is fetched.',
    text: '<!DOCTYPE cXML SYSTEM "http://xml.example/cXML.dtd"><cXML>1</cXML>',
    value: { cXML: '1' },
  },
  {
    shows: 'Names that JavaScript knows.',
    text: '<__proto__><toString>1</toString></__proto__>',
    value: JSON.parse('{"__proto__":{"toString":"1"}}'),
  },
  {
    shows: 'Entities are refused.',
    text: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    refuses: 'run/xml-entities',
  },
  {
    text: '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    refuses: 'run/xml-entities',
  },
  { text: '<a>&b;</a>', refuses: 'run/bad-document' },
  { shows: 'What is not well formed is refused.', text: '<a><b></a>', refuses: 'run/bad-document' },
  { text: '<a/><b/>', refuses: 'run/bad-document' },
  { text: '<a', refuses: 'run/bad-document' },
  { text: '<p:a/>', refuses: 'run/bad-document' },
  { text: '<a b="1" b="2"/>', refuses: 'run/bad-document' },
  {
    shows: 'What a map makes.',
    prints: [
      [
        { orders: { order: [{ id: 1 }, { id: 2 }] } },
        `${head}<orders><order><id>1</id></order><order><id>2</id></order></orders>`,
      ],
      [
        { price: { '@currency': 'EUR', '#text': new ExactNumber('19.90') } },
        `${head}<price currency="EUR">19.90</price>`,
      ],
      [
        { a: { b: null, c: '', d: [], e: '<&>\r', '@f': '"\n' } },
        `${head}<a f="&quot;&#10;"><b/><c/><e>&lt;&amp;&gt;&#13;</e></a>`,
      ],
      [{ 'o:a': { '@xmlns:o': 'urn:o', 'o:b': 1 } }, `${head}<o:a xmlns:o="urn:o"><o:b>1</o:b></o:a>`],
    ],
  },
  {
    shows: 'A document has one root element, names are names, and characters are those of XML.',
    refusesValues: [
      {},
      { a: 1, b: 2 },
      { a: [1, 2] },
      [{ a: 1 }],
      'a',
      { '@a': '1' },
      { '1a': 1 },
      { 'a b': 1 },
      { 'o:a': 1 },
      { a: { '@b': { c: 1 } } },
      { a: { b: [[1]] } },
      { a: '\u0000' },
      { a: '\uD800' },
    ],
  },
] as const satisfies readonly FormatCase[];
