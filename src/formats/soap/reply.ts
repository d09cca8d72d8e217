import { messageHeaders, readEnvelope, readFault } from '../../../templates/soap/src/soap/envelope.ts';
import { elementsOf, readXml, textOf, type XmlElement } from '../../../templates/soap/src/soap/xml-reader.ts';
import { envelopeVersion } from './envelope-text.ts';

/** HTTP headers of a whole envelope in text. Errors: throws when it is none. */
export function headersOf(envelope: string, action: string): Readonly<Record<string, string>> {
  return messageHeaders(envelopeVersion(envelope), action);
}

/** What a reply holds, without its schema: elements by local name, texts where there are no elements. */
export interface PlainReply {
  /** Content of the element in the body. */
  readonly value: unknown;
  readonly fault?: {
    /** The code and its subcodes, without prefixes. */
    readonly codes: readonly string[];
    /** The code where the service gives no reason. */
    readonly reason: string;
  };
}

/** Errors: `XmlError` for what is no SOAP message. */
export function readReply(bytes: Uint8Array): PlainReply {
  const { body, fault } = readEnvelope(readXml(bytes));
  if (fault !== undefined) {
    const { code, subcodes, reason } = readFault(fault);
    const codes = [code, ...subcodes].map((name) => name.replace(/^(?:\{.*\}|[^:]*:)/u, ''));
    return { value: undefined, fault: { codes, reason: reason || code } };
  }
  const [answer] = elementsOf(body);
  return { value: answer === undefined ? undefined : plainValue(answer) };
}

function plainValue(element: XmlElement): unknown {
  const children = elementsOf(element);
  if (children.length === 0) return textOf(element);
  return Object.fromEntries(children.map((child) => [child.local, plainValue(child)]));
}
