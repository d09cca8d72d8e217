import { isObject } from '../../../text/json.ts';
import type { Source } from '../../../text/source.ts';
import { readSource, readText } from '../../../text/source.ts';
import type { Located } from './locate.ts';
import { Node } from './node.ts';
import { parseReference } from './reference.ts';

/** Why a file of a description was not read. */
export type FileRefusal = 'missing' | 'outside' | 'too-large' | 'unreadable' | 'too-many';

/** Gives the bytes of one file of a description. The reader itself touches neither disk nor network. */
export interface DescriptionFiles {
  /**
   * `path` is relative to the folder of the root document, with forward slashes; it starts with `../` or is absolute only
   * when files outside are allowed, and is a URL only when remote ones are.
   */
  read(path: string): Promise<Uint8Array | FileRefusal>;
}

export interface ReferenceRules {
  /** References may leave the folder of the root document. */
  readonly allowOutside: boolean;
  /** References may name http and https URLs. */
  readonly allowRemote: boolean;
}

/** One file of a description. */
export interface ApiDocument {
  /** Path relative to the folder of the root document, or a URL. */
  readonly id: string;
  readonly source: Source;
  readonly root: Node;
}

export interface Documents {
  readonly rules: ReferenceRules;
  readonly root: ApiDocument;
  readonly byId: ReadonlyMap<string, ApiDocument | FileRefusal>;
  /** Those that a reference was followed into; others were opened for nothing. */
  readonly used: Set<ApiDocument>;
  /** Where references lead, each looked up once: by the file they stand in and their text. */
  readonly located: Map<string, Located>;
}

const byteLimit = 64 * 1024 * 1024;
const fileLimit = 10_000;
const readTogether = 32;

/**
 * Reads the root document and all files that references lead to from there.
 * A file that cannot be read is remembered with the reason; who needs it reports it.
 * Limits: 64 MB and 10,000 files in all.
 */
export async function loadDocuments(
  rootId: string,
  display: (id: string) => string,
  files: DescriptionFiles,
  rules: ReferenceRules,
): Promise<Documents | FileRefusal> {
  const byId = new Map<string, ApiDocument | FileRefusal>();
  const seen = new Set([rootId]);
  const waiting = [rootId];
  let bytesLeft = byteLimit;
  while (waiting.length > 0) {
    const together = waiting.splice(0, readTogether);
    const contents = await Promise.all(
      together.map((id) => (byId.size < fileLimit ? files.read(id) : Promise.resolve('too-many' as const))),
    );
    // In order of discovery, so that the limit on bytes always strikes the same file.
    for (const [index, id] of together.entries()) {
      let content = contents[index] ?? 'missing';
      if (typeof content !== 'string' && content.length > bytesLeft) content = 'too-large';
      if (typeof content === 'string') {
        byId.set(id, content);
        continue;
      }
      bytesLeft -= content.length;
      const document = openDocument(id, await readPart(display(id), content));
      byId.set(id, document);
      waiting.push(...filesNamedIn(document, rules, seen));
    }
  }
  const root = byId.get(rootId) ?? 'missing';
  return typeof root === 'string' ? root : { rules, root, byId, used: new Set([root]), located: new Map() };
}

/** Texts that a description takes in whole; everything else is JSON or YAML, by its name or by how it begins. */
async function readPart(file: string, bytes: Uint8Array): Promise<Source> {
  if (/\.(?:md|markdown|txt)$/iu.test(file)) return readText(file, bytes);
  if (/\.(?:json|ya?ml)$/iu.test(file)) return await readSource(file, bytes);
  const isJson = /^\s*[{[]/u.test(new TextDecoder().decode(bytes.subarray(0, 1000)));
  return await readSource(file, bytes, isJson ? 'json' : 'yaml');
}

function openDocument(id: string, source: Source): ApiDocument {
  const document: { id: string; source: Source; root: Node } = { id, source, root: undefined as never }; // set on the next line
  document.root = new Node(source.value, document);
  return document;
}

/**
 * The files that references of a document name, each once over all calls.
 * Lists under `x-` keys are left out: they hold code samples and the like, never a part of the description.
 */
function filesNamedIn(document: ApiDocument, rules: ReferenceRules, seen: Set<string>): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [document.source.value];
  const note = (text: unknown): void => {
    if (typeof text !== 'string' || text.startsWith('#')) return;
    const reference = parseReference(text, document.id, rules);
    if (reference.refused !== undefined || seen.has(reference.id)) return;
    seen.add(reference.id);
    found.push(reference.id);
  };
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) for (const item of value) if (typeof item === 'object') waiting.push(item);
    if (!isObject(value)) continue;
    for (const key of Object.keys(value)) {
      const member = value[key];
      if (key === '$ref') note(member);
      if (key === 'mapping' && isObject(member)) for (const target of Object.values(member)) note(target);
      if (typeof member === 'object' && !(key.startsWith('x-') && Array.isArray(member))) waiting.push(member);
    }
  }
  return found;
}
