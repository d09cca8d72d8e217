import type { MappingRule } from '../../flow/transform-step.ts';
import { parsePath, type PathSegment } from '../../text/path.ts';

/**
 * The output of a map as a tree: rules that write below the same target list share its node, so that one
 * pass over the source list builds whole elements.
 */
export interface TargetNode {
  /** Rules that end here, in order; the last one with a value wins. */
  readonly rules: MappingRule[];
  readonly children: Map<string, TargetNode>;
  /** The node of every element, when this node is a list. */
  element: TargetNode | undefined;
}

export function buildTargetTree(rules: readonly MappingRule[]): TargetNode {
  const root = emptyNode();
  for (const rule of rules) nodeAt(root, parsePath(rule.target)).rules.push(rule);
  return root;
}

function nodeAt(root: TargetNode, segments: readonly PathSegment[]): TargetNode {
  let node = root;
  for (const segment of segments) {
    if (segment.kind === 'every') {
      node = node.element ??= emptyNode();
      continue;
    }
    let next = node.children.get(segment.key);
    if (next === undefined) {
      next = emptyNode();
      node.children.set(segment.key, next);
    }
    node = next;
  }
  return node;
}

/** All rules at or below a node. */
export function rulesBelow(node: TargetNode): readonly MappingRule[] {
  const below = [...node.rules];
  for (const childNode of node.children.values()) below.push(...rulesBelow(childNode));
  if (node.element !== undefined) below.push(...rulesBelow(node.element));
  return below;
}

function emptyNode(): TargetNode {
  return { rules: [], children: new Map(), element: undefined };
}

/** True for a key that stands for one element of a list. */
export function isPosition(key: string): boolean {
  return /^\d+$/u.test(key);
}
