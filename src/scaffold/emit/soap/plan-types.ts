import type { AttributeTable, QualifiedName, TypeRef, TypeTable } from '../../../../templates/soap/src/soap/tables.ts';
import { splitClark } from '../../../../templates/soap/src/soap/names.ts';
import type { XsdAttribute, XsdComplexType, XsdName, XsdRef, XsdSimpleType, XsdType } from '../../soap-model.ts';
import type { SoapModel } from '../../soap-model.ts';
import { identifier, NameAllocator, pascal } from './identifiers.ts';
import { planContent, type GroupPlan } from './plan-content.ts';
import { translatePatterns } from './xsd-pattern.ts';

/** One type of the package: what the runtime reads, and what the printer of TypeScript adds to it. */
export interface TypePlan {
  /** Name of the TypeScript type and key of the table. */
  readonly id: string;
  readonly namespace: string;
  readonly description?: string;
  readonly table: TypeTable;
  /** Descriptions of properties. */
  readonly notes: ReadonlyMap<string, string>;
  /** Properties that may be absent. */
  readonly optional: ReadonlySet<string>;
}

export interface TypePlans {
  readonly namespaces: readonly string[];
  /** In the order of the model, groups behind the type that they belong to. */
  readonly types: ReadonlyMap<string, TypePlan>;
  /** The id of a type of the model; built-in types are their own. */
  ref(key: XsdRef): TypeRef;
  name(name: XsdName): QualifiedName;
  /** Types that others derive from: name of the union of a type and its subtypes, and the ids of those. */
  readonly unions: ReadonlyMap<string, { readonly name: string; readonly subtypes: readonly string[] }>;
  /** Patterns that no validator checks, by type. */
  readonly unchecked: readonly { readonly type: XsdSimpleType; readonly pattern: string }[];
}

/** Settles names and turns the types of a model into tables. */
export function planTypes(model: SoapModel): TypePlans {
  const planner = new TypePlanner(model);
  planner.planAll();
  return planner;
}

export class TypePlanner implements TypePlans {
  readonly namespaces: string[] = [];
  readonly types = new Map<string, TypePlan>();
  readonly unchecked: { type: XsdSimpleType; pattern: string }[] = [];
  readonly names = NameAllocator.ofIdentifiers();
  readonly #model: SoapModel;
  readonly #ids = new Map<XsdRef, string>();
  readonly #indexes = new Map<string, number>();
  readonly #substitutions = new Map<string, string>();
  readonly unions = new Map<string, { name: string; subtypes: string[] }>();

  constructor(model: SoapModel) {
    this.#model = model;
    const all = [...model.schema.types.values()];
    // Named types first: an anonymous one never takes the name of a declared one.
    for (const { key, name } of all)
      if (name !== undefined) this.#ids.set(key, this.names.take(identifier(name.local), 'Type'));
    for (const { key, name } of all)
      if (name === undefined) this.#ids.set(key, this.names.take(this.#anonymousName(key), 'Element'));
  }

  planAll(): void {
    for (const type of this.#model.schema.types.values()) this.#plan(type);
    for (const { id, table } of this.types.values()) {
      // Only a named type can be told by xsi:type.
      if (table.name === undefined) continue;
      for (let base = baseOf(table), steps = 0; base !== undefined && steps < 200; steps++) {
        this.#unionOf(base).subtypes.push(id);
        const above = this.types.get(base);
        base = above === undefined ? undefined : baseOf(above.table);
      }
    }
  }

  #unionOf(id: string): { name: string; subtypes: string[] } {
    const known = this.unions.get(id);
    if (known !== undefined) return known;
    const union = { name: this.names.take(`Any${id}`), subtypes: [] };
    this.unions.set(id, union);
    return union;
  }

  ref(key: XsdRef): TypeRef {
    return key.startsWith('xs:') ? key : (this.#ids.get(key) ?? 'xs:anyType');
  }

  name({ namespace, local }: XsdName): QualifiedName {
    if (namespace === '') return [-1, local];
    let index = this.#indexes.get(namespace);
    if (index === undefined) {
      index = this.namespaces.push(namespace) - 1;
      this.#indexes.set(namespace, index);
    }
    return [index, local];
  }

  /** Adds the group of one content and gives its id. */
  addGroup(wanted: string, namespace: string, group: Omit<GroupPlan, 'id'>): string {
    const id = this.names.take(wanted);
    this.types.set(id, { id, namespace, ...group });
    return id;
  }

  /** The group of an element's substitutes, made once. */
  substitution(head: string, make: () => Omit<GroupPlan, 'id'>): string {
    const known = this.#substitutions.get(head);
    if (known !== undefined) return known;
    const { namespace, local } = splitClark(head);
    const id = this.names.take(`${pascal(local)}Choice`);
    this.#substitutions.set(head, id);
    this.types.set(id, { id, namespace, ...make() });
    return id;
  }

  #anonymousName(key: XsdRef): string {
    const slash = key.indexOf('/', key.lastIndexOf('}') + 1);
    const local = splitClark(key.slice(0, slash)).local;
    const owner = this.#ids.get(key.slice(0, slash)) ?? identifier(local);
    const steps = key
      .slice(slash + 1)
      .split('/')
      .filter((step) => step !== '' && step !== '@');
    return steps.reduce((name, step) => name + pascal(step.replace('#', '')), owner);
  }

