import type { OperationParameter, Skipped } from '../api-model.ts';
import { createSchemaView } from '../analyse/schema-view.ts';
import type { ConnectorModel } from '../connector-model.ts';
import { bodyDefinition } from './body-definition.ts';

/** What flows cannot send as it is described, though the definition has the endpoint. */
export function definitionLosses({ endpoints, api }: ConnectorModel): readonly Skipped[] {
  const view = createSchemaView(api.schemas);
  return endpoints.flatMap((endpoint) => {
    const { operation } = endpoint;
    const { lost } = bodyDefinition(endpoint, view);
    const reasons = [
      ...operation.parameters.flatMap(parameterLoss),
      ...(lost === undefined ? [] : [`flows cannot send ${lost}`]),
    ];
    return reasons.map((reason): Skipped => ({
      kind: 'definition',
      name: endpoint.key,
      reason,
      origin: operation.origin,
    }));
  });
}

function parameterLoss({ name, contentType }: OperationParameter): readonly string[] {
  if (contentType === undefined || /[/+]json\b|\*\/\*/u.test(contentType)) return [];
  return [`flows cannot write parameter "${name}" as ${contentType}`];
}
