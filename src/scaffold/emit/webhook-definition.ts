import type { ConnectorDefinition } from '../../connector/definition.ts';
import type { SchemaView } from '../analyse/schema-view.ts';
import type { Webhook } from '../api-model.ts';
import { dataTypeOf } from './data-type.ts';
import { recordFields } from './record-fields.ts';
import { oneLine } from './one-line.ts';

type WebhookDefinition = NonNullable<ConnectorDefinition['webhooks']>[number];

/** What a flow that a webhook starts gets. Several of one name are told apart by what sends them. */
export function webhookDefinitions(webhooks: readonly Webhook[], view: SchemaView): WebhookDefinition[] {
  const taken = new Set<string>();
  return webhooks.map((webhook) => {
    const content = webhook.contents.find(({ mediaType }) => /json/u.test(mediaType)) ?? webhook.contents[0];
    const fields = recordFields(view, content?.schema);
    const dataType = dataTypeOf(content?.mediaType);
    const about = oneLine(webhook.summary ?? webhook.description ?? '', 200);
    const name = freeName(oneLine(webhook.name, 200), taken);
    taken.add(name);
    return {
      name,
      ...(about === '' ? {} : { description: about }),
      method: webhook.method,
      ...(dataType === undefined ? {} : { dataType }),
      ...(fields.length === 0 ? {} : { schema: fields }),
    };
  });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted} (${count})`;
  return name;
}
