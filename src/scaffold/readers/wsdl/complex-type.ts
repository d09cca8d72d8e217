import { attributeOf, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import { namespaces } from '../../../../templates/soap/src/soap/names.ts';
import type {
  XsdArrayType,
  XsdAttribute,
  XsdComplexType,
  XsdElementUse,
  XsdGroup,
  XsdName,
  XsdRef,
  XsdType,
} from '../../soap-model.ts';
import { collectAttributes, mergeAttributes } from './attributes.ts';
import { spanOfElement } from './findings.ts';
import { contentOf, countParts } from './particles.ts';
import type { SchemaResolver } from './resolve-schema.ts';
import { facetsOf, type TypeDeclaration } from './simple-type.ts';
import { attribute, childOf, descriptionOf, isTrue, wsdl } from './vocabulary.ts';

/** A complex type with everything of its base in it, or an array when it restricts that of SOAP encoding. */
export function buildComplexType(
  resolver: SchemaResolver,
  declaration: TypeDeclaration,
): XsdComplexType | XsdArrayType {
  const { element } = declaration;
  const content = childOf(element, wsdl.schema, 'simpleContent', 'complexContent');
  const derivation = content === undefined ? undefined : childOf(content, wsdl.schema, 'extension', 'restriction');
  if (content === undefined || derivation === undefined) return plain(resolver, declaration, element);
  const base = attribute(derivation, 'base');
  const name = base === undefined ? undefined : resolver.index.nameIn(declaration.document, derivation, base);
  if (name !== undefined && isEncodedArray(name)) return arrayType(resolver, declaration, derivation);
  if (content.local === 'simpleContent') return simpleContent(resolver, declaration, derivation, base);
  const isMixed = isTrue(attribute(content, 'mixed')) || isTrue(attribute(element, 'mixed'));
  return complexContent(resolver, declaration, derivation, { base, isMixed });
}

function common({ key, name, element, document }: TypeDeclaration): Pick<XsdComplexType, 'key' | 'at' | 'isAbstract'> {
  return {
    key,
    ...(name === undefined ? {} : { name }),
    ...descriptionOf(element),
    isAbstract: isTrue(attribute(element, 'abstract')),
    at: spanOfElement(document.file, element),
  };
}

function plain(resolver: SchemaResolver, declaration: TypeDeclaration, body: XmlElement): XsdComplexType {
  const content = contentOf(resolver, declaration, body);
  return {
    kind: 'complex',
    ...common(declaration),
    isMixed: isTrue(attribute(declaration.element, 'mixed')),
    ...collectAttributes(resolver, declaration, body),
    ...(content === undefined ? {} : { content }),
  };
}

function complexContent(
  resolver: SchemaResolver,
  declaration: TypeDeclaration,
  derivation: XmlElement,
  { base, isMixed }: { readonly base: string | undefined; readonly isMixed: boolean },
): XsdComplexType {
  const parent = complexBase(resolver, declaration, derivation, base);
  const own = { ...plain(resolver, declaration, derivation), isMixed: isMixed || parent?.isMixed === true };
  if (parent === undefined) return own;
  const inherited = countParts(parent.content) + parent.attributes.length;
  if (!resolver.countParts(declaration.document, derivation, inherited)) return own;
  const isExtension = derivation.local === 'extension';
  const content = isExtension ? joinContents(parent.content, own.content) : own.content;
  const { content: _, ...rest } = own;
  return {
    ...rest,
    base: parent.key,
    derivation: isExtension ? 'extension' : 'restriction',
    attributes: mergeAttributes(parent.attributes, own.attributes, prohibited(own, derivation)),
    anyAttribute: own.anyAttribute || (isExtension && parent.anyAttribute),
    ...(content === undefined ? {} : { content }),
    ...(parent.text === undefined ? {} : { text: parent.text }),
  };
}

/** Attributes that a restriction takes away. */
function prohibited(
  { attributes }: { readonly attributes: readonly XsdAttribute[] },
  derivation: XmlElement,
): Set<string> {
  const kept = new Set(attributes.map(({ name }) => name.local));
  const named = derivation.children
    .filter((child) => typeof child !== 'string')
    .filter((child) => child.local === 'attribute' && attribute(child, 'use') === 'prohibited')
    .map((child) => attribute(child, 'name') ?? '');
  return new Set(named.filter((name) => !kept.has(name)));
}

function complexBase(
  resolver: SchemaResolver,
  { document }: TypeDeclaration,
  derivation: XmlElement,
  base: string | undefined,
): XsdComplexType | undefined {
  if (base === undefined) return undefined;
  const ref = resolver.typeRef(document, derivation, base);
  const type = ref.startsWith('xs:') ? undefined : resolver.base(ref, document, derivation);
  return type?.kind === 'complex' ? type : undefined;
}

function joinContents(first: XsdGroup | undefined, second: XsdGroup | undefined): XsdGroup | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return { kind: 'sequence', min: 1, max: 1, parts: [first, second] };
}

