import type { MappingRow, Service, ServiceBundle } from './bundle.ts';

const dateType = /^(?:date|datetime|timestamp)$/iu;

/** True when a mapping row carries a date, as the fields of either side say, and no function gives it a format. */
export function isUnformattedDate(row: MappingRow, service: Service, bundle: ServiceBundle): boolean {
  const { source, destination, transformation = [] } = row;
  const isDate =
    isDateField(destination.field, service.destination, bundle) ||
    ('field' in source && isDateField(source.field, service.source, bundle));
  return isDate && !transformation.some((step) => /format/iu.test(step.function));
}

function isDateField(field: string, side: Service['source' | 'destination'], bundle: ServiceBundle): boolean {
  const systemId = bundle.connectors.find(({ id }) => id === side.connectorId)?.systemId;
  const entity = bundle.systems.find(({ id }) => id === systemId)?.entities.find(({ type }) => type === side.entity);
  return dateType.test(entity?.fields?.find(({ name }) => name === field)?.type ?? '');
}
