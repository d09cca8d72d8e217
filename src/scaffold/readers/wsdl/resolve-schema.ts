import { clark } from '../../../../templates/soap/src/soap/names.ts';
import type { XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import { builtInOf } from '../../../../templates/soap/src/soap/values.ts';
import type { XsdElement, XsdModel, XsdName, XsdRef, XsdType } from '../../soap-model.ts';
import { buildComplexType } from './complex-type.ts';
import { spanOfElement } from './findings.ts';
import type { SchemaDocument } from './load-documents.ts';
import type { Component, SchemaIndex } from './schema-index.ts';
import { buildSimpleType } from './simple-type.ts';
import { attribute, childOf, descriptionOf, isTrue, wsdl } from './vocabulary.ts';

/** Longer chains of derivation are not met in earnest, and would exhaust the stack. */
const derivationLimit = 100;
/** Elements of all contents together; repeated group references multiply. */
const particleLimit = 100_000;

/**
 * Resolves declarations into types. Named types are resolved when something needs them as a base, else in the order of
 * the documents; an element only keeps the key of its type, so types may contain each other.
 */
export class SchemaResolver {
  readonly index: SchemaIndex;
  readonly #types = new Map<XsdRef, XsdType>();
  readonly #elements = new Map<string, XsdElement>();
  readonly #inProgress = new Set<XsdRef>();
  readonly #anonymous = new Map<XmlElement, Map<string, XsdRef>>();
  readonly #reserved = new Set<XsdRef>();
  readonly #pending: (() => XsdRef)[] = [];
  readonly #substitutes = new Map<Component, readonly XsdElement[]>();
  #particles = 0;

  constructor(index: SchemaIndex) {
    this.index = index;
  }

  /** Every named type and every global element of the documents. */
  resolveAll(): XsdModel {
    for (const [key, component] of this.index.all('type')) {
      this.#resolveNamed(key, component);
      this.#buildPending();
    }
    for (const component of this.index.all('element').values()) {
      this.globalElement(component);
      this.#buildPending();
    }
    return { types: this.#types, elements: this.#elements };
  }

  /** The type of a key that is used as a base; `undefined` for built-in types and in a circle. */
  base(key: XsdRef, document: SchemaDocument, element: XmlElement): XsdType | undefined {
    const component = this.index.all('type').get(key);
    if (component === undefined) return this.#types.get(key);
    if (this.#inProgress.has(key) || this.#inProgress.size >= derivationLimit) {
      const message = this.#inProgress.has(key)
        ? `Type "${component.name.local}" derives from itself.`
        : `Type "${component.name.local}" stands at the end of more than ${derivationLimit} derivations.`;
      const code = this.#inProgress.has(key) ? 'scaffold/wsdl-circular-definition' : 'scaffold/xml-limit';
      const lost = { kind: 'base type', name: component.name.local };
      this.index.findings.add(code, message, spanOfElement(document.file, element), { lost });
      return undefined;
    }
    return this.#resolveNamed(key, component);
  }

  #resolveNamed(key: XsdRef, { element, document, name }: Component): XsdType {
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    this.#inProgress.add(key);
    const type = this.#build(key, name, element, document);
    this.#inProgress.delete(key);
    this.#types.set(key, type);
    return type;
  }

  #build(key: XsdRef, name: XsdName | undefined, element: XmlElement, document: SchemaDocument): XsdType {
    return element.local === 'simpleType'
      ? buildSimpleType(this, { key, name, element, document })
      : buildComplexType(this, { key, name, element, document });
  }

  /** Declares a type that has no name of its own. */
  addType(type: XsdType): XsdRef {
    this.#types.set(type.key, type);
    return type.key;
  }

  /** The type inside an element or attribute, once per namespace it is included in. */
  anonymous(element: XmlElement, document: SchemaDocument, owner: string): XsdRef {
    const known = this.#anonymous.get(element)?.get(document.namespace);
    if (known !== undefined) return known;
    const key = this.#freeKey(owner);
    const keys = this.#anonymous.get(element) ?? new Map<string, XsdRef>();
    this.#anonymous.set(element, keys.set(document.namespace, key));
    this.#reserved.add(key);
    const build = (): XsdRef => this.addType(this.#build(key, undefined, element, document));
    // A simple type is built at once, so that one that contains the type it stands in is found to be a circle.
    if (element.local === 'simpleType') return build();
    this.#pending.push(build);
    return key;
  }

  /** Anonymous complex types wait their turn: elements that contain each other without end must not become calls that do. */
  #buildPending(): void {
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) next();
  }

  #freeKey(owner: string): XsdRef {
    let key = owner;
    for (let count = 2; this.#types.has(key) || this.#reserved.has(key); count++) key = `${owner}#${count}`;
    return key;
  }

  /** The type that a name refers to; anything, when there is none. */
  typeRef(document: SchemaDocument, element: XmlElement, value: string): XsdRef {
    const name = this.index.nameIn(document, element, value);
    const known = builtInOf(name.namespace, name.local);
    if (known !== undefined) return known;
    const component = this.index.find('type', name, spanOfElement(document.file, element));
    return component === undefined ? 'xs:anyType' : clark(name.namespace, name.local);
  }

  /** The same where only a simple type may stand. */
  simpleRef(document: SchemaDocument, element: XmlElement, value: string): XsdRef {
    const ref = this.typeRef(document, element, value);
    if (ref === 'xs:anyType') return 'xs:anySimpleType';
    if (ref.startsWith('xs:')) return ref;
    const component = this.index.all('type').get(ref);
    if (component?.element.local === 'simpleType') return ref;
    const message = `"${value}" is a complex type where only a simple one may stand.`;
    const lost = { kind: 'simple type', name: value };
    this.index.findings.add('scaffold/wsdl-unresolved-reference', message, spanOfElement(document.file, element), {
      lost,
    });
    return 'xs:anySimpleType';
  }

  globalElement(component: Component): XsdElement {
    const key = clark(component.name.namespace, component.name.local);
    const known = this.#elements.get(key);
    if (known !== undefined) return known;
    const element = this.elementOf(component.element, component.document, component.name, `${key}/`);
    this.#elements.set(key, element);
    return element;
  }

  /** An element declaration; `owner` is the key that its type gets when it has no name. */
  elementOf(element: XmlElement, document: SchemaDocument, name: XsdName, owner: string): XsdElement {
    const fixed = attribute(element, 'fixed');
    return {
      name,
      type: this.#typeOfElement(element, document, owner),
      isNillable: isTrue(attribute(element, 'nillable')),
      isAbstract: isTrue(attribute(element, 'abstract')),
      ...(fixed === undefined ? {} : { fixed }),
      ...descriptionOf(element),
    };
  }

  #typeOfElement(element: XmlElement, document: SchemaDocument, owner: string): XsdRef {
    const named = attribute(element, 'type');
    if (named !== undefined) return this.typeRef(document, element, named);
    const inline = childOf(element, wsdl.schema, 'complexType', 'simpleType');
    if (inline !== undefined) return this.anonymous(inline, document, owner);
    return this.#typeOfHead(element, document) ?? 'xs:anyType';
  }

  /** An element without a type has that of the head of its substitution group. */
  #typeOfHead(element: XmlElement, document: SchemaDocument): XsdRef | undefined {
    const seen = new Set<XmlElement>();
    let at = { element, document };
    while (!seen.has(at.element)) {
      seen.add(at.element);
      const head = attribute(at.element, 'substitutionGroup');
      if (head === undefined) return undefined;
      const name = this.index.nameIn(at.document, at.element, head);
      const component = this.index.find('element', name, spanOfElement(at.document.file, at.element));
      if (component === undefined) return undefined;
      const type = attribute(component.element, 'type');
      if (type !== undefined) return this.typeRef(component.document, component.element, type);
      if (childOf(component.element, wsdl.schema, 'complexType', 'simpleType') !== undefined)
        return this.globalElement(component).type;
      at = component;
    }
    return undefined;
  }

  /** What may stand for an element, substitutes of substitutes included; empty when only the element itself may. */
  substitutes(component: Component): readonly XsdElement[] {
    const known = this.#substitutes.get(component);
    if (known !== undefined) return known;
    const found = new Set([component]);
    for (const item of found)
      for (const next of this.index.substitutesOf(clark(item.name.namespace, item.name.local))) found.add(next);
    const substitutes =
      found.size === 1
        ? []
        : [...found]
            .filter(({ element }) => !isTrue(attribute(element, 'abstract')))
            .map((item) => this.globalElement(item));
    this.#substitutes.set(component, substitutes);
    return substitutes;
  }

  /** Counts parts of a content; false when the description has more than any real one. */
  countParts(document: SchemaDocument, element: XmlElement, count = 1): boolean {
    this.#particles += count;
    if (this.#particles <= particleLimit) return true;
    const message = `Groups and derivations expand to more than ${particleLimit} elements and attributes.`;
    this.index.findings.add('scaffold/xml-limit', message, spanOfElement(document.file, element));
    return false;
  }
}
