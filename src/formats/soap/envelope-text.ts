import { SaxesParser } from 'saxes';
import { envelopeNamespace } from '../../../templates/soap/src/soap/envelope.ts';
import { namespaces } from '../../../templates/soap/src/soap/names.ts';
import { escapeAttribute, XmlWriter, type XmlNode } from '../../../templates/soap/src/soap/xml-writer.ts';

/** An envelope as text, and where more header elements can be put into it. */
interface Places {
  readonly prefix: string;
  readonly version: '1.1' | '1.2';
  /** Behind the start tag of the envelope. */
  readonly inside: number;
  /** Behind the start tag of the header; `empty`: the tag closes itself. */
  readonly header: { readonly end: number; readonly empty: boolean; readonly name: string } | undefined;
}

/** Namespace of a whole envelope in text. Errors: throws when it is none. */
export function envelopeVersion(text: string): '1.1' | '1.2' {
  return placesOf(text).version;
}

/**
 * The envelope with elements added in front of those that its header has; it may be one that a person wrote.
 * Errors: throws when the text is no envelope.
 */
export function withHeader(text: string, elements: string): string {
  const { prefix, inside, header } = placesOf(text);
  if (header === undefined) {
    const name = `${prefix}Header`;
    return `${text.slice(0, inside)}<${name}>${elements}</${name}>${text.slice(inside)}`;
  }
  const { end, empty, name } = header;
  if (!empty) return text.slice(0, end) + elements + text.slice(end);
  return `${text.slice(0, text.lastIndexOf('/', end))}>${elements}</${name}>${text.slice(end)}`;
}

/** An element as text, its namespaces declared on itself: it can stand anywhere. */
export function elementText(node: XmlNode): string {
  const writer = new XmlWriter();
  writer.node(node);
  return writer.toString().replace(/^<[^\s/>]+/u, (start) => start + writer.declarations());
}

/** Fills {{key}} tokens of an XML text; values are escaped for text and attributes alike. */
export function fillXml(text: string, valueOf: (key: string) => string): string {
  return text.replaceAll(/\{\{\s*([^{}\s]+)\s*\}\}/gu, (_, key: string) => escapeAttribute(valueOf(key)));
}

function placesOf(text: string): Places {
  const parser = new SaxesParser({ position: true });
  let depth = 0;
  let places: Places | undefined;
  let isDone = false;
  parser.on('error', (error) => {
    if (!isDone) throw error;
  });
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    depth++;
    if (isDone) return;
    const [local = '', prefix] = name.split(':').toReversed();
    const before = prefix === undefined ? '' : `${prefix}:`;
    if (depth === 1) {
      const namespace = String(attributes[prefix === undefined ? 'xmlns' : `xmlns:${prefix}`] ?? '');
      const version = ([namespaces.soap11, namespaces.soap12] as string[]).includes(namespace)
        ? namespace === envelopeNamespace('1.2')
          ? '1.2'
          : '1.1'
        : undefined;
      if (local !== 'Envelope' || version === undefined)
        throw new Error(`The document is <${name}>, not a SOAP envelope.`);
      places = { prefix: before, version, inside: parser.position, header: undefined };
    } else if (depth === 2 && places !== undefined) {
      isDone = true;
      if (local === 'Header') places = { ...places, header: { end: parser.position, empty: isSelfClosing, name } };
    }
  });
  parser.on('closetag', () => void depth--);
  // The body may be long and says nothing about the header.
  for (let at = 0; at < text.length && !isDone; at += 4096) parser.write(text.slice(at, at + 4096));
  if (places === undefined) throw new Error('The text is not a SOAP envelope.');
  return places;
}
