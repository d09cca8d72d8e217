import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { decodeText } from '../../../../templates/soap/src/soap/xml-reader.ts';
import { sortDiagnostics } from '../../../diagnostics/diagnostic.ts';
import type { SoapModel } from '../../soap-model.ts';
import { DeclarationCounter } from './count-declared.ts';
import { Definitions } from './definitions.ts';
import { noteExtensions } from './extensions.ts';
import { Findings, spanOfElement } from './findings.ts';
import { loadDocuments, type ReadFile, type SchemaDocument, type WsdlFile } from './load-documents.ts';
import { SchemaResolver } from './resolve-schema.ts';
import { SchemaIndex } from './schema-index.ts';
import { readServices } from './services.ts';
import { attribute, descriptionOf } from './vocabulary.ts';

export interface WsdlReading {
  /** Absent when the entry itself could not be read; the diagnostics say why. */
  readonly model: SoapModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a WSDL 1.1 description with everything it imports.
 *
 * Input: the path of the entry and a reader of files; paths are relative to the folder that the reader stands for.
 * Output: the model, as complete as the documents allow, and diagnostics with positions.
 * Diagnostics: `scaffold/xml-*`, `scaffold/wsdl-*`. Never throws for any document.
 */
export async function readWsdl(entry: string, readFile: ReadFile): Promise<WsdlReading> {
  const findings = new Findings();
  const texts = new Map<string, Uint8Array>();
  const readAndKeep: ReadFile = async (path) => {
    const bytes = await readFile(path);
    if (bytes !== undefined) texts.set(path, bytes);
    return bytes;
  };
  const { definitions, schemas } = await loadDocuments(entry, readAndKeep, findings);
  const [first] = definitions;
  if (first === undefined) {
    const [schema] = schemas;
    if (schema !== undefined)
      findings.add(
        'scaffold/wsdl-not-a-description',
        'The document is a schema alone; it describes no service.',
        spanOfElement(schema.file, schema.root),
      );
    return { model: undefined, diagnostics: sortDiagnostics(findings.all()) };
  }
  const counter = countDeclared(definitions, schemas, texts);
  const resolver = new SchemaResolver(new SchemaIndex(schemas, findings));
  const known = new Definitions(definitions, findings);
  const { services, outsideSoap } = readServices(known, resolver, findings);
  const schema = resolver.resolveAll();
  noteExtensions(definitions, schemas, findings);
  const model: SoapModel = {
    title: attribute(first.root, 'name') ?? services[0]?.name ?? entry.replace(/^.*\//u, '').replace(/\.\w+$/u, ''),
    targetNamespace: attribute(first.root, 'targetNamespace') ?? '',
    ...descriptionOf(first.root),
    services,
    schema,
    declared: { operations: counter.operations, types: counter.types },
    outsideSoap,
    losses: findings.losses(),
  };
  return { model, diagnostics: sortDiagnostics(findings.all()) };
}

function countDeclared(
  definitions: readonly WsdlFile[],
  schemas: readonly SchemaDocument[],
  texts: ReadonlyMap<string, Uint8Array>,
): DeclarationCounter {
  const counter = new DeclarationCounter();
  const counted = new Set<string>();
  const count = (file: string, namespace: string): void => {
    const bytes = texts.get(file);
    if (bytes === undefined || counted.has(`${file} ${namespace}`)) return;
    counted.add(`${file} ${namespace}`);
    counter.add(file, decodeText(bytes), namespace);
  };
  for (const { file } of definitions) count(file, '');
  for (const { file, namespace, isChameleon } of schemas) count(file, isChameleon ? namespace : '');
  return counter;
}
