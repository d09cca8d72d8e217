import type { ConnectorDefinition } from '../../connector/definition.ts';
import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

type EndpointReference = NonNullable<FlowStep['endpoint']>;

export default defineConversionRule({
  name: 'entity-to-endpoint',
  construct: 'Entity of one side of a service',
  becomes: 'Endpoint of the connector',
  class: 'decision',
  difference:
    'A service names system and entity only; which endpoint that is, and whether it creates or updates, it does not say.',
  /** `undefined`: nobody can name the endpoint yet, so that the step is written without one. */
  convert(
    scope: Claiming<ServiceScope>,
    which: 'source' | 'destination',
    connector: ConnectorDefinition | undefined,
  ): EndpointReference | undefined {
    const { entity } = scope.service[which];
    const direction = which === 'source' ? 'Receive' : 'Send';
    const possible = (connector?.endpoints ?? []).filter((one) => one.direction === direction);
    const fitting = possible.filter((one) => one.entityType === entity);
    const offered = fitting.length > 0 ? fitting : possible;
    const [first] = fitting;
    const verb = direction === 'Receive' ? 'supplies' : 'takes';
    const question = {
      kind: `endpoint/${which}`,
      question:
        first === undefined
          ? `No connector definition has an endpoint that ${verb} "${entity}". Which one stands for the ${which}?`
          : `Which endpoint stands for "${entity}" of the ${which}?`,
      options: offered.map(({ name, method }) => ({ value: name, effect: `${method} "${name}" is called.` })),
      ...(first === undefined ? { code: 'convert/unresolved-endpoint' as const } : {}),
    };
    const member = `${which}/entity`;
    const name =
      first === undefined
        ? scope.decide(question, member)
        : scope.decide({ ...question, recommended: first.name }, member);
    if (name === undefined) return undefined;
    const endpoint = possible.find((one) => one.name === name);
    return {
      name,
      direction,
      http_method: endpoint?.method ?? (direction === 'Send' ? 'POST' : 'GET'),
      data_type: endpoint?.dataType ?? 'json',
    };
  },
});
