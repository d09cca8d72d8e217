import { isObject } from '../../../text/json.ts';
import type { ApiModel } from '../../api-model.ts';
import type { Documents } from './documents.ts';
import { locate } from './locate.ts';
import { type Node, placeOf } from './node.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** Where a schema holds schemas by name, in lists, and as they are. */
const byName = new Set(['properties', 'patternProperties']);
const inLists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']);
const direct = new Set(['items', 'not', 'additionalProperties']);
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'x-', 'callbacks', 'webhooks', 'links']);

/**
 * Counts what a description declares by plainly walking over it, apart from the reading: the denominator of coverage
 * must not come from the code that it measures. A schema counts when the root document names it, or when something
 * refers to it as a schema.
 */
export function countDeclared(documents: Documents): ApiModel['declared'] {
  const root = documents.root.root;
  return { operations: countOperations(documents, root), schemas: countSchemas(documents, root) };
}

function countOperations(documents: Documents, root: Node): number {
  let count = 0;
  const paths = follow(documents, root.child('paths'));
  for (const [key, item] of entries(paths)) {
    if (key.startsWith('x-') || key === '__proto__') continue;
    const target = follow(documents, item);
    // A path that is not an object may hold any number of operations; it counts as one.
    count += isObject(target?.value) ? methods.filter((method) => target.child(method) !== undefined).length : 1;
  }
  return count;
}

function countSchemas(documents: Documents, root: Node): number {
  const named = new Set<string>();
  let components = 0;
  const sections = [
    follow(documents, follow(documents, root.child('components'))?.child('schemas')),
    follow(documents, root.child('definitions')),
  ];
  for (const section of sections)
    for (const [, schema] of entries(section)) {
      components++;
      named.add(placeOf(schema));
      // A component that only refers to another place gives that place its name.
      const target = follow(documents, schema);
      if (target !== undefined) named.add(placeOf(target));
    }
  const referred = new Set<string>();
  for (const place of referredSchemas(documents, root)) if (!named.has(place)) referred.add(place);
  return components + referred.size;
}

/** Places that a reference leads to where a schema is expected, found from the root on. */
function referredSchemas(documents: Documents, root: Node): ReadonlySet<string> {
  const found = new Set<string>();
  const visited = { schema: new Set<unknown>(), other: new Set<unknown>() };
  const waiting: (readonly [Node, boolean])[] = [[root, false]];
  const push = (node: Node, isSchema: boolean): void => void waiting.push([node, isSchema]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, isSchema] = next;
    const seen = isSchema ? visited.schema : visited.other;
    if (node.value === null || typeof node.value !== 'object' || seen.has(node.value)) continue;
    seen.add(node.value);
    if (node.reference !== undefined) {
      const located = locate(documents, node.reference, node);
      if (!('node' in located)) continue;
      if (isSchema) found.add(placeOf(located.node));
      push(located.node, isSchema);
    }
    for (const item of node.items) push(item, isSchema);
    for (const [key, child] of entries(node)) {
      if (isSchema) pushSchemas(documents, key, child, push);
      else if (key === 'schema') push(child, true);
      else if (key === 'schemas' || key === 'definitions')
        for (const [, schema] of entries(follow(documents, child))) push(schema, true);
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
  if (byName.has(key)) for (const [, schema] of entries(follow(documents, child))) push(schema, true);
  if (inLists.has(key) && Array.isArray(child.value)) for (const schema of child.items) push(schema, true);
  if (direct.has(key) && !Array.isArray(child.value)) push(child, true);
}

function follow(documents: Documents, node: Node | undefined): Node | undefined {
  let at = node;
  for (let steps = 0; at?.reference !== undefined && steps < 50; steps++) {
    const located = locate(documents, at.reference, at);
    at = 'node' in located ? located.node : undefined;
  }
  return at;
}

function entries(node: Node | undefined): readonly (readonly [string, Node])[] {
  if (node === undefined || !isObject(node.value)) return [];
  return Object.entries(node.value).map(([key, value]) => [key, node.below(key, value)] as const);
}
