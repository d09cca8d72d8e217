import type { ConnectorDefinition } from '../connector/definition.ts';
import type { ServiceBundle, System } from '../legacy/bundle.ts';

/** A plain definition for a system that has none: one listing and one create call for each entity that services use. */
export function generateConnector(system: System, { services, connectors }: ServiceBundle): ConnectorDefinition {
  const own = new Set(connectors.filter(({ systemId }) => systemId === system.id).map(({ id }) => id));
  const sources = new Set(
    services.filter(({ source }) => own.has(source.connectorId)).map(({ source }) => source.entity),
  );
  const destinations = new Set(
    services.filter(({ destination }) => own.has(destination.connectorId)).map(({ destination }) => destination.entity),
  );
  return {
    name: system.id,
    protocol: 'HTTP',
    endpoints: [
      ...Array.from(sources, (entityType) => ({
        name: `List ${entityType}`,
        entityType,
        direction: 'Receive' as const,
        method: 'GET' as const,
        url: encodeURIComponent(entityType),
        pagination: { method: 'Link Header' as const },
      })),
      ...Array.from(destinations, (entityType) => ({
        name: `Create ${entityType}`,
        entityType,
        direction: 'Send' as const,
        method: 'POST' as const,
        url: encodeURIComponent(entityType),
      })),
    ],
  };
}
