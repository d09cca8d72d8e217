import type { ComplexTable, FieldTable, SimpleTable, TypeRef } from '../../../../templates/soap/src/soap/tables.ts';
import { builtIn } from '../../../../templates/soap/src/soap/values.ts';
import { FileNames } from './identifiers.ts';
import type { TypePlan, TypePlans } from './plan-types.ts';
import { comment, generatedNotice, propertyName, stringLiteral } from './typescript.ts';

/** One file per namespace, and an index of all. Paths are relative to the folder of types. */
export function printTypes(plans: TypePlans): Map<string, string> {
  const names = new FileNames();
  names.take('index');
  const byNamespace = Map.groupBy(plans.types.values(), ({ namespace }) => namespace);
  const files = new Map([...byNamespace.keys()].map((namespace) => [namespace, names.take(shorten(namespace))]));
  const printer = new TypePrinter(plans);
  const printed = new Map<string, string>();
  for (const [namespace, types] of byNamespace) {
    const file = files.get(namespace) ?? '';
    printed.set(
      `${file}.ts`,
      printer.file(namespace, types, (id) => files.get(plans.types.get(id)?.namespace ?? '') ?? ''),
    );
  }
  const exports = [...files.values()].map((file) => `export type * from './${file}.ts';\n`);
  printed.set('index.ts', generatedNotice + (exports.length === 0 ? 'export {};\n' : exports.join('')));
  return printed;
}

function shorten(namespace: string): string {
  return namespace.replace(/^(?:https?:\/\/|urn:)/u, '');
}

/** One property of an interface. */
interface Member {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
  readonly note: string | undefined;
}

class TypePrinter {
  readonly #plans: TypePlans;
  #used = new Set<string>();

  constructor(plans: TypePlans) {
    this.#plans = plans;
  }

  file(namespace: string, types: readonly TypePlan[], fileOf: (id: string) => string): string {
    this.#used = new Set();
    const bodies = types.flatMap((plan) => [this.#declaration(plan), this.#union(plan)]);
    const own = new Set(types.map(({ id }) => id));
    const foreign = [...this.#used].filter((id) => !own.has(id));
    const imports = Map.groupBy(foreign, fileOf);
    const lines = [...imports]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, ids]) => {
        const names = ids.flatMap((id) => this.#importedNames(id)).toSorted();
        return `import type { ${names.join(', ')} } from './${file}.ts';\n`;
      });
    const helper = bodies.some((body) => body.includes('$.')) ? "import type * as $ from '../soap/types.ts';\n" : '';
    const title = comment(namespace === '' ? 'Types without a namespace.' : `Types of ${namespace}`);
    return [generatedNotice, title, helper, ...lines, '\n', bodies.filter((body) => body !== '').join('\n')].join('');
  }

  /** A reference to a type may need its union, its interface or both; unused imports of types cost nothing. */
  #importedNames(id: string): string[] {
    const union = this.#plans.unions.get(id)?.name;
    return union === undefined ? [id] : [id, union];
  }

