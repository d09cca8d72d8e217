import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import { openGate } from '../simulator/credentials.ts';
import { standInConnector, standInInstance } from '../simulator/stand-ins.ts';
import type { Place } from './exchanges.ts';

/** What a test has in the place of the user's connectors and instances: no secret, and no address that exists. */
export interface StandIns {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly places: readonly Place[];
}

/** `baseUrls`: where instances are reached, where that is not a name that leads nowhere (RFC 6761). */
export function standInsFor(
  connectors: ReadonlyMap<string, ConnectorDefinition>,
  instances: Iterable<Instance>,
  baseUrls: ReadonlyMap<string, string> = new Map(),
): StandIns {
  const own = new Map(Array.from(connectors, ([name, connector]) => [name, testConnector(connector)]));
  const standing = new Map<string, Instance>();
  const places: Place[] = [];
  for (const instance of instances) {
    const connector = own.get(instance.connector);
    if (connector === undefined) continue;
    const baseUrl = baseUrls.get(instance.name) ?? `http://${hostOf(instance.name, standing.size)}.test`;
    const standIn = standInInstance(instance, connector, baseUrl);
    standing.set(instance.name, standIn);
    places.push(placeOf(connector, standIn, baseUrl));
  }
  return { connectors: own, instances: standing, places };
}

/** The definition with relative URLs and one request at a time; pages are as large as ever. */
function testConnector(connector: ConnectorDefinition): ConnectorDefinition {
  return standInConnector(connector, pageSizeOf);
}

function pageSizeOf({ pagination }: Endpoint): number {
  return pagination !== undefined && 'limit' in pagination ? (pagination.limit ?? 0) : 0;
}

function placeOf(connector: ConnectorDefinition, instance: Instance, baseUrl: string): Place {
  const gate = openGate(connector, instance);
  return {
    instance: instance.name,
    baseUrl,
    login: ({ path, query }, headers, body) =>
      gate.login({
        path,
        query: new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])),
        headers,
        body,
      }),
  };
}

function hostOf(name: string, index: number): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 40);
  return slug === '' ? `instance-${index + 1}` : `${slug}-${index + 1}`;
}
