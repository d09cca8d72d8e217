import type { MappingRow } from '../legacy/bundle.ts';
import type { Scope, SideScope } from './scope.ts';

const dateTypes = new Set(['date', 'datetime', 'timestamp']);

/** The date format of the destination, and the mapped dates that have no format of their own. */
export interface UnformattedDates {
  /** PHP date tokens; `undefined`: the connector has none. */
  readonly format: string | undefined;
  /** JSON pointer of the format. */
  readonly pointer: string;
  /** Destination fields. */
  readonly names: readonly string[];
  isDate(row: MappingRow): boolean;
}

export function unformattedDates(scope: Scope): UnformattedDates {
  const { bundle, service, source, destination } = scope;
  const index = bundle.connectors.findIndex(({ id }) => id === service.destination.connectorId);
  const isDate = (row: MappingRow): boolean =>
    (dateTypes.has(typeOf(destination, service.destination.entity, row.destination.field)) ||
      ('field' in row.source && dateTypes.has(typeOf(source, service.source.entity, row.source.field)))) &&
    !(row.transformation ?? []).some((step) => step.function.toLowerCase().includes('format'));
  return {
    format: bundle.connectors[index]?.dateFormat,
    pointer: `/connectors/${index}/dateFormat`,
    names: service.mappings.filter(isDate).map((row) => row.destination.field),
    isDate,
  };
}

function typeOf({ system }: SideScope, entity: string, field: string): string {
  const fields = system?.entities.find(({ type }) => type === entity)?.fields ?? [];
  return fields.find(({ name }) => name === field)?.type?.toLowerCase() ?? '';
}
