import type { FieldTable, OrderNode, TypeTable } from '../../../../templates/soap/src/soap/tables.ts';
import { clark } from '../../../../templates/soap/src/soap/names.ts';
import type { XsdElement, XsdElementUse, XsdGroup, XsdOccurs, XsdParticle } from '../../soap-model.ts';
import { NameAllocator } from './identifiers.ts';
import type { TypePlan, TypePlanner } from './plan-types.ts';

export type GroupPlan = Pick<TypePlan, 'id' | 'table' | 'notes' | 'optional'>;

export interface ContentPlan {
  readonly fields: readonly FieldTable[];
  readonly order?: OrderNode;
  readonly notes: ReadonlyMap<string, string>;
  readonly optional: ReadonlySet<string>;
}

interface Owner {
  readonly id: string;
  readonly namespace: string;
  readonly properties: NameAllocator;
}

/**
 * Turns a content into fields. Nested groups are laid flat where that loses nothing; a repeated group of more than one
 * element becomes a list of its own, because the order of its turns matters.
 */
export function planContent(planner: TypePlanner, content: XsdGroup | undefined, owner: Owner): ContentPlan {
  const plan = new ContentPlanner(planner, owner);
  return content === undefined ? { fields: [], notes: new Map(), optional: new Set() } : plan.content(content);
}

/** Which branch of which choice a field stands in; two branches of one choice exclude each other. */
type Branch = readonly [choice: XsdGroup, branch: number];

class ContentPlanner {
  readonly #planner: TypePlanner;
  readonly #owner: Owner;
  readonly #fields: FieldTable[] = [];
  readonly #branches: (readonly Branch[])[] = [];
  readonly #notes = new Map<string, string>();
  readonly #optional = new Set<string>();
  readonly #wanted: string[] = [];

  constructor(planner: TypePlanner, owner: Owner) {
    this.#planner = planner;
    this.#owner = owner;
  }

  content(group: XsdGroup): ContentPlan {
    const order = this.#particle(group, [], true);
    return {
      fields: this.#fields,
      ...(order === undefined || isPlain(order) ? {} : { order }),
      notes: this.#notes,
      optional: this.#optional,
    };
  }

  /** One turn of a repeated group: the group without its own repetition. */
  turn(group: XsdGroup): ContentPlan {
    const parts = group.kind === 'choice' ? turnBranches(group) : group.parts;
    return this.content({ ...group, min: 1, max: 1, parts });
  }

  #particle(particle: XsdParticle, branches: readonly Branch[], required: boolean): OrderNode | undefined {
    if (particle.kind === 'any') return this.#wildcard(particle, branches, required);
    if (particle.kind === 'element') return this.#element(particle, branches, required);
    if (particle.max === 0 || particle.parts.length === 0) return undefined;
    if (particle.max > 1) return this.#repeated(particle, branches, required);
    const isChoice = particle.kind === 'choice' && particle.parts.length > 1;
    const needed = required && particle.min > 0 && !isChoice;
    const parts = particle.parts
      .map((part, branch) => this.#particle(part, isChoice ? [...branches, [particle, branch]] : branches, needed))
      .filter((part) => part !== undefined);
    if (parts.length === 0) return undefined;
    return [isChoice ? 'c' : 's', particle.min === 0 ? 0 : 1, ...parts];
  }