  #plan(type: XsdType): void {
    const id = this.ref(type.key);
    const namespace = type.name?.namespace ?? namespaceOfKey(type.key);
    const common = { id, namespace, ...(type.description === undefined ? {} : { description: type.description }) };
    const named = {
      ...(type.name === undefined ? {} : { name: this.name(type.name) }),
      ...(type.base === undefined ? {} : { base: this.ref(type.base) }),
    };
    const empty = { notes: new Map<string, string>(), optional: new Set<string>() };
    if (type.kind === 'simple')
      this.types.set(id, { ...common, ...empty, table: { kind: 'simple', ...named, ...this.#simple(type) } });
    else if (type.kind === 'array') {
      const element = type.element === undefined ? {} : { element: this.name(type.element) };
      const rank = type.rank === '' ? {} : { rank: type.rank };
      const table = { kind: 'array' as const, ...named, item: this.ref(type.item), ...element, ...rank };
      this.types.set(id, { ...common, ...empty, table });
    } else this.#complex(type, common, named);
  }

  #simple(type: XsdSimpleType): object {
    const { variety } = type;
    const facets = this.#facets(type);
    return {
      ...(variety.of === 'atom' ? { value: this.ref(variety.value) } : {}),
      ...(variety.of === 'list' ? { item: this.ref(variety.item) } : {}),
      ...(variety.of === 'union' ? { members: variety.members.map((member) => this.ref(member)) } : {}),
      ...(Object.keys(facets).length === 0 ? {} : { facets }),
    };
  }

  #facets(type: XsdSimpleType): object {
    const { patterns, ...facets } = type.facets;
    if (patterns === undefined) return facets;
    const { checked, unchecked } = translatePatterns(patterns);
    for (const pattern of unchecked) this.unchecked.push({ type, pattern });
    return checked.length === 0 ? facets : { ...facets, patterns: checked };
  }

  #complex(
    type: XsdComplexType,
    common: Pick<TypePlan, 'id' | 'namespace' | 'description'>,
    named: { readonly name?: QualifiedName; readonly base?: TypeRef },
  ): void {
    // Its place is before the groups of its content.
    this.types.set(common.id, { ...common, notes: new Map(), optional: new Set(), table: { kind: 'complex' } });
    const properties = NameAllocator.ofProperties();
    const content = planContent(this, type.content, { id: common.id, namespace: common.namespace, properties });
    const attributes = type.attributes.map((attribute) => this.#attribute(attribute, properties));
    const notes = new Map(content.notes);
    const optional = new Set(content.optional);
    attributes.forEach(({ p, required }, index) => {
      const description = type.attributes[index]?.description;
      if (description !== undefined) notes.set(p, description);
      if (required !== true) optional.add(p);
    });
    const table: TypeTable = {
      kind: 'complex',
      ...named,
      ...(type.isAbstract ? { abstract: true } : {}),
      ...(attributes.length === 0 ? {} : { attributes }),
      ...(type.anyAttribute ? { anyAttribute: true } : {}),
      ...(type.text === undefined ? {} : { text: this.ref(type.text) }),
      ...(type.isMixed ? { mixed: true } : {}),
      ...(content.fields.length === 0 || type.isMixed ? {} : { fields: content.fields }),
      ...(content.order === undefined || type.isMixed ? {} : { order: content.order }),
    };
    this.types.set(common.id, { ...common, notes, optional, table });
  }

  #attribute({ name, type, isRequired, fixed }: XsdAttribute, properties: NameAllocator): AttributeTable {
    return {
      p: properties.take(name.local, 'Attribute'),
      n: this.name(name),
      t: this.ref(type),
      ...(isRequired ? { required: true } : {}),
      ...(fixed === undefined ? {} : { fixed }),
    };
  }
}

function baseOf(table: TypeTable): string | undefined {
  return table.kind === 'complex' ? table.base : undefined;
}

function namespaceOfKey(key: string): string {
  return key.startsWith('{') ? key.slice(1, key.indexOf('}')) : '';
}
