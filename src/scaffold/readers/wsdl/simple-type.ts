import type { XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { XsdFacets, XsdName, XsdRef, XsdSimpleType } from '../../soap-model.ts';
import { spanOfElement } from './findings.ts';
import type { SchemaDocument } from './load-documents.ts';
import type { SchemaResolver } from './resolve-schema.ts';
import { attribute, childOf, childrenOf, descriptionOf, wsdl } from './vocabulary.ts';
import { attributeOf } from '../../../../templates/soap/src/soap/xml-reader.ts';

export interface TypeDeclaration {
  readonly key: XsdRef;
  readonly name: XsdName | undefined;
  readonly element: XmlElement;
  readonly document: SchemaDocument;
}

export function buildSimpleType(resolver: SchemaResolver, declaration: TypeDeclaration): XsdSimpleType {
  const { key, name, element, document } = declaration;
  const common = {
    kind: 'simple' as const,
    key,
    ...(name === undefined ? {} : { name }),
    ...descriptionOf(element),
    at: spanOfElement(document.file, element),
  };
  const derivation = childOf(element, wsdl.schema, 'restriction', 'list', 'union');
  if (derivation?.local === 'list')
    return { ...common, variety: { of: 'list', item: checked(listItem(), derivation) }, facets: {} };
  if (derivation?.local === 'union')
    return { ...common, variety: { of: 'union', members: unionMembers(derivation) }, facets: {} };
  const value = derivation === undefined ? 'xs:string' : checked(restricted(derivation), derivation);
  return {
    ...common,
    ...(value.startsWith('xs:') ? {} : { base: value }),
    variety: { of: 'atom', value },
    facets: derivation === undefined ? {} : facetsOf(derivation),
  };

  function restricted(restriction: XmlElement): XsdRef {
    const base = attribute(restriction, 'base');
    if (base !== undefined) return resolver.simpleRef(document, restriction, base);
    const inline = childOf(restriction, wsdl.schema, 'simpleType');
    return inline === undefined ? 'xs:anySimpleType' : resolver.anonymous(inline, document, `${key}/base`);
  }

  function listItem(): XsdRef {
    if (derivation === undefined) return 'xs:string';
    const item = attribute(derivation, 'itemType');
    if (item !== undefined) return resolver.simpleRef(document, derivation, item);
    const inline = childOf(derivation, wsdl.schema, 'simpleType');
    return inline === undefined ? 'xs:string' : resolver.anonymous(inline, document, `${key}/item`);
  }

  function unionMembers(union: XmlElement): XsdRef[] {
    const named = (attribute(union, 'memberTypes') ?? '').split(/\s+/u).filter((member) => member !== '');
    return [
      ...named.map((member) => checked(resolver.simpleRef(document, union, member), union)),
      ...childrenOf(union, wsdl.schema, 'simpleType').map((inline) =>
        resolver.anonymous(inline, document, `${key}/member`),
      ),
    ];
  }

  /** Resolves what the type rests on, so that a circle is found here and never by whoever reads values. */
  function checked(ref: XsdRef, at: XmlElement): XsdRef {
    if (ref.startsWith('xs:')) return ref;
    return resolver.base(ref, document, at) === undefined ? 'xs:string' : ref;
  }
}

const numbers = ['length', 'minLength', 'maxLength', 'totalDigits', 'fractionDigits'] as const;
const bounds = ['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive'] as const;

export function facetsOf(restriction: XmlElement): XsdFacets {
  const values = (local: string): string[] =>
    childrenOf(restriction, wsdl.schema, local).map((facet) => attributeOf(facet, 'value') ?? '');
  const enumeration = [...new Set(values('enumeration'))];
  const patterns = values('pattern');
  return {
    ...(enumeration.length === 0 ? {} : { enumeration }),
    // Patterns of one step are alternatives; those of a derivation all have to match.
    ...(patterns.length === 0 ? {} : { patterns: [patterns] }),
    ...Object.fromEntries(
      numbers.flatMap((facet) => {
        const value = values(facet)[0]?.trim() ?? '';
        return /^\d{1,9}$/u.test(value) ? [[facet, Number(value)]] : [];
      }),
    ),
    ...Object.fromEntries(
      bounds.flatMap((facet) => {
        const value = values(facet)[0]?.trim();
        return value === undefined ? [] : [[facet, value]];
      }),
    ),
  };
}
