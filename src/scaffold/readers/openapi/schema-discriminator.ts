import { isObject } from '../../../text/json.ts';
import { membersOf, objectAt, wrongType } from './fields.ts';
import { locate } from './locate.ts';
import { namedSchemas } from './named-schemas.ts';
import type { Node } from './node.ts';
import { quote, type Reading } from './reading.ts';
import type { Draft } from './schema-draft.ts';

/** The property that tells alternatives apart: a name in Swagger 2.0, an object with a mapping later. */
export function readDiscriminator(draft: Draft, node: Node, reading: Reading): void {
  const child = node.child('discriminator');
  if (typeof child?.value === 'string') return void (draft.discriminator = { propertyName: child.value });
  const discriminator = objectAt(reading, node, 'discriminator');
  if (discriminator === undefined) return;
  const name = discriminator.child('propertyName')?.value;
  if (typeof name !== 'string' || name === '__proto__')
    return wrongType(reading, discriminator, 'discriminator', 'an object that names a property');
  const mapping = objectAt(reading, discriminator, 'mapping');
  draft.discriminator =
    mapping === undefined ? { propertyName: name } : { propertyName: name, mapping: readMapping(mapping, reading) };
}

function readMapping(node: Node, reading: Reading): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const [value, member] of membersOf(reading, node)) {
    const target = typeof member.value === 'string' ? findTarget(member.value, member, reading) : undefined;
    if (target === undefined)
      reading.findings.add(
        'scaffold/missing-mapping-target',
        member,
        `Discriminator value ${quote(value)} leads to ${quote(member.value)}, which does not exist; it is left out.`,
      );
    else {
      mapping[value] = ''; // keeps the order; the name may be known only later
      reading.schemas.refer(target, (reference) => void (mapping[value] = reference));
    }
  }
  return mapping;
}

/** A mapping gives either the name of a schema or a reference. */
function findTarget(text: string, member: Node, reading: Reading): Node | undefined {
  const { root } = reading.documents;
  for (const document of [member.document, root]) {
    const named = namedSchemas(reading.documents, document.root).find(([name]) => name === text);
    if (named !== undefined) return named[1];
  }
  const located = locate(reading.documents, text, member);
  return 'node' in located && isObject(located.node.value) ? located.node : undefined;
}
