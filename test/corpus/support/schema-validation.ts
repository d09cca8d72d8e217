import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { ParseOption, XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { loadDocuments } from '../../../src/scaffold/readers/wsdl/load-documents.ts';
import { Findings } from '../../../src/scaffold/readers/wsdl/findings.ts';
import type { Scope, XmlElement } from '../../../templates/soap/src/soap/xml-reader.ts';
import { escapeAttribute } from '../../../templates/soap/src/soap/xml-writer.ts';
import { corpusFolder } from './wsdl-corpus.ts';

export const hasXmllint = !execaSync('xmllint', ['--version'], { reject: false }).failed;

/** Writes the schemas of a description into a folder, and one more that admits any value of them. Gives its path. */
export async function writeSchemas(file: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const source = join(corpusFolder, dirname(file));
  const { schemas } = await loadDocuments(basename(file), (path) => readFile(join(source, path)), new Findings());
  const imports: string[] = [];
  schemas.forEach(({ file: from, root, namespace }, index) => {
    const text = readFileSync(join(source, from), 'utf8');
    const name = from.endsWith('.xsd') ? from : `inline-${index}.xsd`;
    writeFileSync(join(folder, name), from.endsWith('.xsd') ? text : withOpenArrays(cutSchema(text, root)));
    if (namespace !== '') imports.push(importOf(namespace, name));
  });
  const encoding = readFileSync(join(import.meta.dirname, 'soap-encoding.xsd'), 'utf8');
  for (const namespace of ['http://schemas.xmlsoap.org/soap/encoding/', 'http://www.w3.org/2003/05/soap-encoding']) {
    const name = `soap-encoding-${imports.length}.xsd`;
    writeFileSync(join(folder, name), encoding.replaceAll('TARGET', namespace));
    imports.unshift(importOf(namespace, name));
  }
  copyFileSync(join(import.meta.dirname, 'xml-namespace.xsd'), join(folder, 'xml-namespace.xsd'));
  imports.unshift(importOf('http://www.w3.org/XML/1998/namespace', 'xml-namespace.xsd'));
  const path = join(folder, 'all.xsd');
  writeFileSync(path, driver(imports));
  return path;
}

/** Writes the instances into one document beside the schema. Gives its path. */
export function writeInstances(schema: string, instances: readonly string[]): string {
  const path = join(dirname(schema), 'instances.xml');
  writeFileSync(path, `<r:values xmlns:r="urn:round-trip">\n${instances.join('\n')}\n</r:values>\n`);
  return path;
}

/** What libxml2, compiled to WebAssembly, has against a document. */
export function problemsForLibxml2(schema: string, document: string): readonly string[] {
  xmlRegisterFsInputProviders();
  using schemaDocument = XmlDocument.fromBuffer(readFileSync(schema), { url: schema });
  using validator = XsdValidator.fromDoc(schemaDocument);
  using parsed = XmlDocument.fromBuffer(readFileSync(document), { option: ParseOption.XML_PARSE_HUGE });
  try {
    validator.validate(parsed);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ line, message }) => `${line ?? 0}: ${message.trim()}`);
  }
}

/** What xmllint has against it, by its own words. */
export function problemsForXmllint(schema: string, document: string): readonly string[] {
  const { exitCode, stderr } = execaSync('xmllint', ['--nonet', '--noout', '--huge', '--schema', schema, document], {
    reject: false,
  });
  if (exitCode === 0) return [];
  return stderr.split('\n').filter((line) => /error/u.test(line));
}

function importOf(namespace: string, location: string): string {
  return `  <xs:import namespace="${escapeAttribute(namespace)}" schemaLocation="${location}"/>\n`;
}

function driver(imports: readonly string[]): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:round-trip" elementFormDefault="qualified">
${imports.join('')}  <xs:element name="values">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="value" type="xs:anyType" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
`;
}

/** The text of a schema inside a WSDL, with the prefixes that are declared around it. */
function cutSchema(text: string, root: XmlElement): string {
  const rest = text.slice(root.place.offset);
  const [start = '', name = ''] = /^<([\w.:-]+)/u.exec(rest) ?? [];
  const end = rest.indexOf(`</${name}>`);
  const own = rest.slice(0, rest.indexOf('>'));
  const declarations = [...prefixes(root.scope)]
    .filter(
      ([prefix]) => prefix !== 'xml' && !new RegExp(`xmlns${prefix === '' ? '' : `:${prefix}`}\\s*=`, 'u').test(own),
    )
    .map(([prefix, namespace]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(namespace)}"`);
  return start + declarations.join('') + rest.slice(start.length, end < 0 ? undefined : end + name.length + 3);
}

/** Arrays restrict SOAP's to nothing and mean everything; for a schema validator they have to say so. */
function withOpenArrays(schema: string): string {
  return schema.replaceAll(
    /<((?:\w+:)?)restriction\s+base="([\w-]+:Array)"\s*>((?:(?!sequence)[\s\S])*?)<\/\1restriction>/gu,
    (_, prefix: string, base: string, inside: string) =>
      `<${prefix}extension base="${base}">${inside}</${prefix}extension>`,
  );
}

function prefixes(scope: Scope | undefined): Map<string, string> {
  return scope === undefined ? new Map() : new Map([...prefixes(scope.outer), ...scope.prefixes]);
}
