import { wrongType } from './fields.ts';
import type { Node } from './node.ts';
import { noteVersion, type Reading } from './reading.ts';
import type { Draft } from './schema-draft.ts';

/**
 * `exclusiveMinimum` and `exclusiveMaximum`: numbers since 3.1; before, true makes the limit beside them exclusive.
 * Either form is read in any version: documents mix them, and neither can be mistaken for the other.
 */
export function readLimits(draft: Draft, node: Node, reading: Reading): void {
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const child = node.child(exclusive);
    if (child === undefined || child.value === false) continue;
    const beside = node.child(limit)?.value;
    const isModern = reading.dialect === 'openapi-3.1';
    if (typeof child.value === 'number') {
      if (!isModern) noteVersion(reading, child, `A number as "${exclusive}"`, '3.1');
      draft[exclusive] = child.value;
    } else if (child.value === true && typeof beside === 'number') {
      if (isModern) noteVersion(reading, child, `True as "${exclusive}"`, '2.0 and 3.0');
      draft[exclusive] = beside;
    } else wrongType(reading, child, exclusive, 'a number, or true beside a limit');
  }
}
