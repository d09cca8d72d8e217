import type { Facets } from '../../templates/soap/src/soap/tables.ts';
import type { Span } from '../diagnostics/diagnostic.ts';

/**
 * A WSDL description, read: what can be called, and every type that its schemas declare, with all references resolved.
 * The SOAP counterpart of `ApiModel`; nothing in it depends on TypeScript.
 */
export interface SoapModel {
  /** Name of the definitions, else of the first service, else of the file. */
  readonly title: string;
  readonly targetNamespace: string;
  readonly description?: string;
  readonly services: readonly SoapService[];
  readonly schema: XsdModel;
  /** Counted from the documents themselves, not from what was read of them: the denominator of coverage. */
  readonly declared: { readonly operations: number; readonly types: number };
  /** Declared operations that no SOAP port offers, for example those bound to HTTP GET. They are no loss. */
  readonly outsideSoap: number;
  /** What the documents name or hold and the model lacks. */
  readonly losses: readonly Loss[];
}

export interface Loss {
  /** `type`, `message`, `document` and their like. */
  readonly kind: string;
  readonly name: string;
  readonly reason: string;
  readonly at: Span;
}

export interface SoapService {
  readonly name: string;
  readonly description?: string;
  readonly ports: readonly SoapPort[];
}

export interface SoapPort {
  readonly name: string;
  /** Local name of the port type: ports of one port type offer the same operations. */
  readonly portType: string;
  /** `''` when the description gives none. */
  readonly address: string;
  readonly version: '1.1' | '1.2';
  readonly operations: readonly SoapOperation[];
}

export interface SoapOperation {
  readonly name: string;
  readonly description?: string;
  readonly action: string;
  readonly style: 'document' | 'rpc';
  readonly use: 'literal' | 'encoded';
  readonly input: SoapMessage;
  /** Absent: the operation is one-way. */
  readonly output?: SoapMessage;
  readonly faults: readonly SoapFault[];
  readonly at: Span;
}

export interface SoapMessage {
  /** Of rpc style: the element around the parts. */
  readonly wrapper?: XsdName;
  readonly parts: readonly SoapPart[];
  readonly headers: readonly SoapPart[];
}

export interface SoapPart {
  readonly name: string;
  /** Name on the wire. */
  readonly element: XsdName;
  readonly type: XsdRef;
  readonly nillable: boolean;
}

export interface SoapFault {
  readonly name: string;
  readonly part: SoapPart;
}

export interface XsdName {
  readonly namespace: string;
  readonly local: string;
}

/** `xs:` and the name of a built-in type, or a key of `XsdModel.types`. */
export type XsdRef = string;

export interface XsdModel {
  /**
   * Every type, by key. Named ones have the key `{namespace}local`; anonymous ones extend the key of their owner with
   * `/` and the name of the element. In the order of the documents.
   */
  readonly types: ReadonlyMap<XsdRef, XsdType>;
  /** Global elements by `{namespace}local`. */
  readonly elements: ReadonlyMap<string, XsdElement>;
}

export type XsdType = XsdSimpleType | XsdComplexType | XsdArrayType;

interface XsdTypeBase {
  readonly key: XsdRef;
  /** Absent: anonymous. */
  readonly name?: XsdName;
  readonly description?: string;
  /** Type that this one derives from, when it is one of ours. */
  readonly base?: XsdRef;
  readonly at: Span;
}

export interface XsdSimpleType extends XsdTypeBase {
  readonly kind: 'simple';
  readonly variety:
    | { readonly of: 'atom'; readonly value: XsdRef }
    | { readonly of: 'list'; readonly item: XsdRef }
    | { readonly of: 'union'; readonly members: readonly XsdRef[] };
  readonly facets: XsdFacets;
}

export interface XsdFacets extends Omit<Facets, 'patterns'> {
  /** As written in the schema: one of each inner list has to match. */
  readonly patterns?: readonly (readonly string[])[];
}

export interface XsdComplexType extends XsdTypeBase {
  readonly kind: 'complex';
  readonly isAbstract: boolean;
  readonly isMixed: boolean;
  readonly derivation?: 'extension' | 'restriction';
  /** Those of the base included. */
  readonly attributes: readonly XsdAttribute[];
  readonly anyAttribute: boolean;
  /** Type of the text, where the content is simple. */
  readonly text?: XsdRef;
  /** Those of the base included. */
  readonly content?: XsdGroup;
}

/** An array of SOAP encoding. */
export interface XsdArrayType extends XsdTypeBase {
  readonly kind: 'array';
  readonly item: XsdRef;
  readonly element?: XsdName;
  /** Brackets of the item type: `[]` where the items are arrays themselves. */
  readonly rank: string;
}

export interface XsdAttribute {
  readonly name: XsdName;
  readonly type: XsdRef;
  readonly isRequired: boolean;
  readonly fixed?: string;
  readonly description?: string;
}

/** How often; `max` may be `Infinity`. */
export interface XsdOccurs {
  readonly min: number;
  readonly max: number;
}

export type XsdParticle = XsdGroup | XsdElementUse | XsdWildcard;

export interface XsdGroup extends XsdOccurs {
  readonly kind: 'sequence' | 'choice' | 'all';
  readonly parts: readonly XsdParticle[];
}

export interface XsdElementUse extends XsdOccurs {
  readonly kind: 'element';
  readonly element: XsdElement;
  /** What may stand in its place, itself included unless it is abstract; absent: nothing else. */
  readonly substitutes?: readonly XsdElement[];
}

export interface XsdWildcard extends XsdOccurs {
  readonly kind: 'any';
}

export interface XsdElement {
  readonly name: XsdName;
  readonly type: XsdRef;
  readonly isNillable: boolean;
  readonly isAbstract: boolean;
  readonly fixed?: string;
  readonly description?: string;
}