function simpleContent(
  resolver: SchemaResolver,
  declaration: TypeDeclaration,
  derivation: XmlElement,
  base: string | undefined,
): XsdComplexType {
  const { key, document } = declaration;
  const own = collectAttributes(resolver, declaration, derivation);
  const ref = base === undefined ? 'xs:string' : resolver.typeRef(document, derivation, base);
  const type: XsdType | undefined = ref.startsWith('xs:') ? undefined : resolver.base(ref, document, derivation);
  const parent = type?.kind === 'complex' ? type : undefined;
  const inherited =
    parent?.text ?? (parent === undefined && type?.kind !== 'array' ? simpleText(ref, type) : 'xs:string');
  const text = derivation.local === 'restriction' ? restrictedText(inherited) : inherited;
  return {
    kind: 'complex',
    ...common(declaration),
    isMixed: false,
    ...(parent === undefined ? {} : { base: parent.key, derivation: derivation.local as 'extension' | 'restriction' }), // the two that were looked for
    attributes: mergeAttributes(parent?.attributes ?? [], own.attributes, prohibited(own, derivation)),
    anyAttribute: own.anyAttribute || parent?.anyAttribute === true,
    text,
  };

  function restrictedText(value: XsdRef): XsdRef {
    const inline = childOf(derivation, wsdl.schema, 'simpleType');
    const restricted = inline === undefined ? value : resolver.anonymous(inline, document, `${key}/value`);
    const facets = facetsOf(derivation);
    if (Object.keys(facets).length === 0) return restricted;
    return resolver.addType({
      kind: 'simple',
      key: `${key}/text`,
      ...(restricted.startsWith('xs:') ? {} : { base: restricted }),
      variety: { of: 'atom', value: restricted },
      facets,
      at: spanOfElement(document.file, derivation),
    });
  }
}

function simpleText(ref: XsdRef, type: XsdType | undefined): XsdRef {
  if (ref === 'xs:anyType') return 'xs:anySimpleType';
  return ref.startsWith('xs:') || type !== undefined ? ref : 'xs:string';
}

function isEncodedArray({ namespace, local }: XsdName): boolean {
  return local === 'Array' && (namespace === namespaces.encoding11 || namespace === namespaces.encoding12);
}

function arrayType(resolver: SchemaResolver, declaration: TypeDeclaration, derivation: XmlElement): XsdArrayType {
  const { key, document } = declaration;
  const { isAbstract: _, ...rest } = common(declaration);
  const inside = firstElement(contentOf(resolver, declaration, derivation));
  const declared = arrayTypeAttribute(derivation);
  const [, base, brackets = '[]'] = /^([^[]*)((?:\[[\d,]*\])*)$/u.exec(declared?.value.trim() ?? '') ?? [];
  if (brackets.includes(','))
    resolver.index.findings.add(
      'scaffold/wsdl-not-supported',
      `The array "${declared?.value ?? ''}" has several dimensions; its items are read one after another.`,
      spanOfElement(document.file, derivation),
    );
  const itemType =
    declared === undefined || base === undefined || base === ''
      ? (inside?.element.type ?? 'xs:anyType')
      : resolver.typeRef(document, declared.owner, base);
  const ranks = brackets.match(/\[[^\]]*\]/gu) ?? [];
  const element = inside === undefined ? {} : { element: inside.element.name };
  const item = nest(itemType, Math.min(ranks.length, 5) - 1);
  return { kind: 'array', ...rest, item, rank: '[]'.repeat(Math.max(0, Math.min(ranks.length, 5) - 1)), ...element };

  /** `xsd:int[][]` is an array whose items are arrays of `xsd:int`. */
  function nest(innermost: XsdRef, levels: number): XsdRef {
    let at = innermost;
    for (let level = 1; level <= levels; level++)
      at = resolver.addType({
        kind: 'array',
        key: `${key}/item${level}`,
        item: at,
        rank: '[]'.repeat(level - 1),
        at: rest.at,
      });
    return at;
  }
}

function arrayTypeAttribute(
  derivation: XmlElement,
): { readonly value: string; readonly owner: XmlElement } | undefined {
  for (const child of derivation.children) {
    const value = typeof child === 'string' ? undefined : attributeOf(child, 'arrayType', wsdl.wsdl);
    if (value !== undefined && typeof child !== 'string') return { value, owner: child };
  }
  return undefined;
}

function firstElement(content: XsdGroup | undefined): XsdElementUse | undefined {
  const [first] = content?.parts ?? [];
  if (first?.kind === 'element') return first;
  return first === undefined || first.kind === 'any' ? undefined : firstElement(first);
}
