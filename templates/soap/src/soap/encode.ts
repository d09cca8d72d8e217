import { visitFields } from './content-rules.ts';
import { isMany } from './content-reader.ts';
import { isData, kindOf, own, type Data } from './data.ts';
import type { Reporter } from './issues.ts';
import { clark, namespaces } from './names.ts';
import { encodeSimple, type SimpleContext } from './simple-types.ts';
import type { ArrayTable, ComplexTable, FieldTable, Schema, TypeRef } from './tables.ts';
import type { NameContext } from './values.ts';
import { UnwritableTextError, type XmlNode, type XmlWriter } from './xml-writer.ts';

export interface EncodeOptions {
  readonly schema: Schema;
  readonly writer: XmlWriter;
  readonly reporter: Reporter;
  /** `rpc/encoded`: every element says its type, arrays are SOAP arrays. Absent: literal. */
  readonly encoding?: '1.1' | '1.2';
  /** Values come from JSON, where any text stands for a value and a number may have more digits than fit. */
  readonly fromJson?: true;
}

export interface ElementName {
  readonly namespace: string;
  readonly local: string;
}

type Attributes = (readonly [name: string, value: string])[];

/** Deeper data have a cycle, or are no data. */
const depthLimit = 200;

/** Writes values as elements, in the order of the schema, whatever the order of properties. */
export class Encoder {
  readonly #schema: Schema;
  readonly #writer: XmlWriter;
  readonly #reporter: Reporter;
  readonly #encoding: EncodeOptions['encoding'];
  readonly #simple: SimpleContext;
  #depth = 0;

  constructor({ schema, writer, reporter, encoding, fromJson }: EncodeOptions) {
    this.#schema = schema;
    this.#writer = writer;
    this.#reporter = reporter;
    this.#encoding = encoding;
    const names: NameContext = { expand: (name) => name, shorten: (name) => writer.qualifyClark(name) };
    this.#simple = { schema, reporter, names, ...(fromJson === true ? { fromJson } : {}) };
  }

  /** Writes one element. Errors: `SoapDataError` when the value cannot be written as the type. */
  element(name: ElementName, type: TypeRef, value: unknown): void {
    if (++this.#depth > depthLimit) this.#reporter.fail('type', `is nested deeper than ${depthLimit} levels.`);
    try {
      this.#element(name, type, value);
    } catch (error) {
      if (error instanceof UnwritableTextError) this.#reporter.fail('type', error.message);
      throw error;
    } finally {
      this.#depth--;
    }
  }

  #element(name: ElementName, declared: TypeRef, value: unknown): void {
    if (value === null) return this.#nil(name);
    if (declared === 'xs:anyType' || declared === 'xs:anySimpleType') return this.#any(name, declared, value);
    if (declared.startsWith('xs:')) return this.#text(name, declared, value);
    const type = this.#actualType(declared, value);
    const table = this.#schema.type(type);
    if (table.kind === 'simple') return this.#text(name, type, value);
    const attributes = this.#typeAttribute(type, type !== declared);
    if (table.kind === 'array') return this.#array(name, table, value, attributes);
    this.#complex(name, table, this.#object(value), attributes);
  }

