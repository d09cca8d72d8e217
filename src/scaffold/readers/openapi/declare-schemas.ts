import type { Skipped } from '../../api-model.ts';
import { objectAt } from './fields.ts';
import { locate } from './locate.ts';
import { namedSchemas } from './named-schemas.ts';
import { type Node, placeOf } from './node.ts';
import { quote, type Reading } from './reading.ts';

/**
 * Enters the named schemas of the root document. One that only refers to another place gives that place its name, so
 * that references to either lead to the same schema.
 */
export function declareSchemas(reading: Reading, root: Node): readonly Skipped[] {
  objectAt(reading, root, 'definitions');
  const components = objectAt(reading, root, 'components');
  if (components !== undefined) objectAt(reading, components, 'schemas');
  const skipped: Skipped[] = [];
  const declared = new Map<string, Node>();
  for (const [name, node] of namedSchemas(reading.documents, root)) {
    if (declared.has(name)) continue;
    if (name !== '__proto__') {
      declared.set(name, node);
      continue;
    }
    skipped.push(skip(reading, name, node, 'its name cannot be used'));
  }
  const places = new Set([...declared.values()].map(placeOf));
  for (const [name, node] of declared) reading.schemas.declare(name, node, contentOf(reading, node, places));
  return skipped;
}

/** Where a named schema really stands, when all that its name has is a reference to a place without one. */
function contentOf(reading: Reading, node: Node, named: ReadonlySet<string>): Node {
  if (node.reference === undefined || Object.keys(node.value as object).length > 1) return node; // an object, having $ref
  const target = locate(reading.documents, node.reference, node);
  if (!('node' in target) || named.has(placeOf(target.node)) || reading.schemas.has(target.node)) return node;
  return target.node;
}

/** Lists schemas that something refers to, but nothing that was read. */
export function skipUnread(reading: Reading, referred: readonly Node[]): readonly Skipped[] {
  return referred
    .filter((node) => !reading.schemas.has(node))
    .map((node) => skip(reading, node.pointer, node, 'only parts that are left out refer to it'));
}

function skip(reading: Reading, name: string, node: Node, reason: string): Skipped {
  reading.findings.add('scaffold/skipped-schema', node, `Schema ${quote(name)} is left out: ${reason}.`, { on: 'key' });
  return { kind: 'schema', name, reason, origin: { file: node.document.id, pointer: node.pointer } };
}
