import type { Service, ServiceBundle } from '../legacy/bundle.ts';

/** Settings of a service that a run does not apply, or answers on its own, in words for the warnings of the run. */
export function* unapplied(service: Service, bundle: ServiceBundle): Generator<string> {
  const sides = { source: service.source, destination: service.destination };
  if (!service.active) yield `Service "${service.id}" is inactive; on the platform it would not run.`;
  for (const [name, side] of Object.entries(sides)) {
    const connector = bundle.connectors.find(({ id }) => id === side.connectorId);
    const zone = side.timeZone ?? connector?.timeZone;
    if (zone !== undefined && zone !== 'UTC') yield `Time zone ${zone} of the ${name} is not applied: times are UTC.`;
    if (connector?.dateFormat !== undefined)
      yield `Date format "${connector.dateFormat}" of the ${name} is not applied: dates are sent as they come.`;
    if (side.extra !== undefined) yield `Extra settings of the ${name} are not applied: their keys are not public.`;
  }
  if (service.source.pageSize !== undefined)
    yield 'The page size of the source is not applied: the endpoint of the connector says it.';
  if (service.source.maximumAttempts === undefined && service.sweeps === undefined)
    yield 'Maximum attempts are not given: 4 are assumed.';
  const identity = service.dedupe?.identity ?? 'unspecified';
  if (identity === 'unspecified' && service.sweeps === undefined)
    yield 'What identifies a record is not given: its source id is assumed, so that changes are not pushed.';
}
