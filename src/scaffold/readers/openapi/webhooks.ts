import { isObject } from '../../../text/json.ts';
import type { Skipped, Webhook } from '../../api-model.ts';
import { readRequestBody } from './body.ts';
import { membersOf, objectAt, optional, textAt, textsAt } from './fields.ts';
import type { Node } from './node.ts';
import { follow, quote, type Reading } from './reading.ts';

const methods = ['post', 'put', 'patch', 'get', 'delete', 'options', 'head', 'trace'] as const;

export interface WebhooksReading {
  readonly webhooks: readonly Webhook[];
  readonly skipped: readonly Skipped[];
}

/** The `webhooks` of a document: by name, each a path item. */
export function readWebhooks(reading: Reading, root: Node): WebhooksReading {
  const section = objectAt(reading, root, 'webhooks');
  return joined(
    (section === undefined ? [] : membersOf(reading, section)).map(([name, item]) =>
      readItem(reading, name, 'webhook', item),
    ),
  );
}

/** The `callbacks` of an operation: by name, each with a path item for every address. */
export function readCallbacks(reading: Reading, operation: Node): WebhooksReading {
  const section = objectAt(reading, operation, 'callbacks');
  return joined(
    (section === undefined ? [] : membersOf(reading, section)).flatMap(([name, member]) => {
      const addresses = follow(reading, member);
      if (addresses === undefined) return [lost(reading, name, 'its description cannot be found', member)];
      return membersOf(reading, addresses)
        .filter(([address]) => !address.startsWith('x-'))
        .map(([, item]) => readItem(reading, name, 'callback', item));
    }),
  );
}

function joined(readings: readonly WebhooksReading[]): WebhooksReading {
  return {
    webhooks: readings.flatMap(({ webhooks }) => webhooks),
    skipped: readings.flatMap(({ skipped }) => skipped),
  };
}

function readItem(reading: Reading, name: string, kind: Webhook['kind'], member: Node): WebhooksReading {
  if (name.startsWith('x-')) return { webhooks: [], skipped: [] };
  const item = follow(reading, member);
  if (item === undefined || !isObject(item.value))
    return lost(reading, name, 'its description cannot be found', member);
  return joined(
    methods.flatMap((method) => {
      const child = item.child(method);
      if (child === undefined) return [];
      const node = follow(reading, child);
      if (node === undefined || !isObject(node.value))
        return [lost(reading, name, 'it is not described by an object', child)];
      const body = readRequestBody(reading, node);
      if (body === 'lost') return [lost(reading, name, 'its body cannot be found', node)];
      const webhook: Webhook = {
        name,
        kind,
        method: method.toUpperCase() as Uppercase<typeof method>, // what toUpperCase does
        tags: textsAt(reading, node, 'tags'),
        ...optional('summary', textAt(reading, node, 'summary')),
        ...optional('description', textAt(reading, node, 'description')),
        contents: body === 'none' ? [] : body.contents,
        origin: { file: node.document.id, pointer: node.pointer },
      };
      return [{ webhooks: [webhook], skipped: [] }];
    }),
  );
}

function lost(reading: Reading, name: string, reason: string, node: Node): WebhooksReading {
  reading.findings.add('scaffold/skipped-webhook', node, `Webhook ${quote(name)} is left out: ${reason}.`);
  return {
    webhooks: [],
    skipped: [{ kind: 'webhook', name, reason, origin: { file: node.document.id, pointer: node.pointer } }],
  };
}