  #declaration(plan: TypePlan): string {
    const { id, table, description } = plan;
    const note = comment(description);
    if (table.kind === 'simple') return `${note}export type ${id} = ${this.#simple(table)};\n`;
    if (table.kind === 'array')
      return `${note}export type ${id} = ${this.#list(this.#nullable(this.#ref(table.item)))};\n`;
    if (isOneOf(table)) return `${note}export type ${id} =${this.#oneOf(table)};\n`;
    return note + this.#interface(plan, table);
  }

  #interface(plan: TypePlan, table: ComplexTable): string {
    const members = this.#members(plan, table);
    const base = table.base === undefined ? undefined : this.#plans.types.get(table.base);
    const inherited = base?.table.kind === 'complex' ? this.#members(base, base.table) : undefined;
    const isExtension =
      inherited !== undefined && inherited.every((member) => members.some((own) => isSame(own, member)));
    const own = isExtension ? members.filter((member) => !inherited.some((other) => isSame(other, member))) : members;
    const heritage = isExtension && base !== undefined ? ` extends ${this.#use(base.id)}` : '';
    const lines = own.map(
      ({ name, isOptional, type, note }) =>
        `${comment(note, '  ')}  ${propertyName(name)}${isOptional ? '?' : ''}: ${type};\n`,
    );
    return `export interface ${plan.id}${heritage} {\n${lines.join('')}}\n`;
  }

  #members({ notes, optional }: TypePlan, table: ComplexTable): Member[] {
    const members: Member[] = [
      ...(table.fields ?? []).map((field) => ({
        name: field.p,
        isOptional: optional.has(field.p),
        type: this.#field(field),
        note: notes.get(field.p),
      })),
      ...(table.attributes ?? []).map(({ p, t }) => ({
        name: p,
        isOptional: optional.has(p),
        type: this.#ref(t),
        note: notes.get(p),
      })),
    ];
    const add = (name: string, isOptional: boolean, type: string): void => {
      members.push({ name, isOptional, type, note: undefined });
    };
    if (table.text !== undefined) add('$value', false, this.#ref(table.text));
    if (table.mixed === true) add('$content', true, 'readonly ($.XmlNode | string)[]');
    if (table.anyAttribute === true) add('$attributes', true, '$.OtherAttributes');
    return members;
  }

  #field(field: FieldTable): string {
    if (field.is === 'any') return 'readonly $.XmlNode[]';
    const one = field.nil === true ? this.#nullable(this.#ref(field.t)) : this.#ref(field.t);
    return (field.max ?? 1) === 1 ? one : this.#list(one);
  }

  /** A choice of single elements: objects with one property each. */
  #oneOf({ fields = [] }: ComplexTable): string {
    return fields.map((field) => `\n  | { ${propertyName(field.p)}: ${this.#field(field)} }`).join('');
  }

  #union({ id, table }: TypePlan): string {
    const union = this.#plans.unions.get(id);
    if (union === undefined) return '';
    const isAbstract = table.kind === 'complex' && table.abstract === true;
    const tagged = (wrapper: string, type: string): string =>
      `\n  | $.${wrapper}<${stringLiteral(type)}, ${this.#use(type)}>`;
    const concrete = union.subtypes.filter((subtype) => {
      const plan = this.#plans.types.get(subtype);
      return plan?.table.kind === 'complex' && plan.table.abstract !== true;
    });
    const options = [
      ...(isAbstract ? [] : [tagged('Declared', id)]),
      ...concrete.map((type) => tagged('Derived', type)),
    ];
    const note = comment(`${id} or one of its subtypes: \`$type\` says which.`);
    return `${note}export type ${union.name} =${options.length === 0 ? ` ${id}` : options.join('')};\n`;
  }

  #simple(table: SimpleTable): string {
    if (table.item !== undefined) return this.#list(this.#ref(table.item));
    if (table.members !== undefined) return this.#unionOfMembers(table.members);
    const { enumeration } = table.facets ?? {};
    const value = table.value ?? 'xs:string';
    if (enumeration !== undefined && isText(value, this.#plans)) return literals(enumeration);
    return this.#ref(value);
  }

  #unionOfMembers(members: readonly TypeRef[]): string {
    const texts = members.map((member) => this.#plans.types.get(member)?.table);
    const isClosed = texts.every(
      (table) =>
        table?.kind === 'simple' && table.facets?.enumeration !== undefined && isText(table.value ?? '', this.#plans),
    );
    return isClosed && members.length > 0 ? members.map((member) => this.#ref(member)).join(' | ') : 'string';
  }

  #ref(ref: TypeRef): string {
    if (ref.startsWith('xs:')) return builtInType(ref);
    return this.#plans.unions.get(this.#use(ref))?.name ?? ref;
  }

  #use(id: string): string {
    this.#used.add(id);
    return id;
  }

  #list(item: string): string {
    return /[|&]|^readonly /u.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
  }

  #nullable(type: string): string {
    return `${type} | null`;
  }
}

/** A choice in which every branch is one element that has to be there. */
function isOneOf({ kind, fields = [], order }: ComplexTable): boolean {
  if (kind !== 'group' || typeof order !== 'object') return false;
  const [root, least, ...parts] = order;
  return (
    root === 'c' && least === 1 && parts.length === fields.length && parts.every((part) => typeof part === 'number')
  );
}

/** The type of a reference as a user of the package writes it: `types.Order`. */
export function typeExpression(ref: TypeRef, plans: TypePlans): string {
  if (ref.startsWith('xs:')) return builtInType(ref);
  return `types.${plans.unions.get(ref)?.name ?? ref}`;
}

function builtInType(ref: TypeRef): string {
  if (ref === 'xs:anyType') return '$.AnyValue';
  if (ref === 'xs:anySimpleType') return '$.AnySimple';
  const { kind, list } = builtIn(ref);
  if (list !== undefined) return 'readonly string[]';
  switch (kind) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'bigint':
      return kind;
    case 'float':
      return 'number';
    case 'decimal':
      return '$.Decimal';
    case 'base64':
    case 'hex':
      return '$.Bytes';
    case 'qname':
      return '$.QName';
  }
}

/** True for types whose values are plain texts, so that an enumeration can be a union of literals. */
function isText(ref: TypeRef, plans: TypePlans): boolean {
  if (ref.startsWith('xs:'))
    return ref !== 'xs:anyType' && builtIn(ref).kind === 'string' && builtIn(ref).list === undefined;
  const table = plans.types.get(ref)?.table;
  return table?.kind === 'simple' && table.value !== undefined && isText(table.value, plans);
}

function literals(values: readonly string[]): string {
  if (values.length === 1) return stringLiteral(values[0] ?? '');
  return values.map((value) => `\n  | ${stringLiteral(value)}`).join('');
}

function isSame(a: Member, b: Member): boolean {
  return a.name === b.name && a.isOptional === b.isOptional && a.type === b.type;
}
