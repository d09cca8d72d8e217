import type { XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { XsdElementUse, XsdGroup, XsdOccurs, XsdParticle } from '../../soap-model.ts';
import { spanOfElement } from './findings.ts';
import type { SchemaDocument } from './load-documents.ts';
import type { SchemaResolver } from './resolve-schema.ts';
import type { TypeDeclaration } from './simple-type.ts';
import { attribute, childOf, childrenOf, wsdl } from './vocabulary.ts';

const groups = ['sequence', 'choice', 'all', 'group'] as const;

/** What stands between the tags of a type: group references are replaced by what they name. */
export function contentOf(
  resolver: SchemaResolver,
  { key, document }: TypeDeclaration,
  body: XmlElement,
): XsdGroup | undefined {
  const root = childOf(body, wsdl.schema, ...groups);
  if (root === undefined) return undefined;
  const particle = new ParticleReader(resolver, key).group(root, document);
  return particle === undefined || particle.parts.length === 0 ? undefined : particle;
}

class ParticleReader {
  readonly #resolver: SchemaResolver;
  readonly #owner: string;
  readonly #open = new Set<XmlElement>();

  constructor(resolver: SchemaResolver, owner: string) {
    this.#resolver = resolver;
    this.#owner = owner;
  }

  group(element: XmlElement, document: SchemaDocument): XsdGroup | undefined {
    if (element.local === 'group') return this.#reference(element, document);
    const kind = element.local === 'choice' ? 'choice' : element.local === 'all' ? 'all' : 'sequence';
    const parts = childrenOf(element, wsdl.schema, 'element', 'any', ...groups)
      .map((child) => this.#particle(child, document))
      .filter((particle) => particle !== undefined);
    return { kind, ...occurs(element), parts };
  }

  #particle(element: XmlElement, document: SchemaDocument): XsdParticle | undefined {
    if (!this.#resolver.countParts(document, element)) return undefined;
    const often = occurs(element);
    if (often.max === 0) return undefined;
    if (element.local === 'any') return { kind: 'any', ...often };
    return element.local === 'element' ? this.#element(element, document, often) : this.group(element, document);
  }

  #reference(element: XmlElement, document: SchemaDocument): XsdGroup | undefined {
    const { index } = this.#resolver;
    const ref = attribute(element, 'ref');
    const at = spanOfElement(document.file, element);
    if (ref === undefined) return undefined;
    const named = index.find('group', index.nameIn(document, element, ref), at);
    const inside = named === undefined ? undefined : childOf(named.element, wsdl.schema, 'sequence', 'choice', 'all');
    if (named === undefined || inside === undefined) return undefined;
    if (this.#open.has(inside)) {
      const lost = { kind: 'group', name: named.name.local };
      const message = `Group "${lost.name}" consists of itself.`;
      index.findings.add('scaffold/wsdl-circular-definition', message, at, { lost });
      return undefined;
    }
    this.#open.add(inside);
    const group = this.group(inside, named.document);
    this.#open.delete(inside);
    if (group === undefined) return undefined;
    const often = occurs(element);
    return often.min === 1 && often.max === 1 ? group : { kind: 'sequence', ...often, parts: [group] };
  }

  #element(element: XmlElement, document: SchemaDocument, often: XsdOccurs): XsdElementUse | undefined {
    const ref = attribute(element, 'ref');
    if (ref !== undefined) return this.#elementReference(element, document, ref, often);
    const local = attribute(element, 'name');
    if (local === undefined) return undefined;
    const form = attribute(element, 'form') ?? attribute(document.root, 'elementFormDefault');
    const name = { namespace: form === 'qualified' ? document.namespace : '', local };
    const declared = this.#resolver.elementOf(element, document, name, `${this.#owner}/${local}`);
    return { kind: 'element', ...often, element: declared };
  }

  #elementReference(element: XmlElement, document: SchemaDocument, ref: string, often: XsdOccurs): XsdElementUse {
    const { index } = this.#resolver;
    const name = index.nameIn(document, element, ref);
    const component = index.find('element', name, spanOfElement(document.file, element));
    if (component === undefined) {
      const unknown = { name, type: 'xs:anyType', isNillable: false, isAbstract: false };
      return { kind: 'element', ...often, element: unknown };
    }
    const head = this.#resolver.globalElement(component);
    const substitutes = this.#resolver.substitutes(component);
    return { kind: 'element', ...often, element: head, ...(substitutes.length === 0 ? {} : { substitutes }) };
  }
}

function occurs(element: XmlElement): XsdOccurs {
  const max = attribute(element, 'maxOccurs');
  return {
    min: wholeNumber(attribute(element, 'minOccurs')) ?? 1,
    max: max === 'unbounded' ? Infinity : (wholeNumber(max) ?? 1),
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
}

/** Elements and wildcards of a content. */
export function countParts(content: XsdGroup | undefined): number {
  return (content?.parts ?? []).reduce(
    (count, part) => count + (part.kind === 'element' || part.kind === 'any' ? 1 : countParts(part)),
    0,
  );
}
