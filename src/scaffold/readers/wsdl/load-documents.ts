import { posix } from 'node:path';
import { readXml, XmlError, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import { spanOfElement, spanOfPlace, type Findings, type SoapCode } from './findings.ts';
import { attribute, childrenOf, wsdl } from './vocabulary.ts';

/** Gives the bytes of a file, or `undefined` when there is none. Paths are relative to the entry, with `/`. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

export interface WsdlDocuments {
  readonly definitions: readonly WsdlFile[];
  readonly schemas: readonly SchemaDocument[];
}

export interface WsdlFile {
  readonly file: string;
  readonly root: XmlElement;
}

/** One xs:schema. A schema without target namespace appears once for each namespace that includes it. */
export interface SchemaDocument {
  readonly file: string;
  readonly root: XmlElement;
  readonly namespace: string;
  /** The schema has no target namespace and takes that of its includer; so do its unprefixed references. */
  readonly isChameleon: boolean;
}

const fileLimit = 2000;

/** The largest schemas in use have some 10 000 elements in 1 MB. */
const limits = { bytes: 16 * 1024 * 1024, elements: 100_000 };

/**
 * Reads a WSDL and everything it imports and includes, each file once, in the order of reference.
 * Diagnostics: `scaffold/xml-*`, `scaffold/wsdl-missing-document`, `scaffold/wsdl-remote-document`,
 * `scaffold/wsdl-outside-folder`.
 */
export async function loadDocuments(entry: string, readFile: ReadFile, findings: Findings): Promise<WsdlDocuments> {
  const loader = new Loader(readFile, findings);
  await loader.loadEntry(entry);
  return { definitions: loader.definitions, schemas: loader.schemas };
}

class Loader {
  readonly definitions: WsdlFile[] = [];
  readonly schemas: SchemaDocument[] = [];
  readonly #readFile: ReadFile;
  readonly #findings: Findings;
  readonly #roots = new Map<string, XmlElement | undefined>();
  readonly #seen = new Set<string>();

  constructor(readFile: ReadFile, findings: Findings) {
    this.#readFile = readFile;
    this.#findings = findings;
  }

  async loadEntry(path: string): Promise<void> {
    const bytes = await this.#readFile(path);
    const root = bytes === undefined ? undefined : this.#parse(path, bytes);
    this.#roots.set(path, root);
    if (root !== undefined) await this.#addRoot(path, root);
  }

  async #addRoot(file: string, root: XmlElement): Promise<void> {
    if (root.namespace === wsdl.schema && root.local === 'schema') return this.#addSchema(file, root, undefined);
    if (root.namespace !== wsdl.wsdl || root.local !== 'definitions') {
      const found = `<${root.local}>${root.namespace === '' ? '' : ` of ${root.namespace}`}`;
      const message = `The root element is ${found}; <definitions> of WSDL 1.1 is needed.`;
      return this.#findings.add('scaffold/wsdl-not-a-description', message, spanOfElement(file, root), {
        lost: { kind: 'document', name: file },
      });
    }
    if (this.#seen.has(file)) return;
    this.#seen.add(file);
    this.definitions.push({ file, root });
    for (const types of childrenOf(root, wsdl.wsdl, 'types'))
      for (const schema of childrenOf(types, wsdl.schema, 'schema')) await this.#addSchema(file, schema, undefined);
    for (const reference of childrenOf(root, wsdl.wsdl, 'import')) {
      const target = await this.#follow(file, reference, 'location');
      if (target !== undefined) await this.#addRoot(target.file, target.root);
    }
  }

  async #addSchema(file: string, root: XmlElement, includer: string | undefined): Promise<void> {
    const own = attribute(root, 'targetNamespace');
    const namespace = own ?? includer ?? '';
    const key = `${file} ${root.place.offset} ${namespace}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.schemas.push({ file, root, namespace, isChameleon: own === undefined && includer !== undefined });
    for (const reference of childrenOf(root, wsdl.schema, 'import', 'include', 'redefine')) {
      if (attribute(reference, 'schemaLocation') === undefined) continue;
      const target = await this.#follow(file, reference, 'schemaLocation');
      if (target === undefined) continue;
      if (target.root.namespace === wsdl.schema && target.root.local === 'schema')
        await this.#addSchema(target.file, target.root, reference.local === 'import' ? undefined : namespace);
      else await this.#addRoot(target.file, target.root);
    }
  }

  async #follow(from: string, reference: XmlElement, name: string): Promise<WsdlFile | undefined> {
    const location = attribute(reference, name);
    const at = spanOfElement(from, reference);
    if (location === undefined) return undefined;
    const lost = { kind: 'document', name: location };
    if (/^[a-z][a-z\d+.-]*:/iu.test(location) || location.startsWith('//')) {
      this.#findings.add('scaffold/wsdl-remote-document', `"${location}" is not a file beside the description.`, at, {
        lost,
      });
      return undefined;
    }
    const path = posix.normalize(
      posix.join(posix.dirname(from), location.replaceAll('\\', '/').replace(/[?#].*$/u, '')),
    );
    if (path.startsWith('../') || posix.isAbsolute(location)) {
      this.#findings.add(
        'scaffold/wsdl-outside-folder',
        `"${location}" lies outside of the folder of the description.`,
        at,
        { lost },
      );
      return undefined;
    }
    const root = await this.#load(path);
    if (root === 'missing') {
      this.#findings.add('scaffold/wsdl-missing-document', `There is no file "${path}".`, at, { lost });
      return undefined;
    }
    return root === undefined ? undefined : { file: path, root };
  }

  async #load(path: string): Promise<XmlElement | 'missing' | undefined> {
    if (this.#roots.has(path)) return this.#roots.get(path);
    const bytes = this.#roots.size >= fileLimit ? undefined : await this.#readFile(path);
    if (bytes === undefined) return 'missing';
    const root = this.#parse(path, bytes);
    this.#roots.set(path, root);
    return root;
  }

  #parse(file: string, bytes: Uint8Array): XmlElement | undefined {
    const undeclared = new Set<string>();
    try {
      return readXml(bytes, {
        limits,
        onUndeclaredPrefix: (prefix, place) => {
          if (undeclared.has(prefix)) return `undeclared:${prefix}`;
          undeclared.add(prefix);
          const message = `Prefix "${prefix}" is not declared; what it marks is ignored.`;
          this.#findings.add('scaffold/xml-undeclared-prefix', message, spanOfPlace(file, place));
          return `undeclared:${prefix}`;
        },
      });
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      this.#findings.add(xmlCodes[error.problem], error.message, spanOfPlace(file, error.place), {
        lost: { kind: 'document', name: file },
      });
      return undefined;
    }
  }
}

const xmlCodes: Readonly<Record<XmlError['problem'], SoapCode>> = {
  syntax: 'scaffold/xml-syntax',
  doctype: 'scaffold/xml-doctype',
  limit: 'scaffold/xml-limit',
  namespace: 'scaffold/xml-namespace',
  encoding: 'scaffold/xml-encoding',
};
