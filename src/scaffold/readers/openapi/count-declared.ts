import { isObject } from '../../../text/json.ts';
import type { Documents } from './documents.ts';
import { followSilently, leadsInCircle, locate } from './locate.ts';
import { namedSchemas } from './named-schemas.ts';
import { type Node, placeOf } from './node.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** Where a schema holds schemas by name, in lists, and as they are. */
const byName = new Set(['properties', 'patternProperties']);
const inLists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']);
const direct = new Set(['items', 'not', 'additionalProperties']);
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'links']);

export interface Declared {
  readonly operations: number;
  readonly schemas: number;
  /** Those of the schemas that are only referred to. */
  readonly referred: readonly Node[];
}

/**
 * Counts what a description declares by plainly walking over it, apart from the reading: the denominator of coverage
 * must not come from the code that it measures. A schema counts when the root document names it, or when something
 * refers to it as a schema.
 */
export function countDeclared(documents: Documents): Declared {
  const root = documents.root.root;
  const components = [...new Map(namedSchemas(documents, root).toReversed()).values()];
  const referred = referredBeside(documents, root, components);
  return { operations: countOperations(documents, root), schemas: components.length + referred.length, referred };
}

function countOperations(documents: Documents, root: Node): number {
  let count = 0;
  const paths = followSilently(documents, root.child('paths'));
  for (const [key, item] of entries(paths)) {
    if (key.startsWith('x-') || key === '__proto__') continue;
    const target = followSilently(documents, item);
    // A path that is not an object may hold any number of operations; it counts as one.
    count += isObject(target?.value) ? methods.filter((method) => target.child(method) !== undefined).length : 1;
  }
  return count;
}

/** Schemas that something refers to although the root document does not name them. */
function referredBeside(documents: Documents, root: Node, components: readonly Node[]): readonly Node[] {
  const known = new Set(components.map(placeOf));
  for (const schema of components) {
    // A component that is nothing but a reference to another place gives that place its name.
    if (schema.reference === undefined || entries(schema).length > 1) continue;
    const target = locate(documents, schema.reference, schema);
    if ('node' in target) known.add(placeOf(target.node));
  }
  const sections = ['paths', 'webhooks'].flatMap((key) => followSilently(documents, root.child(key)) ?? []);
  const referred = referredSchemas(documents, sections, components);
  const byPlace = new Map([...referred].map((node) => [placeOf(node), node]));
  return [...byPlace].flatMap(([place, node]) => (known.has(place) ? [] : [node]));
}

/** Places that a reference leads to where a schema is expected. */
function referredSchemas(documents: Documents, others: readonly Node[], schemas: readonly Node[]): ReadonlySet<Node> {
  const countsSiblings = /^3\.[1-9]/u.test(String(documents.root.root.child('openapi')?.value));
  const found = new Set<Node>();
  const waiting: (readonly [Node, boolean])[] = [];
  // Values are trees, so only what references lead to could be walked over again and again.
  const entered = { schema: new Set<unknown>(), other: new Set<unknown>() };
  const enter = (node: Node, isSchema: boolean): void => {
    const known = isSchema ? entered.schema : entered.other;
    if (known.has(node.value)) return;
    known.add(node.value);
    waiting.push([node, isSchema]);
  };
  const push = (node: Node, isSchema: boolean): void => void waiting.push([node, isSchema]);
  for (const node of others) enter(node, false);
  for (const node of schemas) enter(node, true);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, isSchema] = next;
    if (node.reference !== undefined) {
      const located = locate(documents, node.reference, node);
      if (isSchema && 'node' in located && !leadsInCircle(documents, node)) found.add(located.node);
      if ('node' in located) enter(located.node, isSchema);
      // What stands beside a reference to a schema counts since 3.1.
      if (isSchema && !countsSiblings) continue;
    }
    if (!isSchema) for (const item of node.items) push(item, false);
    for (const [key, child] of parts(node)) {
      if (isSchema) pushSchemas(documents, key, child, push);
      else if (key === 'schema') push(child, true);
      else if (!data.has(key)) push(child, false);
    }
  }
  return found;
}

function pushSchemas(
  documents: Documents,
  key: string,
  child: Node,
  push: (node: Node, isSchema: boolean) => void,
): void {
  if (direct.has(key) && !Array.isArray(child.value)) push(child, true);
  const section = followSilently(documents, child);
  if (section === undefined) return;
  if (byName.has(key)) for (const [, schema] of entries(section)) push(schema, true);
  if (inLists.has(key)) for (const schema of section.items) push(schema, true);
  // The values of a mapping are references without being written as such.
  if (key === 'discriminator')
    for (const [, target] of entries(followSilently(documents, section.child('mapping'))))
      push(target.below('$ref', { $ref: target.value }), true);
}

/** The members that can hold something. */
function parts(node: Node): readonly (readonly [string, Node])[] {
  if (!isObject(node.value)) return [];
  return Object.entries(node.value).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? [[key, node.below(key, value)] as const] : [],
  );
}

function entries(node: Node | undefined): readonly (readonly [string, Node])[] {
  if (node === undefined || !isObject(node.value)) return [];
  return Object.entries(node.value).map(([key, value]) => [key, node.below(key, value)] as const);
}
