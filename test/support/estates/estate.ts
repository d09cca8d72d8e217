import type { ConnectorDefinition } from '../../../src/connector/definition.ts';
import type { Service, ServiceBundle, ServiceConnector } from '../../../src/legacy/bundle.ts';
import type { LoadedSamples } from '../../../src/simulator/load-samples.ts';
import { Lookups } from './lookups.ts';
import { createRandom, type Random } from './random.ts';
import { makeSamples } from './samples.ts';
import { makeService } from './services.ts';
import { makeSystems, type RetailSystem } from './systems.ts';

/** Everything that a conversion and a verification need. */
export interface RetailEstate {
  readonly seed: number;
  readonly bundle: ServiceBundle;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly samples: Pick<LoadedSamples, 'records' | 'inbound'>;
}

const groups = ['n-ops', 'n-warehouse', 'n-care'];

/** An invented retailer with `count` services. The same seed always gives the same. */
export function generateEstate(seed: number, count = 20): RetailEstate {
  const random = createRandom(seed);
  const systems = makeSystems(random);
  const companyGroups = random.pick([['uk'], ['uk', 'eu']]);
  const connectors = companyGroups.flatMap((group) => systems.map((system) => connectorOf(random, system, group)));
  const lookups = new Lookups(random);
  const services: Service[] = [];
  while (services.length < count)
    services.push(...makeService({ random, systems, connectors, lookups, groups }, String(1001 + services.length)));
  services.length = count;
  const bundle: ServiceBundle = {
    format: 'patchworks-legacy-services',
    formatVersion: 1,
    company: { name: `Retailer ${seed}`, timeZone: random.pick(['Europe/London', 'UTC']) },
    companyGroups: companyGroups.map((id) => ({ id, name: `Group ${id.toUpperCase()}` })),
    systems: systems.map(({ system }) => system),
    connectors,
    services,
    crossReferences: [...lookups.all],
    scripts: [],
    notificationGroups: groups.map((id) => ({ id, name: `Group ${id}`, recipients: [{ email: `${id}@example.com` }] })),
  };
  return {
    seed,
    bundle: withLookupsInUse(bundle),
    connectors: new Map(
      systems.flatMap(({ connector }) => (connector === undefined ? [] : [[connector.name, connector]])),
    ),
    samples: samplesOf(random, systems, bundle),
  };
}

/** Tables of services that were one too many would point to nothing. */
function withLookupsInUse(bundle: ServiceBundle): ServiceBundle {
  const known = new Set(bundle.services.map(({ id }) => id));
  return {
    ...bundle,
    crossReferences: bundle.crossReferences.filter(
      ({ scope }) => typeof scope !== 'object' || !('serviceId' in scope) || known.has(scope.serviceId),
    ),
  };
}

function connectorOf(random: Random, { system }: RetailSystem, group: string): ServiceConnector {
  const isInbound = system.kind === 'inboundApi';
  return {
    id: `c-${group}-${system.id}`,
    name: `${group.toUpperCase()} ${system.name}`,
    systemId: system.id,
    companyGroupId: group,
    environment: 'live',
    ...(random.chance(0.4) ? { timeZone: random.pick(['Europe/Berlin', 'America/New_York', 'UTC']) } : {}),
    ...(!isInbound && random.chance(0.3)
      ? { dateFormat: random.pick(['d.m.Y H:i:s', 'Y-m-d H:i:s', 'd/m/Y H:i', 'c']) }
      : {}),
  };
}

/** Samples for a fifth of the sources, and for one of the inbound services. */
function samplesOf(random: Random, systems: readonly RetailSystem[], bundle: ServiceBundle): RetailEstate['samples'] {
  const records = new Map<string, Map<string, readonly unknown[]>>();
  const inbound = new Map<string, readonly unknown[]>();
  for (const service of bundle.services) {
    const connector = bundle.connectors.find(({ id }) => id === service.source.connectorId);
    const found = systems.find(({ system }) => system.id === connector?.systemId);
    const entity = found?.entities.find(({ type }) => type === service.source.entity);
    if (found === undefined || entity === undefined || !random.chance(0.2)) continue;
    const samples = makeSamples(random, entity, 8, connector?.dateFormat);
    if (found.system.kind === 'inboundApi') inbound.set(service.id, samples);
    else records.set(found.system.id, new Map([...(records.get(found.system.id) ?? []), [entity.type, samples]]));
  }
  return { records, inbound };
}
