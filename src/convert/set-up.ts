import type { ConnectorDefinition } from '../connector/definition.ts';
import type { ServiceBundle, ServiceConnector } from '../legacy/bundle.ts';
import { isObject } from '../text/json.ts';
import type { ConvertResult } from './convert.ts';

/** What people have to do on the platform before the flows can run. */
export interface SetUp {
  readonly connectors: readonly {
    /** Name of the system. */
    readonly system: string;
    /** Name of the connector definition; absent: none was found, so install it from the marketplace or build it. */
    readonly definition?: string;
  }[];
  readonly instances: readonly {
    readonly name: string;
    readonly system: string;
    readonly environment: ServiceConnector['environment'];
    /** Names of the secrets and settings that the bundle has, never values. */
    readonly credentials: readonly string[];
    /** What the definition of the connector asks for; empty where there is none. */
    readonly asks: readonly string[];
    readonly services: readonly string[];
  }[];
  /** Addresses that third parties must change. */
  readonly addresses: readonly { readonly service: string; readonly before: string; readonly after: string }[];
}

export function setUpOf({ flows }: Pick<ConvertResult, 'flows'>, bundle: ServiceBundle): SetUp {
  const flowOf = new Map(flows.map(({ service, flow }) => [service, flow]));
  const converted = bundle.services.filter(({ id }) => flowOf.has(id));
  const usersOf = Map.groupBy(
    converted.flatMap(({ id, source, destination }) =>
      Array.from(new Set([source.connectorId, destination.connectorId]), (connector) => ({ id, connector })),
    ),
    ({ connector }) => connector,
  );
  const systems = new Map(bundle.systems.map((system) => [system.id, system]));
  const isInbound = ({ systemId }: ServiceConnector): boolean => systems.get(systemId)?.kind === 'inboundApi';
  const used = bundle.connectors.filter((connector) => !isInbound(connector) && usersOf.has(connector.id));
  const usedSystems = new Set(used.map(({ systemId }) => systemId));
  const definitions = new Map(flows.flatMap(({ flow }) => flow.systems.map(({ system }) => [system.name, system])));
  const definitionOf = (systemId: string): ConnectorDefinition | undefined =>
    definitions.get(systemId) ?? definitions.get(systems.get(systemId)?.name ?? systemId);
  const systemOf = ({ systemId }: ServiceConnector): string => systems.get(systemId)?.name ?? systemId;
  return {
    connectors: bundle.systems
      .filter(({ id }) => usedSystems.has(id))
      .map(({ id, name }) => {
        const definition = [id, name].find((one) => definitions.has(one));
        return { system: name, ...(definition === undefined ? {} : { definition }) };
      }),
    instances: used.map((connector) => ({
      name: connector.name,
      system: systemOf(connector),
      environment: connector.environment,
      credentials: credentialsOf(connector, bundle),
      asks: asksOf(definitionOf(connector.systemId)),
      services: (usersOf.get(connector.id) ?? []).map(({ id }) => id),
    })),
    addresses: converted.flatMap(({ id, trigger }) => {
      if (trigger?.kind === 'webhook')
        return [{ service: id, before: trigger.url ?? 'its webhook', after: 'the webhook of the flow' }];
      if (trigger?.kind !== 'inboundApi') return [];
      const hasWebhook = flowOf.get(id)?.flow.webhooks !== undefined;
      const after = hasWebhook ? 'the webhook of the flow' : 'the API that starts flows';
      return [{ service: id, before: `inbound API, path "${trigger.vanityPath}"`, after }];
    }),
  };
}

/** Variables without a default, and what the ways to sign in ask for; several of them are told apart by their names. */
function asksOf(definition: ConnectorDefinition | undefined): readonly string[] {
  const { variables = [], authMethods = [] } = definition ?? {};
  const own = variables.filter((one) => one.required === true && one.default === undefined).map(({ key }) => key);
  const methods = authMethods.map(({ name, variables: asked = [] }) =>
    asked.length === 0 ? `sign in by "${name}"` : `sign in by "${name}": ${asked.map(({ key }) => key).join(', ')}`,
  );
  return [...own, ...methods];
}

function credentialsOf(
  { systemId, credentials = {} }: ServiceConnector,
  { systems }: ServiceBundle,
): readonly string[] {
  const declared = systems.find(({ id }) => id === systemId)?.credentialFields ?? [];
  const given = Object.entries(credentials).map(([name, value]) =>
    isObject(value) ? `${name} (${value.secret})` : name,
  );
  const missing = declared.filter(({ name }) => !Object.hasOwn(credentials, name)).map(({ name }) => name);
  return [...given, ...missing];
}
