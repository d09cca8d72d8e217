import type { FlowFile } from '../../flow/model.ts';
import type { ServiceBundle } from '../../legacy/bundle.ts';
import type { SideUse } from './service-from-flow.ts';
import type { Surroundings } from './scope.ts';

type Assumption = NonNullable<ServiceBundle['assumptions']>[number];

/** What a bundle is without a residue: the company of the flows, and nothing else yet. */
export function bareSurroundings(flows: readonly FlowFile[]): Surroundings {
  return {
    format: 'patchworks-legacy-services',
    formatVersion: 1,
    company: { name: flows[0]?.metadata.company_name ?? '' },
    companyGroups: [],
    systems: [],
    connectors: [],
    crossReferences: [],
    scripts: [],
  };
}

/** Everything outside a service that a bundle does not name is kept with its secrets left out. */
export function withoutSecrets(surroundings: Surroundings): Surroundings {
  return {
    ...surroundings,
    connectors: surroundings.connectors.map((connector) => {
      const { credentials } = connector;
      if (credentials === undefined) return connector;
      const declared = surroundings.systems.find(({ id }) => id === connector.systemId)?.credentialFields ?? [];
      const isOpen = ([name, value]: readonly [string, unknown]): boolean =>
        typeof value !== 'string' || declared.find((field) => field.name === name)?.secret === false;
      return { ...connector, credentials: Object.fromEntries(Object.entries(credentials).filter(isOpen)) };
    }),
  };
}

interface Named {
  readonly companyGroups: Set<string>;
  readonly notificationGroups: Set<string>;
}

/** The surroundings with all that the services name and nobody has declared, each with a word on what was assumed. */
export function completed(
  surroundings: Surroundings,
  sides: readonly SideUse[],
  { companyGroups, notificationGroups }: Named,
): Surroundings {
  const systems = [...surroundings.systems];
  const connectors = [...surroundings.connectors];
  const assumptions: Assumption[] = [];
  for (const { side, definition, isInbound } of sides) {
    if (connectors.some(({ id }) => id === side.connectorId)) continue;
    const systemId = side.system?.id ?? definition ?? side.connectorId;
    const known = systems.findIndex(({ id }) => id === systemId);
    if (known < 0) {
      assumptions.push({
        at: `/systems/${systems.length}`,
        text: 'Taken for a system that Patchworks had for services.',
        grade: 'unknown',
      });
      systems.push({ id: systemId, name: systemId, kind: isInbound ? 'inboundApi' : 'standard', entities: [] });
    }
    assumptions.push({
      at: `/connectors/${connectors.length}/environment`,
      text: 'Flows do not say whether an instance is live.',
      grade: 'unknown',
    });
    const [group = 'company'] = companyGroups;
    connectors.push({
      id: side.connectorId,
      name: side.connectorId,
      systemId,
      companyGroupId: group,
      environment: 'live',
    });
  }
  for (const { side, definition } of sides) declareEntity(systems, connectors, side, definition);
  const knownGroups = surroundings.notificationGroups ?? [];
  const newGroups = [...notificationGroups].filter((id) => knownGroups.every((group) => group.id !== id));
  const newCompanies = [...companyGroups].filter((id) => surroundings.companyGroups.every((group) => group.id !== id));
  const allAssumptions = [...(surroundings.assumptions ?? []), ...assumptions];
  return {
    ...surroundings,
    companyGroups: [
      ...surroundings.companyGroups,
      ...newCompanies.map((id) => ({ id, name: surroundings.company.name })),
    ],
    systems,
    connectors,
    ...(knownGroups.length + newGroups.length === 0 && surroundings.notificationGroups === undefined
      ? {}
      : { notificationGroups: [...knownGroups, ...newGroups.map((id) => ({ id, name: id, recipients: [] }))] }),
    ...(allAssumptions.length === 0 && surroundings.assumptions === undefined ? {} : { assumptions: allAssumptions }),
  };
}

/** A system lists the entities that services name, where it lists any or is one that was made up here. */
function declareEntity(
  systems: Surroundings['systems'],
  connectors: Surroundings['connectors'],
  side: SideUse['side'],
  definition: string | undefined,
): void {
  if (side.system !== undefined) return;
  const systemId = connectors.find(({ id }) => id === side.connectorId)?.systemId ?? definition;
  const index = systems.findIndex(({ id }) => id === systemId);
  const system = systems[index];
  if (system === undefined || system.entities.some(({ type }) => type === side.entity)) return;
  systems[index] = { ...system, entities: [...system.entities, { type: side.entity, name: side.entity }] };
}
