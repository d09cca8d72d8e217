import { clark } from '../../../../templates/soap/src/soap/names.ts';
import { resolveQName, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { SoapMessage, SoapPart, XsdElement } from '../../soap-model.ts';
import { soapChildren, type Definition, type Definitions } from './definitions.ts';
import { spanOfElement } from './findings.ts';
import type { SchemaDocument } from './load-documents.ts';
import type { SchemaResolver } from './resolve-schema.ts';
import { attribute, childrenOf, wsdl } from './vocabulary.ts';

export interface MessageSource {
  /** Input or output of the port type. */
  readonly abstract: XmlElement;
  /** The same of the binding. */
  readonly bound: XmlElement | undefined;
  readonly isRpc: boolean;
  /** Local name of the element around the parts of rpc style. */
  readonly wrapper: string;
  readonly bindingFile: string;
  readonly portType: Definition;
}

/** Turns messages and their bindings into the parts that go over the wire. */
export class MessageReader {
  readonly #definitions: Definitions;
  readonly #resolver: SchemaResolver;

  constructor(definitions: Definitions, resolver: SchemaResolver) {
    this.#definitions = definitions;
    this.#resolver = resolver;
  }

  message({ abstract, bound, isRpc, wrapper, bindingFile, portType }: MessageSource): {
    readonly message: SoapMessage;
    readonly use: string;
  } {
    const definition = this.#definitions.find('message', attribute(abstract, 'message') ?? '', abstract, portType.file);
    const [body] = bound === undefined ? [] : soapChildren(bound, 'body');
    const headers = bound === undefined ? [] : soapChildren(bound, 'header');
    const headerParts = headers.flatMap((header) => this.#header(header, bindingFile));
    const named = body === undefined ? undefined : attribute(body, 'parts')?.split(/\s+/u);
    // Without a list of parts, those that travel as headers are no part of the body.
    const inHeaders = new Set(
      headers
        .filter((header) => this.#isOwn(header, definition, bindingFile))
        .map((header) => attribute(header, 'part')),
    );
    const attached = bound === undefined ? [] : attachedParts(bound);
    const parts = (definition === undefined ? [] : childrenOf(definition.element, wsdl.wsdl, 'part')).filter((part) => {
      const name = attribute(part, 'name') ?? '';
      return named === undefined ? !inHeaders.has(name) && !attached.includes(name) : named.includes(name);
    });
    const namespace =
      (body === undefined ? undefined : attribute(body, 'namespace')) ?? (isRpc ? portType.name.namespace : '');
    const message = {
      ...(isRpc ? { wrapper: { namespace, local: wrapper } } : {}),
      parts: definition === undefined ? [] : parts.map((part) => this.#part(part, definition.file)),
      headers: headerParts,
    };
    return { message, use: (body === undefined ? undefined : attribute(body, 'use')) ?? 'literal' };
  }

  faultParts(fault: XmlElement, file: string): SoapPart[] {
    const definition = this.#definitions.find('message', attribute(fault, 'message') ?? '', fault, file);
    if (definition === undefined) return [];
    return childrenOf(definition.element, wsdl.wsdl, 'part').map((part) => this.#part(part, definition.file));
  }

  #isOwn(header: XmlElement, body: Definition | undefined, file: string): boolean {
    const message = attribute(header, 'message');
    return (
      message !== undefined && body !== undefined && this.#definitions.find('message', message, header, file) === body
    );
  }

  #header(header: XmlElement, file: string): SoapPart[] {
    const definition = this.#definitions.find('message', attribute(header, 'message') ?? '', header, file);
    if (definition === undefined) return [];
    return childrenOf(definition.element, wsdl.wsdl, 'part')
      .filter((part) => attribute(part, 'name') === attribute(header, 'part'))
      .map((part) => this.#part(part, definition.file));
  }

  #part(part: XmlElement, file: string): SoapPart {
    const name = attribute(part, 'name') ?? '';
    const reference = attribute(part, 'element');
    if (reference !== undefined) {
      const element = this.#element(part, reference, file);
      return { name, element: element.name, type: element.type, nillable: element.isNillable };
    }
    const type = attribute(part, 'type');
    // A part of a type has no namespace: it is named by the description, not by a schema.
    return {
      name,
      element: { namespace: '', local: name },
      type: type === undefined ? 'xs:anyType' : this.#resolver.typeRef(documentOf(file, part), part, type),
      nillable: true,
    };
  }

  #element(part: XmlElement, reference: string, file: string): XsdElement {
    const name = resolveQName(reference, part.scope) ?? { namespace: '', local: reference };
    const { index } = this.#resolver;
    const known = index.all('element').get(clark(name.namespace, name.local));
    const component = known ?? index.find('element', name, spanOfElement(file, part));
    return component === undefined
      ? { name, type: 'xs:anyType', isNillable: false, isAbstract: false }
      : this.#resolver.globalElement(component);
  }
}

/** Names of the parts that a multipart message carries beside the envelope. */
export function attachedParts(element: XmlElement): string[] {
  return childrenOf(element, wsdl.mime, 'multipartRelated', 'part', 'content').flatMap((child) => {
    if (child.local !== 'content') return attachedParts(child);
    const name = element.local === 'part' ? attribute(child, 'part') : undefined;
    return name === undefined ? [] : [name];
  });
}

/** Names in messages are understood where they stand; no schema's target namespace plays a part. */
function documentOf(file: string, root: XmlElement): SchemaDocument {
  return { file, root, namespace: '', isChameleon: false };
}
