import { ContentIndex, ContentReader, type ContentContext } from './content-reader.ts';
import { define, own } from './data.ts';
import type { Reporter } from './issues.ts';
import { clark, namespaces } from './names.ts';
import { decodeSimple, type SimpleContext } from './simple-types.ts';
import type { ArrayTable, ComplexTable, Schema, TypeRef } from './tables.ts';
import { builtInOf, type NameContext } from './values.ts';
import { attributeOf, elementsOf, resolveQName, textOf, type XmlElement } from './xml-reader.ts';
import { typeAttribute, type XmlNode } from './xml-writer.ts';

export interface DecodeOptions {
  readonly schema: Schema;
  readonly reporter: Reporter;
  /** The part of the document in which `href="#…"` finds its element (SOAP encoding). Absent: no references. */
  readonly references?: XmlElement;
}

/** Reads elements as values. What the schema does not know is reported, never guessed. */
export class Decoder {
  readonly #schema: Schema;
  readonly #reporter: Reporter;
  readonly #contents: ContentContext;
  readonly #targets: ReadonlyMap<string, XmlElement>;
  /** Values of referenced elements, so that many references to one element cost one reading. */
  readonly #resolved = new Map<XmlElement, Map<TypeRef, unknown>>();
  readonly #resolving = new Set<XmlElement>();

  constructor({ schema, reporter, references }: DecodeOptions) {
    this.#schema = schema;
    this.#reporter = reporter;
    this.#contents = {
      schema,
      reporter,
      index: new ContentIndex(schema),
      readOne: (element, field) =>
        field.is === 'any' ? toNode(element) : this.element(element, field.t, field.nil === true),
    };
    this.#targets = references === undefined ? new Map() : collectTargets(references);
  }

  element(element: XmlElement, declared: TypeRef, nillable = true): unknown {
    const target = this.#targets.size === 0 ? undefined : this.#targetOf(element);
    if (target !== undefined) return this.#reference(target, declared);
    if (isNil(element)) {
      if (!nillable) this.#reporter.report('type', 'is nil, but the element is not nillable.');
      return null;
    }
    const named = attributeOf(element, 'type', namespaces.instance);
    if (declared === 'xs:anyType' || declared === 'xs:anySimpleType') return this.#any(element, declared, named);
    if (declared.startsWith('xs:')) return this.#simple(element, declared);
    const type = named === undefined ? declared : this.#namedType(element, named, declared);
    const table = this.#schema.type(type);
    if (table.kind === 'simple') return this.#simple(element, type);
    if (table.kind === 'array') return this.#array(element, table);
    if (table.abstract === true)
      this.#reporter.report('type', `Type ${type} is abstract, and xsi:type names no subtype.`);
    const value = this.#complex(element, table);
    return type === declared ? value : { $type: type, ...value };
  }

  #targetOf(element: XmlElement): XmlElement | undefined {
    const href = attributeOf(element, 'href') ?? attributeOf(element, 'ref', namespaces.encoding12);
    return href === undefined ? undefined : this.#targets.get(href.replace(/^#/u, ''));
  }

  #reference(target: XmlElement, declared: TypeRef): unknown {
    const known = this.#resolved.get(target) ?? new Map<TypeRef, unknown>();
    this.#resolved.set(target, known);
    if (known.has(declared)) return known.get(declared);
    if (this.#resolving.has(target)) return this.#reporter.fail('type', 'is a reference to an element that holds it.');
    this.#resolving.add(target);
    const value = this.element(target, declared);
    this.#resolving.delete(target);
    known.set(declared, value);
    return value;
  }

  #namedType(element: XmlElement, named: string, declared: TypeRef): TypeRef {
    const type = this.#typeOf(element, named);
    if (type === undefined || type.startsWith('xs:')) {
      // SOAP encoding marks arrays as such, whatever their declared name.
      const isArray = this.#schema.type(declared).kind === 'array';
      if (!isArray && (type === undefined || this.#schema.type(declared).kind === 'complex'))
        this.#reporter.report('type', `xsi:type ${JSON.stringify(named)} is no type of the description.`);
      return declared;
    }
    if (this.#schema.derives(type, declared)) return type;
    this.#reporter.report('type', `xsi:type ${JSON.stringify(named)} is no subtype of ${declared}.`);
    return declared;
  }

  #typeOf(element: XmlElement, named: string): TypeRef | undefined {
    const name = resolveQName(named, element.scope);
    if (name === undefined) return undefined;
    return builtInOf(name.namespace, name.local) ?? this.#schema.named(clark(name.namespace, name.local));
  }

  #simpleContext(element: XmlElement): SimpleContext {
    const names: NameContext = {
      expand(qualified) {
        const name = resolveQName(qualified, element.scope);
        return name === undefined ? undefined : clark(name.namespace, name.local);
      },
      shorten: (name) => name,
    };
    return { schema: this.#schema, reporter: this.#reporter, names };
  }

  #simple(element: XmlElement, type: TypeRef): unknown {
    const [inner] = elementsOf(element);
    if (inner !== undefined)
      this.#reporter.report('unexpected', `Element "${inner.local}" stands where text is expected.`);
    return decodeSimple(type, textOf(element), this.#simpleContext(element));
  }

  /** Where the schema allows everything, xsi:type decides; without one the content is given as it stands. */
  #any(element: XmlElement, declared: TypeRef, named: string | undefined): unknown {
    const type = named === undefined ? undefined : this.#typeOf(element, named);
    if (type === undefined && declared === 'xs:anySimpleType') return textOf(element);
    if (type === undefined || type === 'xs:anyType') return plainContent(element);
    const table = type.startsWith('xs:') ? undefined : this.#schema.type(type);
    if (table?.kind === 'complex') return { $type: type, ...this.#complex(element, table) };
    const value = table?.kind === 'array' ? this.#array(element, table) : this.#simple(element, type);
    return { $type: type, $value: value };
  }

  #complex(element: XmlElement, table: ComplexTable): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    this.#attributes(element, table, value);
    if (table.text !== undefined) value['$value'] = this.#simple(element, table.text);
    else if (table.mixed === true) value['$content'] = toNode(element).children ?? [];
    else this.#content(element, table, value);
    return value;
  }

  #attributes(element: XmlElement, table: ComplexTable, value: Record<string, unknown>): void {
    const others: Record<string, string> = {};
    for (const { namespace, local, value: text } of element.attributes) {
      if (namespace === namespaces.instance) continue;
      const known = (table.attributes ?? []).find(
        ({ n }) => n[1] === local && this.#schema.name(n).namespace === namespace,
      );
      if (known !== undefined) {
        const decoded = this.#reporter.inside(known.p, () => decodeSimple(known.t, text, this.#simpleContext(element)));
        define(value, known.p, decoded);
      } else if (table.anyAttribute === true) define(others, clark(namespace, local), text);
      else if (!isEncodingAttribute(namespace, local))
        this.#reporter.report('unexpected', `The type has no attribute "${local}".`);
    }
    if (Object.keys(others).length > 0) value['$attributes'] = others;
    for (const { p, required } of table.attributes ?? [])
      if (required === true && own(value, p) === undefined)
        this.#reporter.inside(p, () => this.#reporter.report('missing', 'The attribute is required.'));
  }

  #content(element: XmlElement, table: ComplexTable, value: Record<string, unknown>): void {
    const reader = new ContentReader(table, value, this.#contents);
    for (const child of element.children) {
      if (typeof child !== 'string') {
        if (!reader.place(child)) this.#reporter.report('unexpected', `Element "${child.local}" has no place here.`);
      } else if (child.trim() !== '') this.#reporter.report('unexpected', 'Text stands between the elements.');
    }
    reader.finish();
  }

  #array(element: XmlElement, table: ArrayTable): unknown[] {
    return elementsOf(element).map((child, index) =>
      this.#reporter.inside(index, () => this.element(child, table.item)),
    );
  }
}

