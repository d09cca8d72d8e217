import { isObject } from '../../../text/json.ts';
import type { Documents } from './documents.ts';
import { followSilently } from './locate.ts';
import type { Node } from './node.ts';

/** The named schemas of a document: `components.schemas`, and `definitions` of Swagger 2.0, in order. */
export function namedSchemas(documents: Documents, root: Node): readonly (readonly [string, Node])[] {
  const components = followSilently(documents, root.child('components'));
  const sections = [
    followSilently(documents, components?.child('schemas')),
    followSilently(documents, root.child('definitions')),
  ];
  return sections.flatMap((section) =>
    section !== undefined && isObject(section.value)
      ? Object.entries(section.value).map(([name, value]) => [name, section.below(name, value)] as const)
      : [],
  );
}
