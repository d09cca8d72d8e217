import { SaxesParser } from 'saxes';
import { CharsetError, decodeText as readText } from '../../../connector/src/runtime/charset.ts';
import { XmlError, type XmlLimits, type XmlPlace } from './xml-error.ts';
import { baseScope, declare, lookUp, type Scope } from './xml-scope.ts';

export { XmlError } from './xml-error.ts';
export type { XmlLimits, XmlPlace } from './xml-error.ts';
export { resolveQName, type Scope } from './xml-scope.ts';

/** An element as read, with its namespace resolved. */
export interface XmlElement {
  readonly namespace: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  /** Elements and runs of text, white space as it stood. */
  readonly children: readonly (XmlElement | string)[];
  /** What prefixes mean inside this element, for names that stand in values. */
  readonly scope: Scope;
  readonly place: XmlPlace;
}

export interface XmlAttribute {
  readonly namespace: string;
  readonly local: string;
  readonly value: string;
}

export const defaultLimits: XmlLimits = {
  bytes: 16 * 1024 * 1024,
  depth: 200,
  elements: 200_000,
  attributes: 500,
  attributeLength: 1024 * 1024,
};

export interface XmlOptions {
  readonly limits?: Partial<XmlLimits>;
  /** As it came with the bytes: it may name their character set. */
  readonly contentType?: string;
  /** Gives an undeclared prefix a namespace instead of refusing the document. */
  readonly onUndeclaredPrefix?: (prefix: string, place: XmlPlace) => string;
}

/**
 * Reads one XML document into a tree.
 *
 * Hostile input: a document type declaration is refused before anything of it is used, so there are no entities but
 * the five of XML; size, depth and numbers are limited; two attributes of one expanded name are refused.
 * Errors: `XmlError`, always with a place.
 */
export function readXml(input: string | Uint8Array, { limits, contentType, onUndeclaredPrefix }: XmlOptions = {}): XmlElement {
  const limit = { ...defaultLimits, ...limits };
  if (input.length > limit.bytes)
    throw new XmlError('limit', `The document is larger than ${limit.bytes} bytes.`, { line: 1, column: 1, offset: 0 });
  const text = typeof input === 'string' ? input.replace(/^\uFEFF/u, '') : decodeText(input, contentType);
  refuseDoctype(text);
  const parser = new SaxesParser({ position: true, xmlns: false });
  const builder = new TreeBuilder(limit, onUndeclaredPrefix);
  let tagStart: XmlPlace = { line: 1, column: 1, offset: 0 };
  let attributes = 0;
  const here = (): XmlPlace => ({ line: parser.line, column: parser.column + 1, offset: parser.position });
  parser.on('error', (error) => {
    throw new XmlError('syntax', sentence(error.message), here());
  });
  // Looked for before; what stands in an unlooked-for place is refused all the same.
  parser.on('doctype', () => {
    throw new XmlError('doctype', doctypeRefused, here());
  });
  parser.on('opentagstart', (tag) => {
    attributes = 0;
    // The parser stands behind the name and the character after it.
    const behind = tag.name.length + 2;
    const { line, column, offset } = here();
    tagStart = { line, column: Math.max(1, column - behind), offset: Math.max(0, offset - behind) };
  });
  parser.on('attribute', ({ name, value }) => {
    if (++attributes > limit.attributes)
      throw new XmlError('limit', `An element has more than ${limit.attributes} attributes.`, tagStart);
    if (value.length > limit.attributeLength || name.length > limit.attributeLength)
      throw new XmlError('limit', `An attribute is longer than ${limit.attributeLength} characters.`, tagStart);
  });
  parser.on('opentag', (tag) =>
    builder.open(tag.name, attributes === 0 ? [] : Object.entries(tag.attributes), tagStart),
  );
  parser.on('closetag', () => builder.close());
  parser.on('text', (value) => builder.text(value));
  parser.on('cdata', (value) => builder.text(value));
  // In pieces, so that a limit is noticed long before the end of a large document.
  for (let start = 0; start < text.length; start += pieceLength) parser.write(text.slice(start, start + pieceLength));
  parser.close();
  return builder.root();
}

const doctypeRefused = 'The document has a document type declaration (<!DOCTYPE>), which is refused.';

