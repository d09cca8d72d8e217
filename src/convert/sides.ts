import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Service, System } from '../legacy/bundle.ts';
import { compilePath } from '../text/path.ts';
import attemptsToRetries from './rules/attempts-to-retries.ts';
import entityToEndpoint from './rules/entity-to-endpoint.ts';
import fieldToPath, { type NamedField } from './rules/field-to-path.ts';
import pageSizeToPagination from './rules/page-size-to-pagination.ts';
import timeZoneToUtc from './rules/time-zone-to-utc.ts';
import { isInbound, type ServiceScope, type SideScope } from './scope.ts';
import { isUtc } from './time-zone.ts';

/** What stands on one side of a service: connector, instance, endpoint, and where its fields are in the payload. */
export function openSide(scope: ServiceScope, which: 'source' | 'destination'): SideScope {
  const { bundle, connectors, service } = scope;
  const side = service[which];
  const index = bundle.connectors.findIndex(({ id }) => id === side.connectorId);
  const holder = bundle.connectors[index];
  const system = bundle.systems.find(({ id }) => id === holder?.systemId);
  const connector = connectors.get(system?.id ?? '') ?? connectors.get(system?.name ?? '');
  const direction = which === 'source' ? 'Receive' : 'Send';
  const found = scope.decisions.during((asked) => {
    const reference =
      which === 'source' && isInbound(service) ? undefined : entityToEndpoint.convert(scope, which, connector);
    const endpoint = connector?.endpoints?.find((one) => one.name === reference?.name && one.direction === direction);
    const fields = fieldsOf(service, which).filter(
      ({ field }) => !isDeclared(field, { system, entity: side.entity, endpoint }),
    );
    fieldToPath.convert(scope, which, fields);
    return { reference, endpoint, decisions: [...asked] };
  });
  const zones = [
    ...(side.timeZone === undefined || isUtc(side.timeZone) ? [] : [`${which}/timeZone`]),
    ...(holder?.timeZone === undefined || isUtc(holder.timeZone) ? [] : [`/connectors/${index}/timeZone`]),
  ];
  timeZoneToUtc.convert(scope, ...zones);
  if (which === 'source') {
    if (service.source.pageSize !== undefined) pageSizeToPagination.convert(scope);
    if (service.source.maximumAttempts !== undefined) attemptsToRetries.convert(scope);
  }
  const paths = new Map(
    fieldsOfEntity(system, side.entity).flatMap(({ name, path }) =>
      path === undefined ? [] : [[name, path] as const],
    ),
  );
  return {
    which,
    system,
    connector,
    ...found,
    instance: holder?.name ?? side.connectorId,
    pathOf: (field) => paths.get(field) ?? field,
  };
}

/** The definitions that the two sides of a service use, each once. */
export function connectorsOf(...sides: readonly SideScope[]): readonly ConnectorDefinition[] {
  return [...new Set(sides.flatMap(({ connector }) => (connector === undefined ? [] : [connector])))];
}

function fieldsOfEntity(system: System | undefined, entity: string): NonNullable<System['entities'][number]['fields']> {
  return system?.entities.find(({ type }) => type === entity)?.fields ?? [];
}

/** The fields that a side names, each with the places that do. */
function fieldsOf(service: Service, which: 'source' | 'destination'): readonly NamedField[] {
  const named: [string, string][] =
    which === 'source'
      ? [
          ...service.filters.map(({ field }, index): [string, string] => [field, `filters/${index}/field`]),
          ...service.mappings.flatMap(({ source }, index): [string, string][] =>
            'field' in source ? [[source.field, `mappings/${index}/source/field`]] : [],
          ),
          ...(['idField', 'modifiedField', 'referenceField'] as const).flatMap((key): [string, string][] => {
            const field = service.dedupe?.[key];
            return field === undefined ? [] : [[field, `dedupe/${key}`]];
          }),
        ]
      : service.mappings.map(({ destination }, index): [string, string] => [
          destination.field,
          `mappings/${index}/destination/field`,
        ]);
  const members = Map.groupBy(named, ([field]) => field);
  return Array.from(members, ([field, places]) => ({ field, members: places.map(([, member]) => member) }));
}

/** A field has a path when the bundle gives it, the endpoint lists it, or the sample of the entity holds it. */
function isDeclared(
  field: string,
  known: { readonly system: System | undefined; readonly entity: string; readonly endpoint: Endpoint | undefined },
): boolean {
  const declared = fieldsOfEntity(known.system, known.entity).find(({ name }) => name === field);
  if (declared?.path !== undefined) return true;
  if (known.endpoint?.schema?.some(({ path }) => path === field) === true) return true;
  const sample = known.system?.entities.find(({ type }) => type === known.entity)?.sample;
  const found = compilePath(field)(Array.isArray(sample) ? (sample as unknown[])[0] : sample);
  return found !== undefined && !(Array.isArray(found) && found.length === 0);
}