/** Elements that carry an id, for references inside an encoded body. */
function collectTargets(root: XmlElement): Map<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  const walk = (element: XmlElement): void => {
    const id = attributeOf(element, 'id') ?? attributeOf(element, 'id', namespaces.encoding12);
    if (id !== undefined) found.set(id, element);
    elementsOf(element).forEach(walk);
  };
  walk(root);
  return found;
}

function isNil(element: XmlElement): boolean {
  const nil = attributeOf(element, 'nil', namespaces.instance)?.trim();
  return nil === 'true' || nil === '1';
}

/** SOAP and its encoding add attributes that no type declares. */
function isEncodingAttribute(namespace: string, local: string): boolean {
  return (
    namespace === namespaces.encoding11 ||
    namespace === namespaces.encoding12 ||
    namespace === namespaces.soap11 ||
    namespace === namespaces.soap12 ||
    namespace === namespaces.utility ||
    (namespace === '' && (local === 'id' || local === 'href'))
  );
}

function plainContent(element: XmlElement): Record<string, unknown> {
  const { attributes, children = [] } = toNode(element);
  return { ...(attributes === undefined ? {} : { $attributes: attributes }), $content: children };
}

/** The element as plain data, with every name in Clark notation. */
export function toNode(element: XmlElement): XmlNode {
  const attributes: Record<string, string> = {};
  for (const { namespace, local, value } of element.attributes) {
    const name = clark(namespace, local);
    const type = name === typeAttribute ? resolveQName(value, element.scope) : undefined;
    define(attributes, name, type === undefined ? value : clark(type.namespace, type.local));
  }
  return {
    name: clark(element.namespace, element.local),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(element.children.length === 0
      ? {}
      : { children: element.children.map((child) => (typeof child === 'string' ? child : toNode(child))) }),
  };
}
