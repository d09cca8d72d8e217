import { clark, namespaces } from './names.ts';
import { toNode } from './decode.ts';
import { attributeOf, elementsOf, resolveQName, textOf, XmlError, type XmlElement } from './xml-reader.ts';
import type { XmlNode, XmlWriter } from './xml-writer.ts';

export type SoapVersion = '1.1' | '1.2';

export function envelopeNamespace(version: SoapVersion): string {
  return version === '1.2' ? namespaces.soap12 : namespaces.soap11;
}

/** The whole message; `header` and `body` write what stands between their tags. */
export function writeEnvelope(
  writer: XmlWriter,
  version: SoapVersion,
  { header, body }: { readonly header?: (() => void) | undefined; readonly body: () => void },
): string {
  const namespace = envelopeNamespace(version);
  const envelope = writer.qualify(namespace, 'Envelope');
  if (header !== undefined) {
    writer.open(namespace, 'Header');
    header();
    writer.close(namespace, 'Header');
  }
  writer.open(namespace, 'Body');
  body();
  writer.close(namespace, 'Body');
  // Prefixes are known only now that everything has been written.
  const declarations = writer.declarations();
  return `<?xml version="1.0" encoding="utf-8"?><${envelope}${declarations}>${writer.toString()}</${envelope}>`;
}

export interface Envelope {
  readonly version: SoapVersion;
  readonly headers: readonly XmlElement[];
  readonly body: XmlElement;
  readonly fault: XmlElement | undefined;
}

/** Errors: `XmlError` when the document is XML but no SOAP message. */
export function readEnvelope(root: XmlElement): Envelope {
  const version =
    root.namespace === namespaces.soap11 ? '1.1' : root.namespace === namespaces.soap12 ? '1.2' : undefined;
  if (root.local !== 'Envelope' || version === undefined)
    throw new XmlError('syntax', `The document is <${root.local}>, not a SOAP envelope.`, root.place);
  const child = (local: string): XmlElement | undefined =>
    elementsOf(root).find((element) => element.local === local && element.namespace === root.namespace);
  const body = child('Body');
  if (body === undefined) throw new XmlError('syntax', 'The envelope has no body.', root.place);
  const header = child('Header');
  const fault = elementsOf(body).find(({ local, namespace }) => local === 'Fault' && namespace === root.namespace);
  return { version, headers: header === undefined ? [] : elementsOf(header), body, fault };
}

export interface FaultContent {
  readonly code: string;
  readonly subcodes: readonly string[];
  readonly reason: string;
  readonly actor: string | undefined;
  readonly detail: readonly XmlNode[];
  /** The elements of the detail, for decoding. */
  readonly details: readonly XmlElement[];
}

export function readFault(fault: XmlElement): FaultContent {
  const find = (from: XmlElement | undefined, ...locals: string[]): XmlElement | undefined =>
    from === undefined ? undefined : elementsOf(from).find(({ local }) => locals.includes(local));
  const text = (element: XmlElement | undefined): string => (element === undefined ? '' : textOf(element).trim());
  const detail = find(fault, 'detail', 'Detail');
  const details = detail === undefined ? [] : elementsOf(detail);
  const code = find(fault, 'Code');
  const subcodes: string[] = [];
  for (let sub = find(code, 'Subcode'); sub !== undefined; sub = find(sub, 'Subcode'))
    subcodes.push(qualified(find(sub, 'Value')));
  const actor = text(find(fault, 'faultactor', 'Role'));
  return {
    code: qualified(code === undefined ? find(fault, 'faultcode') : find(code, 'Value')),
    subcodes,
    reason: text(find(fault, 'faultstring')) || text(find(find(fault, 'Reason'), 'Text')),
    actor: actor === '' ? undefined : actor,
    detail: details.map(toNode),
    details,
  };
}

/** Codes of SOAP 1.1 are often no qualified names at all. */
function qualified(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const value = textOf(element).trim();
  const name = value.includes(':') ? resolveQName(value, element.scope) : undefined;
  return name === undefined ? value : clark(name.namespace, name.local);
}

/** True for headers that the service insists on, which the caller has to understand. */
export function mustUnderstand(header: XmlElement): boolean {
  const value =
    attributeOf(header, 'mustUnderstand', namespaces.soap11) ??
    attributeOf(header, 'mustUnderstand', namespaces.soap12);
  return value === '1' || value === 'true';
}

/** What HTTP has to say about a message: its type, and in SOAP 1.1 the action as a header of its own. */
export function messageHeaders(version: SoapVersion, action: string): Record<string, string> {
  const quoted = `"${action.replaceAll(/["\\\r\n]/gu, '')}"`;
  if (version === '1.1') return { 'content-type': 'text/xml; charset=utf-8', soapaction: quoted };
  return { 'content-type': `application/soap+xml; charset=utf-8${action === '' ? '' : `; action=${quoted}`}` };
}
