import type { ConnectorDefinition } from '../connector/definition.ts';
import { fieldsOf, isDeclared, openDictionary } from './fields.ts';
import attemptsToRetries from './rules/attempts-to-retries.ts';
import entityToEndpoint from './rules/entity-to-endpoint.ts';
import fieldToPath from './rules/field-to-path.ts';
import idleSettingToReport from './rules/idle-setting-to-report.ts';
import pageSizeToPagination from './rules/page-size-to-pagination.ts';
import sourceZoneToUtc from './rules/source-zone-to-utc.ts';
import timeZoneToUtc from './rules/time-zone-to-utc.ts';
import { isInbound, type ServiceScope, type SideScope } from './scope.ts';
import { isUtc } from '../text/time-zone.ts';

/** What stands on one side of a service: connector, instance, endpoint, and where its fields are in the payload. */
export function openSide(scope: ServiceScope, which: 'source' | 'destination'): SideScope {
  const { index, connectors, service } = scope;
  const side = service[which];
  const found = index.connectors.get(side.connectorId);
  const serviceConnector = found?.value;
  const system = index.systems.get(serviceConnector?.systemId ?? '')?.value;
  const connector = connectors.get(system?.id ?? '') ?? connectors.get(system?.name ?? '');
  const direction = which === 'source' ? 'Receive' : 'Send';
  const endpointOf = scope.decisions.during((asked) => {
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
    ...(serviceConnector?.timeZone === undefined || isUtc(serviceConnector.timeZone)
      ? []
      : [`/connectors/${found?.index ?? 0}/timeZone`]),
  ];
  (which === 'source' ? sourceZoneToUtc : timeZoneToUtc).convert(scope, ...zones);
  if (which === 'source') {
    if (service.source.pageSize !== undefined)
      (isInbound(service) ? idleSettingToReport : pageSizeToPagination).convert(scope, 'source/pageSize');
    if (service.source.extra !== undefined && isInbound(service)) idleSettingToReport.convert(scope, 'source/extra');
    if (service.source.maximumAttempts !== undefined) attemptsToRetries.convert(scope);
  }
  return {
    connector,
    ...endpointOf,
    instance: serviceConnector?.name ?? side.connectorId,
    pathOf: openDictionary(system, side.entity),
  };
}

/** The definitions that the two sides of a service use, each once. */
export function connectorsOf(...sides: readonly SideScope[]): readonly ConnectorDefinition[] {
  return [...new Set(sides.flatMap(({ connector }) => (connector === undefined ? [] : [connector])))];
}
