import { clark, namespaces, splitClark, usualPrefixes } from './names.ts';

/** An element that no schema describes. Names are `{namespace}local`. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly (XmlNode | string)[];
}

/** Attributes whose value is itself a qualified name: written in Clark notation in an `XmlNode`. */
export const typeAttribute = clark(namespaces.instance, 'type');

/** Text that XML cannot carry in any form. */
export class UnwritableTextError extends Error {
  override readonly name = 'UnwritableTextError';
}

/** Writes elements one after another; every namespace gets one prefix, declared where `declarations()` is placed. */
export class XmlWriter {
  readonly #parts: string[] = [];
  readonly #prefixes = new Map<string, string>();

  constructor(prefixes: Readonly<Record<string, string>> = {}) {
    for (const [prefix, namespace] of Object.entries(prefixes)) this.#prefixes.set(namespace, prefix);
  }

  open(namespace: string, local: string, attributes: readonly (readonly [name: string, value: string])[] = []): void {
    this.#parts.push(`<${this.qualify(namespace, local)}`);
    for (const [name, value] of attributes) this.#parts.push(` ${name}="${escapeAttribute(value)}"`);
    this.#parts.push('>');
  }

  text(value: string): void {
    this.#parts.push(escapeText(value));
  }

  close(namespace: string, local: string): void {
    this.#parts.push(`</${this.qualify(namespace, local)}>`);
  }

  /** The name with a prefix, which is made at the first use. */
  qualify(namespace: string, local: string): string {
    if (namespace === '') return local;
    if (namespace === namespaces.xml) return `xml:${local}`;
    let prefix = this.#prefixes.get(namespace);
    if (prefix === undefined) {
      prefix = usualPrefixes.get(namespace) ?? `n${this.#prefixes.size}`;
      this.#prefixes.set(namespace, prefix);
    }
    return `${prefix}:${local}`;
  }

  qualifyClark(name: string): string {
    const { namespace, local } = splitClark(name);
    return this.qualify(namespace, local);
  }

  node({ name, attributes = {}, children = [] }: XmlNode): void {
    const { namespace, local } = splitClark(name);
    const pairs = Object.entries(attributes).map(
      ([key, value]) => [this.qualifyClark(key), key === typeAttribute ? this.qualifyClark(value) : value] as const,
    );
    this.open(namespace, local, pairs);
    for (const child of children) {
      if (typeof child === 'string') this.text(child);
      else this.node(child);
    }
    this.close(namespace, local);
  }

  /** ` xmlns:…="…"` for every namespace used so far. */
  declarations(): string {
    return [...this.#prefixes]
      .map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeAttribute(namespace)}"`)
      .join('');
  }

  toString(): string {
    return this.#parts.join('');
  }
}

/** XML 1.0, production 2: everything else may not stand in a document, escaped or not. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

function checked(text: string): string {
  const found = unwritable.exec(text)?.[0];
  if (found !== undefined) {
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new UnwritableTextError(`The text holds the character U+${code}, which XML cannot carry.`);
  }
  return text;
}

export function escapeText(text: string): string {
  // A bare carriage return would come back as a line feed.
  return checked(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
