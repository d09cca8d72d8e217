import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { ServiceBundle, ServiceConnector, System } from '../legacy/bundle.ts';
import { generateConnector } from '../simulator/generate-connector.ts';

export interface Estate {
  /** Definitions by name, with plain ones for systems that have none. */
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  /** Names of the definitions that were made up. */
  readonly generated: readonly string[];
  /** Instances, with one for each service connector. Their values are still the user's references. */
  readonly instances: readonly Instance[];
  /** Name of the definition that a service connector leads to. */
  partyOf(connectorId: string): string | undefined;
}

/** Completes what is missing around a bundle, so that its services can be run against simulated third parties. */
export function prepareEstate(
  bundle: ServiceBundle,
  given: ReadonlyMap<string, ConnectorDefinition>,
  givenInstances: ReadonlyMap<string, Instance>,
): Estate {
  const connectors = new Map(given);
  const generated: string[] = [];
  const parties = new Map<string, string>();
  const instances = new Map(givenInstances);
  for (const serviceConnector of bundle.connectors) {
    const system = bundle.systems.find(({ id }) => id === serviceConnector.systemId);
    if (system === undefined) continue;
    const instance = instanceOf(serviceConnector, system, givenInstances);
    const known = [instance?.connector, system.id, system.name].find(
      (name) => name !== undefined && connectors.has(name),
    );
    if (known === undefined) {
      connectors.set(system.id, generateConnector(system, bundle));
      generated.push(system.id);
    }
    const party = known ?? system.id;
    parties.set(serviceConnector.id, party);
    if (instance?.name !== serviceConnector.name)
      instances.set(serviceConnector.name, { ...instance, name: serviceConnector.name, connector: party });
  }
  return {
    connectors,
    generated,
    instances: [...instances.values()],
    partyOf: (connectorId) => parties.get(connectorId),
  };
}

/** The instance named like the service connector, else the only one of its system. */
function instanceOf(
  { name }: ServiceConnector,
  system: System,
  instances: ReadonlyMap<string, Instance>,
): Instance | undefined {
  const fitting = [...instances.values()].filter(
    ({ connector }) => connector === system.id || connector === system.name,
  );
  return instances.get(name) ?? (fitting.length === 1 ? fitting[0] : undefined);
}
