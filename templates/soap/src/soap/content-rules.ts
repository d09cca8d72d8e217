import { own, type Data } from './data.ts';
import type { Reporter } from './issues.ts';
import type { ComplexTable, FieldTable, OrderNode } from './tables.ts';

/** A field where the schema places it, and whether it has to be there. */
export type Visit = (field: FieldTable, required: boolean) => void;

/** Visits the fields of a content in the order of the schema; of a choice, the branch that the value fills. */
export function visitFields(table: ComplexTable, value: Data, reporter: Reporter, visit: Visit): void {
  const fields = table.fields ?? [];
  const walk = (node: OrderNode, required: boolean): void => {
    if (typeof node === 'number') {
      const field = fields[node];
      if (field !== undefined) visit(field, required);
      return;
    }
    const [kind, least, ...parts] = node;
    const needed = required && (least === 1 || isFilled(node, fields, value));
    const branches = kind === 's' ? parts : chooseBranches(parts, fields, value);
    if (kind === 'c' && branches.length > 1)
      reporter.report('choice', `Only one of ${describe(branches, fields)} may be given.`);
    if (kind === 'c' && branches.length === 0 && needed && !parts.some((part) => mayBeEmpty(part, fields)))
      reporter.report('choice', `One of ${describe(parts, fields)} is needed.`);
    for (const part of branches) walk(part, needed);
  };
  if (table.order === undefined) for (const field of fields) visit(field, true);
  else walk(table.order, true);
}

/** True when the fields may stand together in one turn of the content. */
export function areCompatible(node: OrderNode | undefined, present: ReadonlySet<number>): boolean {
  if (node === undefined || typeof node === 'number') return true;
  const [kind, , ...parts] = node;
  if (kind === 's') return parts.every((part) => areCompatible(part, present));
  const here = leaves(node).filter((leaf) => present.has(leaf));
  return (
    here.length === 0 ||
    parts.some((part) => here.every((leaf) => leaves(part).includes(leaf)) && areCompatible(part, present))
  );
}

/** Branches that the value fills, less those that another one covers: branches may share an element. */
function chooseBranches(parts: readonly OrderNode[], fields: readonly FieldTable[], value: Data): readonly OrderNode[] {
  const filled = parts
    .map((part) => ({ part, given: new Set(leaves(part).filter((leaf) => isFilled(leaf, fields, value))) }))
    .filter(({ given }) => given.size > 0);
  const covers = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...b].every((leaf) => a.has(leaf));
  return filled
    .filter(({ given }, index) =>
      filled.every(
        (other, at) => at === index || !covers(other.given, given) || (covers(given, other.given) && index < at),
      ),
    )
    .map(({ part }) => part);
}

function leaves(node: OrderNode): number[] {
  if (typeof node === 'number') return [node];
  const [, , ...parts] = node;
  return parts.flatMap(leaves);
}

function isFilled(node: OrderNode, fields: readonly FieldTable[], value: Data): boolean {
  return leaves(node).some((leaf) => {
    const given = own(value, fields[leaf]?.p ?? '');
    return given !== undefined && !(Array.isArray(given) && given.length === 0);
  });
}

function mayBeEmpty(node: OrderNode, fields: readonly FieldTable[]): boolean {
  if (typeof node === 'number') return fields[node]?.min === 0;
  const [kind, least, ...parts] = node;
  if (least === 0) return true;
  return kind === 's'
    ? parts.every((part) => mayBeEmpty(part, fields))
    : parts.some((part) => mayBeEmpty(part, fields));
}

function describe(nodes: readonly OrderNode[], fields: readonly FieldTable[]): string {
  return nodes
    .flatMap(leaves)
    .map((index) => `"${fields[index]?.p ?? ''}"`)
    .join(', ');
}
