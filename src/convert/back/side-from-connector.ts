import { textWithoutVariables } from '../../contract/template.ts';
import type { Endpoint } from '../../connector/definition.ts';
import type { JsonObject } from '../../text/json.ts';
import { connectorNamed, openFields, pointerTo, type ReadSide } from './fields.ts';
import type { FlowScope, PlacedStep } from './scope.ts';

type Which = 'source' | 'destination';

export interface ReadEndpoint extends ReadSide {
  readonly endpoint: Endpoint | undefined;
  /** The members of the side in the service. */
  readonly members: JsonObject;
}

/** The inverse of `rules/side-to-connector.ts`, `entity-to-endpoint.ts` and `extra-settings-to-variables.ts`. */
export function readSide(
  scope: FlowScope,
  which: Which,
  placed: PlacedStep,
  entityElsewhere: string | undefined,
): ReadEndpoint {
  const { step } = placed;
  const definition = scope.flow.systems.find(({ system }) => system.name === (step.connector?.system ?? ''))?.system;
  const direction = which === 'source' ? 'Receive' : 'Send';
  const endpoint = definition?.endpoints?.find(
    ({ name, direction: one }) => name === step.endpoint?.name && one === direction,
  );
  const instance = step.connector?.name ?? '';
  const connector = connectorNamed(scope, instance, step.connector?.system);
  const system = systemOf(scope, connector?.systemId, step.connector?.system);
  const entity = endpoint?.entityType ?? entityElsewhere ?? entityFrom(step.endpoint?.name);
  const connectorId = connector?.id ?? instance;
  if (instance === '')
    scope.refuseWhole(step, {
      code: 'back/missing-connection',
      message: `Step "${step.name}" names no instance, so that nobody knows whose ${which} it is.`,
      help: 'Choose an instance for the step: { "connector": { "name": … } }.',
      pointer: placed.pointer,
    });
  remarkSettings(scope, placed, which);
  const extra = readExtra(scope, placed);
  const pageSize = which === 'source' ? pageSizeOf(endpoint) : undefined;
  return {
    connectorId,
    entity,
    system,
    connector,
    endpoint,
    fieldAt: openFields(system, entity),
    members: {
      connectorId,
      entity,
      ...(pageSize === undefined ? {} : { pageSize }),
      ...(extra === undefined ? {} : { extra }),
    },
  };
}

/** The side of a service that is fed from outside. */
export function readInboundSide(scope: FlowScope, entity: string | undefined): ReadEndpoint {
  const { systems, connectors } = scope.surroundings;
  const system = systems.find(({ kind }) => kind === 'inboundApi');
  const connector = connectors.find(({ systemId }) => systemId === system?.id);
  const connectorId = connector?.id ?? 'inbound-api';
  const own = entity ?? 'data';
  const members = { connectorId, entity: own };
  return { ...members, members, system, connector, endpoint: undefined, fieldAt: openFields(system, own) };
}

function systemOf({ surroundings }: FlowScope, id: string | undefined, name: string | undefined): ReadSide['system'] {
  const { systems } = surroundings;
  return (
    systems.find((system) => system.id === id) ?? systems.find((system) => system.id === name || system.name === name)
  );
}

/** An endpoint that says nothing of its entity is called after it, at least. */
function entityFrom(endpoint: string | undefined): string {
  const words = (endpoint ?? '').toLowerCase().match(/[a-z0-9]+/gu) ?? [];
  return words.at(-1) ?? 'data';
}

function pageSizeOf(endpoint: Endpoint | undefined): number | undefined {
  const { pagination } = endpoint ?? {};
  return pagination !== undefined && 'limit' in pagination ? pagination.limit : undefined;
}

function readExtra(scope: FlowScope, placed: PlacedStep): JsonObject | undefined {
  const { step } = placed;
  const entries = (step.variables ?? []).map(({ key, value }, index): [string, unknown] => {
    const text = textWithoutVariables(value);
    if (text !== undefined) return [key, text];
    return [
      key,
      scope.refuse(
        { key, value },
        {
          code: 'back/variable',
          message: `Endpoint variable "${key}" of step "${step.name}" is made of variables: "${value}".`,
          help: 'A service has no variables: write a fixed value.',
          pointer: pointerTo(placed, 'variables', index, 'value'),
        },
      ),
    ];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What the converter writes into every flow says nothing about a service. */
const usual = { timeout: 30, source: 2, destination: 0 } as const;

function remarkSettings(scope: FlowScope, placed: PlacedStep, which: Which): void {
  const { config = {}, name } = placed.step;
  for (const [key, expected] of [
    ['timeout', usual.timeout],
    ['retries', usual[which]],
  ] as const)
    if (config[key] !== undefined && config[key] !== expected)
      scope.remark({
        code: 'back/not-kept',
        message: `"${key}": ${String(config[key])} of step "${name}" is not in the service, which has no such setting.`,
        help: 'Nothing to do where the vendor sets it for the system; else leave the flow a flow.',
        pointer: pointerTo(placed, 'config', key),
      });
}
