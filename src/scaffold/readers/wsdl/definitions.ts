import { clark } from '../../../../templates/soap/src/soap/names.ts';
import { elementsOf, resolveQName, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { Span } from '../../../diagnostics/diagnostic.ts';
import type { XsdName } from '../../soap-model.ts';
import { spanOfElement, type Findings } from './findings.ts';
import type { WsdlFile } from './load-documents.ts';
import { attribute, childrenOf, wsdl } from './vocabulary.ts';

export type DefinitionKind = 'message' | 'portType' | 'binding' | 'service';

export interface Definition {
  readonly file: string;
  readonly element: XmlElement;
  readonly name: XsdName;
}

/** Messages, port types, bindings and services of all WSDL files, found by kind and qualified name. */
export class Definitions {
  readonly #findings: Findings;
  readonly #found: Readonly<Record<DefinitionKind, Map<string, Definition>>> = {
    message: new Map(),
    portType: new Map(),
    binding: new Map(),
    service: new Map(),
  };

  constructor(files: readonly WsdlFile[], findings: Findings) {
    this.#findings = findings;
    for (const { file, root } of files) {
      const namespace = attribute(root, 'targetNamespace') ?? '';
      for (const element of childrenOf(root, wsdl.wsdl, ...Object.keys(this.#found)))
        this.#add({ file, element, name: { namespace, local: attribute(element, 'name') ?? '' } });
    }
  }

  all(kind: DefinitionKind): Definition[] {
    return [...this.#found[kind].values()];
  }

  /** What an attribute refers to. Diagnostics: `scaffold/wsdl-unresolved-reference`. */
  find(kind: DefinitionKind, value: string, from: XmlElement, file: string): Definition | undefined {
    const name = resolveQName(value, from.scope);
    const found = this.#found[kind].get(name === undefined ? '' : clark(name.namespace, name.local));
    if (found === undefined)
      this.#findings.add(
        'scaffold/wsdl-unresolved-reference',
        `No document declares the ${kind} "${value}".`,
        spanOfElement(file, from),
        { lost: { kind, name: name?.local ?? value } },
      );
    return found;
  }

  #add(definition: Definition): void {
    // The name of an element of this namespace is one of the kinds that were asked for.
    const found = this.#found[definition.element.local as DefinitionKind];
    const key = clark(definition.name.namespace, definition.name.local);
    const before = found.get(key);
    if (before === undefined) found.set(key, definition);
    else if (before.element !== definition.element)
      this.#findings.add(
        'scaffold/wsdl-duplicate-definition',
        `The ${definition.element.local} "${definition.name.local}" is defined twice.`,
        spanOf(definition),
        { related: [{ message: 'first defined here', at: spanOf(before) }] },
      );
  }
}

export function spanOf({ file, element }: Definition): Span {
  return spanOfElement(file, element);
}

/** Children of the SOAP 1.1 or 1.2 binding, whichever is used. */
export function soapChildren(element: XmlElement, local: string): XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (child.local === local && (child.namespace === wsdl.soap11 || child.namespace === wsdl.soap12)) return [child];
    // MIME bindings wrap the body in the first part of a multipart message.
    return child.namespace === wsdl.mime && (child.local === 'multipartRelated' || child.local === 'part')
      ? soapChildren(child, local)
      : [];
  });
}