  #repeated(group: XsdGroup, branches: readonly Branch[], required: boolean): OrderNode | undefined {
    const only = onlyLeaf(group);
    if (only !== undefined) {
      const often = { min: only.min * group.min, max: only.max * group.max };
      return this.#particle({ ...only, ...often }, branches, required);
    }
    const isChoice = group.kind === 'choice';
    const kind = isChoice ? 'choice' : 'sequence';
    const id = this.#planner.addGroup(
      `${this.#owner.id}${isChoice ? 'Choice' : 'Sequence'}`,
      this.#owner.namespace,
      planTurn(this.#planner, this.#owner, group),
    );
    return this.#add({ p: `$${kind}`, t: id, is: 'group', ...occurs(group) }, branches, required);
  }

  #wildcard(often: XsdOccurs, branches: readonly Branch[], required: boolean): number {
    return this.#add({ p: '$any', t: 'xs:anyType', is: 'any', ...occurs(often) }, branches, required);
  }

  #element(use: XsdElementUse, branches: readonly Branch[], required: boolean): number {
    const { element, substitutes } = use;
    const { name, type, isNillable, fixed, description } = element;
    const often = occurs(use);
    if (substitutes !== undefined) {
      const id = this.#planner.substitution(clark(name.namespace, name.local), () =>
        planSubstitutes(this.#planner, substitutes),
      );
      return this.#add({ p: name.local, t: id, is: 'group', ...often }, branches, required, description);
    }
    const field: FieldTable = {
      p: name.local,
      n: this.#planner.name(name),
      t: this.#planner.ref(type),
      ...often,
      ...(isNillable ? { nil: true } : {}),
      ...(fixed === undefined ? {} : { fixed }),
    };
    return this.#add(field, branches, required, description);
  }

  /** Adds a field, or finds the same one in another branch of a choice. */
  #add(field: FieldTable, branches: readonly Branch[], required: boolean, description?: string): number {
    const same = this.#fields.findIndex(
      (other, index) =>
        this.#wanted[index] === field.p &&
        other.t === field.t &&
        other.max === field.max &&
        String(other.n) === String(field.n) &&
        excludes(this.#branches[index] ?? [], branches),
    );
    if (same >= 0) return same;
    const p = this.#owner.properties.take(field.p);
    const index = this.#fields.push({ ...field, p }) - 1;
    this.#branches[index] = branches;
    this.#wanted[index] = field.p;
    if (description !== undefined) this.#notes.set(p, description);
    if (!required || field.min === 0) this.#optional.add(p);
    return index;
  }
}

function planTurn(planner: TypePlanner, { id, namespace }: Owner, group: XsdGroup): Omit<GroupPlan, 'id'> {
  const owner = { id, namespace, properties: NameAllocator.ofProperties() };
  return asGroup(new ContentPlanner(planner, owner).turn(group));
}

/** A choice of one element among an element and its substitutes. */
function planSubstitutes(planner: TypePlanner, substitutes: readonly XsdElement[]): Omit<GroupPlan, 'id'> {
  const properties = NameAllocator.ofProperties();
  const fields = substitutes.map(({ name, type, isNillable }): FieldTable => ({
    p: properties.take(name.local),
    n: planner.name(name),
    t: planner.ref(type),
    ...(isNillable ? { nil: true } : {}),
  }));
  const order: OrderNode = ['c', 1, ...fields.keys()];
  return asGroup({ fields, order, notes: new Map(), optional: new Set(fields.map(({ p }) => p)) });
}

function asGroup({ fields, order, notes, optional }: ContentPlan): Omit<GroupPlan, 'id'> {
  const table: TypeTable = { kind: 'group', fields, ...(order === undefined ? {} : { order }) };
  return { table, notes, optional };
}

/**
 * Branches of a choice that may be taken again and again: `(a | b*)*` says no more than `(a | b)*`, and one turn of it
 * holds one element.
 */
function turnBranches(group: XsdGroup): XsdParticle[] {
  return group.parts.flatMap((part) => {
    if (part.kind === 'element' || part.kind === 'any') return [{ ...part, min: 1, max: 1 }];
    if (part.kind === 'choice') return turnBranches(part);
    const only = onlyLeaf(part);
    return only === undefined ? [{ ...part, min: 1, max: 1 }] : [{ ...only, min: 1, max: 1 }];
  });
}

/** The only element of a group, when there is but one. */
function onlyLeaf({ parts }: XsdGroup): Exclude<XsdParticle, XsdGroup> | undefined {
  const [first, ...more] = parts;
  if (first === undefined || more.length > 0) return undefined;
  if (first.kind === 'element' || first.kind === 'any') return first;
  const inside = onlyLeaf(first);
  return inside === undefined ? undefined : { ...inside, min: inside.min * first.min, max: inside.max * first.max };
}

function occurs({ min, max }: XsdOccurs): Pick<FieldTable, 'min' | 'max'> {
  return { ...(min === 1 ? {} : { min }), ...(max === 1 ? {} : { max: max === Infinity ? -1 : max }) };
}

function excludes(a: readonly Branch[], b: readonly Branch[]): boolean {
  return a.some(([choice, branch]) => b.some(([other, another]) => choice === other && branch !== another));
}

/** True when the order says nothing that the list of fields does not. */
function isPlain(node: OrderNode): boolean {
  if (typeof node === 'number') return true;
  const [kind, least, ...parts] = node;
  return kind === 's' && least === 1 && parts.every(isPlain);
}