/** Looks at what stands before the root element, where a declaration would be, before the parser reads a word of it. */
function refuseDoctype(text: string): void {
  let at = 0;
  for (;;) {
    while (/\s/u.test(text.charAt(at))) at++;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (end === undefined) break;
    const closed = text.indexOf(end, at + 2);
    if (closed < 0) return;
    at = closed + end.length;
  }
  if (!text.startsWith('<!DOCTYPE', at)) return;
  const before = text.slice(0, at).split('\n');
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset: at };
  throw new XmlError('doctype', doctypeRefused, place);
}

const pieceLength = 65_536;

/** Saxes puts the place before its words; the place is kept elsewhere. */
function sentence(message: string): string {
  const words = message.replace(/^(?:[^\s:]*:)?\d+:\d+: /u, '').replace(/\.$/u, '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

class TreeBuilder {
  readonly #limit: XmlLimits;
  readonly #onUndeclaredPrefix: XmlOptions['onUndeclaredPrefix'];
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;
  #elements = 0;

  constructor(limit: XmlLimits, onUndeclaredPrefix: XmlOptions['onUndeclaredPrefix']) {
    this.#limit = limit;
    this.#onUndeclaredPrefix = onUndeclaredPrefix;
  }

  open(qualified: string, entries: readonly (readonly [string, string])[], place: XmlPlace): void {
    if (this.#open.length >= this.#limit.depth)
      throw new XmlError('limit', `Elements are nested deeper than ${this.#limit.depth} levels.`, place);
    if (++this.#elements > this.#limit.elements)
      throw new XmlError('limit', `The document has more than ${this.#limit.elements} elements.`, place);
    const parent = this.#open.at(-1);
    const scope = declare(entries, parent?.scope ?? baseScope, place);
    const name = this.#expand(qualified, scope, place, lookUp(scope, '') ?? '');
    const element: OpenElement = {
      namespace: name.namespace,
      local: name.local,
      attributes: this.#attributes(entries, scope, place),
      children: [],
      scope,
      place,
    };
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
    this.#open.push(element);
  }

  close(): void {
    this.#open.pop();
  }

  text(value: string): void {
    const children = this.#open.at(-1)?.children;
    if (children === undefined) return;
    const last = children.length - 1;
    const before = children[last];
    if (typeof before === 'string') children[last] = before + value;
    else children.push(value);
  }

  root(): XmlElement {
    if (this.#root === undefined)
      throw new XmlError('syntax', 'The document has no element.', { line: 1, column: 1, offset: 0 });
    return this.#root;
  }

  #attributes(entries: readonly (readonly [string, string])[], scope: Scope, place: XmlPlace): readonly XmlAttribute[] {
    if (entries.length === 0) return noAttributes;
    const found: XmlAttribute[] = [];
    const seen = new Set<string>();
    for (const [name, value] of entries) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const attribute = { ...this.#expand(name, scope, place, ''), value };
      const key = `${attribute.namespace} ${attribute.local}`;
      if (seen.has(key))
        throw new XmlError('namespace', `Attribute "${name}" is given twice under two prefixes.`, place);
      seen.add(key);
      found.push(attribute);
    }
    return found;
  }

  #expand(
    qualified: string,
    scope: Scope,
    place: XmlPlace,
    withoutPrefix: string,
  ): { readonly namespace: string; readonly local: string } {
    const colon = qualified.indexOf(':');
    if (colon < 0) return { namespace: withoutPrefix, local: qualified };
    const prefix = qualified.slice(0, colon);
    const local = qualified.slice(colon + 1);
    if (prefix === '' || local === '' || local.includes(':'))
      throw new XmlError('namespace', `"${qualified}" is not a name with one prefix.`, place);
    const namespace = lookUp(scope, prefix) ?? this.#onUndeclaredPrefix?.(prefix, place);
    if (namespace === undefined)
      throw new XmlError('namespace', `Prefix "${prefix}" of "${qualified}" is not declared.`, place);
    return { namespace, local };
  }
}

const noAttributes: readonly XmlAttribute[] = [];

/** Text of bytes: a byte order mark decides, then the content type, then the XML declaration, else UTF-8. */
export function decodeText(bytes: Uint8Array, contentType?: string): string {
  try {
    return readText(bytes, contentType);
  } catch (cause) {
    if (!(cause instanceof CharsetError)) throw cause;
    const problem = new XmlError('encoding', `The document ${cause.message}.`, { line: 1, column: 1, offset: 0 });
    problem.cause = cause;
    throw problem;
  }
}

export function attributeOf(element: XmlElement, local: string, namespace = ''): string | undefined {
  return element.attributes.find((attribute) => attribute.local === local && attribute.namespace === namespace)?.value;
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : '')).join('');
}
