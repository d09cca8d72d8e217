import { isObject } from '../../../text/json.ts';
import { splitPointer } from '../../../text/pointer.ts';
import type { Documents, FileRefusal } from './documents.ts';
import type { Node } from './node.ts';
import { decode, parseReference } from './reference.ts';

/** References that one reference may lead through. */
const chainLimit = 50;

export type Located = { readonly node: Node } | { readonly reason: FileRefusal | 'remote' | 'no-such-place' };

/** The place that a `$ref` standing in `from` leads to, or why there is none. Reports nothing. */
export function locate(documents: Documents, text: string, from: Node): Located {
  const key = `${from.document.id} ${text}`;
  const known = documents.located.get(key);
  if (known !== undefined) return known;
  // A reference whose way leads through itself leads to nothing.
  documents.located.set(key, { reason: 'no-such-place' });
  const located = search(documents, text, from);
  documents.located.set(key, located);
  return located;
}

function search(documents: Documents, text: string, from: Node): Located {
  const reference = parseReference(text, from.document.id, documents.rules);
  if (reference.refused !== undefined) return { reason: reference.refused };
  const document = documents.byId.get(reference.id) ?? 'missing';
  if (typeof document === 'string') return { reason: document };
  documents.used.add(document);
  if (document.source.value === undefined) return { reason: 'unreadable' };
  const { fragment } = reference;
  if (fragment === '' || fragment === '/') return { node: document.root };
  if (!fragment.startsWith('/')) {
    const node = findAnchor(document.root, decode(fragment));
    return node === undefined ? { reason: 'no-such-place' } : { node };
  }
  // Names with a percent sign of their own are often written as they are.
  const node = walk(documents, document.root, fragment) ?? walk(documents, document.root, decode(fragment));
  return node === undefined ? { reason: 'no-such-place' } : { node };
}

/** Goes down a pointer; a section on the way may be a reference itself. */
function walk(documents: Documents, root: Node, pointer: string): Node | undefined {
  let node = root;
  for (const token of splitPointer(pointer)) {
    let next = node.child(token);
    if (next === undefined && node.reference !== undefined) {
      const located = locate(documents, node.reference, node);
      next = 'node' in located ? located.node.child(token) : undefined;
    }
    if (next === undefined) return undefined;
    node = next;
  }
  return node;
}

function findAnchor(root: Node, name: string): Node | undefined {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isObject(node.value)) {
      if (Object.hasOwn(node.value, '$anchor') && node.value['$anchor'] === name) return node;
      for (const [key, value] of Object.entries(node.value))
        if (typeof value === 'object') waiting.push(node.below(key, value));
    } else for (const item of node.items) waiting.push(item);
  }
  return undefined;
}

/** What references lead to in the end, or `undefined`. Reports nothing. */
export function followSilently(documents: Documents, node: Node | undefined): Node | undefined {
  let at = node;
  for (let steps = 0; at?.reference !== undefined; steps++) {
    if (steps === chainLimit) return undefined;
    const located = locate(documents, at.reference, at);
    at = 'node' in located ? located.node : undefined;
  }
  return at;
}

/** References that lead from one to the next and never to anything else. */
export function leadsInCircle(documents: Documents, node: Node): boolean {
  let at = node;
  for (let steps = 0; at.reference !== undefined; steps++) {
    if (steps === chainLimit) return true;
    const located = locate(documents, at.reference, at);
    if (!('node' in located)) return false;
    at = located.node;
  }
  return false;
}