  #nil(name: ElementName): void {
    this.#whole(name, [[this.#writer.qualify(namespaces.instance, 'nil'), 'true']]);
  }

  #whole({ namespace, local }: ElementName, attributes: Attributes, content?: () => void): void {
    this.#writer.open(namespace, local, attributes);
    content?.();
    this.#writer.close(namespace, local);
  }

  #text(name: ElementName, type: TypeRef, value: unknown): void {
    const text = encodeSimple(type, value, this.#simple);
    this.#whole(name, this.#typeAttribute(type, false), () => this.#writer.text(text));
  }

  /** What `$type` asks for, when it may stand here. */
  #actualType(declared: TypeRef, value: unknown): TypeRef {
    const wanted = isData(value) ? own(value, '$type') : undefined;
    if (wanted === undefined) {
      const table = this.#schema.type(declared);
      if (table.kind === 'complex' && table.abstract === true)
        this.#reporter.fail('type', `Type ${declared} is abstract: "$type" has to name one of its subtypes.`);
      return declared;
    }
    const isSubtype = typeof wanted === 'string' && this.#schema.has(wanted) && this.#schema.derives(wanted, declared);
    // A type without a name cannot be told to anybody.
    if (!isSubtype || (wanted !== declared && this.#typeName(wanted) === undefined))
      return this.#reporter.fail('type', `"$type" is ${JSON.stringify(wanted)}, which is no subtype of ${declared}.`);
    return wanted;
  }

  #typeAttribute(type: TypeRef, always: boolean): Attributes {
    if (!always && this.#encoding === undefined) return [];
    const name = type.startsWith('xs:') ? clark(namespaces.schema, type.slice(3)) : this.#typeName(type);
    return name === undefined
      ? []
      : [[this.#writer.qualify(namespaces.instance, 'type'), this.#writer.qualifyClark(name)]];
  }

  #typeName(type: TypeRef): string | undefined {
    const { name } = this.#schema.type(type);
    return name === undefined ? undefined : this.#schema.clark(name);
  }

  #object(value: unknown): Data {
    return isData(value) ? value : this.#reporter.fail('type', `is ${kindOf(value)}; an object is needed.`);
  }

  #complex(name: ElementName, table: ComplexTable, value: Data, attributes: Attributes): void {
    this.#attributes(table, value, attributes);
    this.#unknownProperties(table, value);
    this.#whole(name, attributes, () => {
      if (table.text !== undefined)
        this.#writer.text(
          this.#reporter.inside('$value', () =>
            encodeSimple(table.text ?? 'xs:string', own(value, '$value') ?? '', this.#simple),
          ),
        );
      else if (table.mixed === true) this.#content(own(value, '$content'));
      else this.#fields(table, value);
    });
  }

  #attributes(table: ComplexTable, value: Data, attributes: Attributes): void {
    for (const { p, n, t, required } of table.attributes ?? []) {
      const given = own(value, p);
      if (given === undefined) {
        if (required === true)
          this.#reporter.inside(p, () => this.#reporter.report('missing', 'The attribute is required.'));
        continue;
      }
      const { namespace, local } = this.#schema.name(n);
      const text = this.#reporter.inside(p, () => encodeSimple(t, given, this.#simple));
      attributes.push([this.#writer.qualify(namespace, local), text]);
    }
    const others = own(value, '$attributes');
    if (table.anyAttribute === true && isData(others)) {
      for (const [key, text] of Object.entries(others)) attributes.push([this.#writer.qualifyClark(key), String(text)]);
    }
  }

  #unknownProperties(table: ComplexTable, value: Data): void {
    if (this.#reporter.validation === 'off') return;
    const known = new Set([
      ...(table.fields ?? []).map(({ p }) => p),
      ...(table.attributes ?? []).map(({ p }) => p),
      '$type',
      ...(table.text === undefined ? [] : ['$value']),
      ...(table.mixed === true ? ['$content'] : []),
      ...(table.anyAttribute === true ? ['$attributes'] : []),
    ]);
    for (const key of Object.keys(value)) {
      if (!known.has(key))
        this.#reporter.inside(key, () => this.#reporter.report('unexpected', 'The type has no such property.'));
    }
  }

  #fields(table: ComplexTable, value: Data): void {
    visitFields(table, value, this.#reporter, (field, required) => this.#field(field, own(value, field.p), required));
  }

  #field(field: FieldTable, value: unknown, required: boolean): void {
    this.#reporter.inside(field.p, () => {
      if (value === undefined) {
        if (required && (field.min ?? 1) > 0) this.#reporter.report('missing', 'The element is required.');
        return;
      }
      if (!isMany(field)) return this.#occurrence(field, value);
      if (!Array.isArray(value)) return this.#reporter.fail('type', `is ${kindOf(value)}; a list is needed.`);
      this.#count(field, value.length, required);
      value.forEach((item: unknown, index) => this.#reporter.inside(index, () => this.#occurrence(field, item)));
    });
  }

  #count({ min = 1, max = 1 }: FieldTable, count: number, required: boolean): void {
    if (required && count < min) this.#reporter.report('occurrence', `has ${count} items; at least ${min} are needed.`);
    if (max >= 0 && count > max) this.#reporter.report('occurrence', `has ${count} items; at most ${max} are allowed.`);
  }

  #occurrence(field: FieldTable, value: unknown): void {
    if (field.is === 'any') return this.#node(value);
    if (field.is === 'group') {
      const table = this.#schema.type(field.t);
      if (table.kind !== 'group') throw new Error(`"${field.t}" is not a group.`);
      const data = this.#object(value);
      this.#unknownProperties(table, data);
      return this.#fields(table, data);
    }
    if (value === null && field.nil !== true)
      this.#reporter.report('type', 'is null, but the element is not nillable.');
    this.element(this.#schema.name(field.n ?? [-1, field.p]), field.t, value);
  }

  #content(value: unknown): void {
    if (value === undefined) return;
    if (!Array.isArray(value)) return this.#reporter.fail('type', '"$content" is a list of texts and elements.');
    for (const part of value as unknown[]) {
      if (typeof part === 'string') this.#writer.text(part);
      else this.#node(part);
    }
  }

  #node(value: unknown): void {
    if (!isNode(value)) this.#reporter.fail('type', 'is not an element with "name", "attributes" and "children".');
    else this.#writer.node(value);
  }

  /** Where the schema allows everything: a value with `$type`, or plain content, or a bare text. */
  #any(name: ElementName, declared: TypeRef, value: unknown): void {
    const type = isData(value) ? own(value, '$type') : undefined;
    if (typeof type === 'string') return this.#typed(name, type, value);
    if (typeof value === 'string') return this.#text(name, 'xs:string', value);
    if (declared === 'xs:anySimpleType' || !isData(value))
      return this.#reporter.fail('type', `is ${kindOf(value)}; a text or an object with "$type" is needed.`);
    const given = own(value, '$attributes');
    const attributes: Attributes = isData(given)
      ? Object.entries(given).map(([key, text]) => [this.#writer.qualifyClark(key), String(text)])
      : [];
    this.#whole(name, attributes, () => this.#content(own(value, '$content')));
  }

  #typed(name: ElementName, type: TypeRef, value: unknown): void {
    if (!this.#schema.has(type)) this.#reporter.fail('type', `"$type" is ${JSON.stringify(type)}, which is no type.`);
    const attributes = this.#typeAttribute(type, true);
    const data = this.#object(value);
    const table = type.startsWith('xs:') ? undefined : this.#schema.type(type);
    if (table?.kind === 'complex') return this.#complex(name, table, data, attributes);
    if (table?.kind === 'array') return this.#array(name, table, data['$value'], attributes);
    const text = encodeSimple(type, data['$value'], this.#simple);
    this.#whole(name, attributes, () => this.#writer.text(text));
  }

  #array(name: ElementName, table: ArrayTable, value: unknown, attributes: Attributes): void {
    if (!Array.isArray(value)) this.#reporter.fail('type', `is ${kindOf(value)}; a list is needed.`);
    const items: readonly unknown[] = value;
    const item = table.item.startsWith('xs:')
      ? clark(namespaces.schema, table.item.slice(3))
      : (this.#typeName(table.item) ?? clark(namespaces.schema, 'anyType'));
    const itemType = this.#writer.qualifyClark(item);
    if (this.#encoding === '1.2') {
      attributes.push([this.#writer.qualify(namespaces.encoding12, 'itemType'), itemType]);
      attributes.push([this.#writer.qualify(namespaces.encoding12, 'arraySize'), String(items.length)]);
    } else {
      const type = `${itemType}${table.rank ?? ''}[${items.length}]`;
      attributes.push([this.#writer.qualify(namespaces.encoding11, 'arrayType'), type]);
    }
    const element = this.#schema.name(table.element ?? [-1, 'item']);
    this.#whole(name, attributes, () =>
      items.forEach((entry, index) => this.#reporter.inside(index, () => this.element(element, table.item, entry))),
    );
  }
}

function isNode(value: unknown): value is XmlNode {
  return isData(value) && typeof value['name'] === 'string';
}
