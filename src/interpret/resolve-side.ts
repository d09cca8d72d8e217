import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { ServiceBundle, ServiceConnector, System } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';

export interface Side {
  readonly system: System;
  readonly connector: ConnectorDefinition;
  readonly endpoint: Endpoint;
  readonly instance: Instance;
}

interface Wanted {
  readonly connectorId: string;
  readonly entity: string;
  readonly direction: 'Receive' | 'Send';
  /** Name of the endpoint, where several fit. */
  readonly endpointName: string | undefined;
}

/**
 * Finds what one side of a service calls. A service names only system and entity: the connector definition is the one
 * named like the system, the instance the one named like the service connector, the endpoint the one of that entity.
 */
export function resolveSide(bundle: ServiceBundle, wanted: Wanted, context: RunContext): Side {
  const serviceConnector = bundle.connectors.find(({ id }) => id === wanted.connectorId);
  const system = bundle.systems.find(({ id }) => id === serviceConnector?.systemId);
  if (serviceConnector === undefined || system === undefined)
    throw unknownInstance(wanted.connectorId, 'the bundle', context);
  const instance = findInstance(serviceConnector, system, context);
  const connector = context.catalogue.connectors.get(instance.connector);
  const fitting = (connector?.endpoints ?? []).filter(
    ({ entityType, direction, name }) =>
      direction === wanted.direction &&
      (wanted.endpointName === undefined ? entityType === wanted.entity : name === wanted.endpointName),
  );
  const [endpoint] = fitting;
  if (connector === undefined || endpoint === undefined || fitting.length > 1)
    throw undecided(wanted, instance.connector, fitting);
  return { system, connector, endpoint, instance };
}

/** The system behind a connector of the bundle. */
export function systemOf(connectorId: string, { systems, connectors }: ServiceBundle): System | undefined {
  return systems.find(({ id }) => id === connectors.find((one) => one.id === connectorId)?.systemId);
}

function findInstance(serviceConnector: ServiceConnector, system: System, context: RunContext): Instance {
  const { instances } = context.catalogue;
  const named = instances.get(serviceConnector.name);
  if (named !== undefined) return named;
  const fitting = [...instances.values()].filter(
    ({ connector }) => connector === system.id || connector === system.name,
  );
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw unknownInstance(serviceConnector.name, 'the instances file', context);
}

function unknownInstance(name: string, where: string, context: RunContext): TerminalError {
  return new TerminalError({
    code: 'run/unknown-instance',
    message: `${where === 'the bundle' ? 'Connector' : 'Instance'} "${name}" is not in ${where}.`,
    help: `Instances found: ${[...context.catalogue.instances.keys()].join(', ') || 'none'}.`,
  });
}

function undecided(wanted: Wanted, connector: string, fitting: readonly Endpoint[]): TerminalError {
  return new TerminalError({
    code: 'run/endpoint-undecided',
    message: `${fitting.length === 0 ? 'No' : fitting.length} ${wanted.direction} endpoint${fitting.length === 1 ? '' : 's'} of connector "${connector}" fit entity "${wanted.entity}".`,
    help:
      fitting.length === 0
        ? 'Give an endpoint of the connector this entityType.'
        : `Choose one with --${wanted.direction === 'Receive' ? 'source' : 'destination'}-endpoint: ${fitting.map(({ name }) => `"${name}"`).join(', ')}.`,
  });
}
