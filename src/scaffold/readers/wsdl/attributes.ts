import { clark, namespaces } from '../../../../templates/soap/src/soap/names.ts';
import type { XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { XsdAttribute, XsdName } from '../../soap-model.ts';
import { spanOfElement } from './findings.ts';
import type { SchemaDocument } from './load-documents.ts';
import type { SchemaResolver } from './resolve-schema.ts';
import type { TypeDeclaration } from './simple-type.ts';
import { attribute, childOf, childrenOf, descriptionOf, wsdl } from './vocabulary.ts';

interface Attributes {
  readonly attributes: readonly XsdAttribute[];
  readonly anyAttribute: boolean;
}

/** Attributes declared in a type body, those of its attribute groups included. */
export function collectAttributes(
  resolver: SchemaResolver,
  { key, document }: TypeDeclaration,
  body: XmlElement,
): Attributes {
  const found = new Map<string, XsdAttribute>();
  const groups = new Set<XmlElement>();
  let anyAttribute = false;
  collect(body, document);
  return { attributes: [...found.values()], anyAttribute };

  function collect(from: XmlElement, within: SchemaDocument): void {
    // A group may be named many times, and in a circle: once is enough.
    if (groups.has(from)) return;
    groups.add(from);
    anyAttribute ||= childOf(from, wsdl.schema, 'anyAttribute') !== undefined;
    for (const child of childrenOf(from, wsdl.schema, 'attribute', 'attributeGroup')) {
      if (child.local === 'attribute') add(readAttribute(resolver, child, within, key));
      else followGroup(child, within);
    }
  }

  function followGroup(reference: XmlElement, within: SchemaDocument): void {
    const ref = attribute(reference, 'ref');
    if (ref === undefined) return;
    const name = resolver.index.nameIn(within, reference, ref);
    const group = resolver.index.find('attributeGroup', name, spanOfElement(within.file, reference));
    if (group !== undefined) collect(group.element, group.document);
  }

  function add(declared: XsdAttribute | undefined): void {
    if (declared !== undefined) found.set(clark(declared.name.namespace, declared.name.local), declared);
  }
}

export function mergeAttributes(
  inherited: readonly XsdAttribute[],
  own: readonly XsdAttribute[],
  removed: ReadonlySet<string>,
): XsdAttribute[] {
  const merged = new Map(inherited.map((item) => [clark(item.name.namespace, item.name.local), item]));
  for (const item of own) merged.set(clark(item.name.namespace, item.name.local), item);
  return [...merged.values()].filter(({ name }) => !removed.has(name.local));
}

function readAttribute(
  resolver: SchemaResolver,
  element: XmlElement,
  document: SchemaDocument,
  owner: string,
): XsdAttribute | undefined {
  const use = attribute(element, 'use');
  if (use === 'prohibited') return undefined;
  const isRequired = use === 'required';
  const ref = attribute(element, 'ref');
  if (ref !== undefined) return referencedAttribute(resolver, element, document, ref, isRequired);
  const local = attribute(element, 'name');
  if (local === undefined) return undefined;
  const form = attribute(element, 'form') ?? attribute(document.root, 'attributeFormDefault');
  const name = { namespace: form === 'qualified' ? document.namespace : '', local };
  return declaredAttribute(resolver, element, document, { name, isRequired, owner });
}

function referencedAttribute(
  resolver: SchemaResolver,
  element: XmlElement,
  document: SchemaDocument,
  ref: string,
  isRequired: boolean,
): XsdAttribute | undefined {
  const name = resolver.index.nameIn(document, element, ref);
  // xml:lang and its like need no declaration; attributes of SOAP encoding are the encoder's business.
  if (name.namespace === namespaces.xml) return { name, type: 'xs:string', isRequired };
  if (name.namespace === namespaces.encoding11 || name.namespace === namespaces.encoding12) return undefined;
  const global = resolver.index.find('attribute', name, spanOfElement(document.file, element));
  if (global === undefined) return { name, type: 'xs:anySimpleType', isRequired };
  const owner = `${clark(name.namespace, name.local)}/@`;
  return declaredAttribute(resolver, global.element, global.document, { name, isRequired, owner });
}

function declaredAttribute(
  resolver: SchemaResolver,
  element: XmlElement,
  document: SchemaDocument,
  { name, isRequired, owner }: { readonly name: XsdName; readonly isRequired: boolean; readonly owner: string },
): XsdAttribute {
  const named = attribute(element, 'type');
  const inline = childOf(element, wsdl.schema, 'simpleType');
  const fixed = attribute(element, 'fixed');
  const type =
    named !== undefined
      ? resolver.simpleRef(document, element, named)
      : inline === undefined
        ? 'xs:anySimpleType'
        : resolver.anonymous(inline, document, `${owner}/${name.local}`);
  return { name, type, isRequired, ...(fixed === undefined ? {} : { fixed }), ...descriptionOf(element) };
}
