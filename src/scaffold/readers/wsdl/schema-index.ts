import { resolveQName, type XmlElement } from '../../../../templates/soap/src/soap/xml-reader.ts';
import { clark } from '../../../../templates/soap/src/soap/names.ts';
import type { Span } from '../../../diagnostics/diagnostic.ts';
import type { XsdName } from '../../soap-model.ts';
import { spanOfElement, type Findings } from './findings.ts';
import type { SchemaDocument } from './load-documents.ts';
import { attribute, childrenOf, wsdl } from './vocabulary.ts';

/** A declaration at the top of a schema, and the schema that its names are to be understood in. */
export interface Component {
  readonly element: XmlElement;
  readonly document: SchemaDocument;
  readonly name: XsdName;
}

export type ComponentKind = 'type' | 'element' | 'group' | 'attributeGroup' | 'attribute';

const kinds: Readonly<Record<string, ComponentKind>> = {
  complexType: 'type',
  simpleType: 'type',
  element: 'element',
  group: 'group',
  attributeGroup: 'attributeGroup',
  attribute: 'attribute',
};

/** All global declarations of all schemas, found by kind and qualified name. */
export class SchemaIndex {
  readonly findings: Findings;
  readonly #components: Readonly<Record<ComponentKind, Map<string, Component>>> = {
    type: new Map(),
    element: new Map(),
    group: new Map(),
    attributeGroup: new Map(),
    attribute: new Map(),
  };
  readonly #substitutes = new Map<string, Component[]>();

  constructor(schemas: readonly SchemaDocument[], findings: Findings) {
    this.findings = findings;
    for (const document of schemas) {
      this.#addAll(document, document.root);
      for (const redefine of childrenOf(document.root, wsdl.schema, 'redefine')) this.#redefine(document, redefine);
    }
    for (const component of this.#components.element.values()) this.#addSubstitute(component);
  }

  /** Declarations of one kind, in the order of the documents, by `{namespace}local`. */
  all(kind: ComponentKind): ReadonlyMap<string, Component> {
    return this.#components[kind];
  }

  /** Elements that name this one as the head of their substitution group, directly. */
  substitutesOf(key: string): readonly Component[] {
    return this.#substitutes.get(key) ?? [];
  }

  /** What a name inside a schema refers to; a prefix that is not declared gives a name that nothing has. */
  nameIn(document: SchemaDocument, element: XmlElement, value: string): XsdName {
    const name = resolveQName(value, element.scope) ?? { namespace: 'undeclared:', local: value };
    const isChameleonName = name.namespace === '' && document.isChameleon;
    return isChameleonName ? { namespace: document.namespace, local: name.local } : name;
  }

  /** The declaration that a name refers to. Diagnostics: `scaffold/wsdl-unresolved-reference`. */
  find(kind: ComponentKind, { namespace, local }: XsdName, at: Span): Component | undefined {
    const found = this.#components[kind].get(clark(namespace, local));
    if (found === undefined)
      this.findings.add(
        'scaffold/wsdl-unresolved-reference',
        `No document declares the ${kind} "${local}" of ${namespace === '' ? 'no namespace' : namespace}.`,
        at,
        { lost: { kind, name: local } },
      );
    return found;
  }

  #addAll(document: SchemaDocument, parent: XmlElement): void {
    for (const element of childrenOf(parent, wsdl.schema, ...Object.keys(kinds))) this.#add(document, element);
  }

  #redefine(document: SchemaDocument, redefine: XmlElement): void {
    const message = 'The redefinitions in <redefine> are left out; the declarations of the document stand as they are.';
    if (childrenOf(redefine, wsdl.schema, ...Object.keys(kinds)).length > 0)
      this.findings.add('scaffold/wsdl-not-supported', message, spanOfElement(document.file, redefine));
    // Only those that the redefined document does not declare itself.
    for (const element of childrenOf(redefine, wsdl.schema, ...Object.keys(kinds))) {
      const kind = kinds[element.local];
      const name = attribute(element, 'name') ?? '';
      if (kind !== undefined && !this.#components[kind].has(clark(document.namespace, name)))
        this.#add(document, element);
    }
  }

  #add(document: SchemaDocument, element: XmlElement): void {
    const kind = kinds[element.local];
    const local = attribute(element, 'name');
    if (kind === undefined || local === undefined) return;
    const name = { namespace: document.namespace, local };
    const key = clark(name.namespace, local);
    const before = this.#components[kind].get(key);
    if (before === undefined) this.#components[kind].set(key, { element, document, name });
    else if (before.element !== element)
      this.findings.add(
        'scaffold/wsdl-duplicate-definition',
        `${element.local} "${local}" of ${document.namespace} is defined twice.`,
        spanOfElement(document.file, element),
        { related: [{ message: 'first defined here', at: spanOfElement(before.document.file, before.element) }] },
      );
  }

  #addSubstitute(component: Component): void {
    const head = attribute(component.element, 'substitutionGroup');
    if (head === undefined) return;
    const { namespace, local } = this.nameIn(component.document, component.element, head);
    const key = clark(namespace, local);
    this.#substitutes.set(key, [...(this.#substitutes.get(key) ?? []), component]);
  }
}
