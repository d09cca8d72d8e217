import { Cron } from 'croner';
import { openDictionary, type Dictionary } from '../interpret/dictionary.ts';
import type { MappingRow, RelativePeriod, Service, ServiceBundle, System } from '../legacy/bundle.ts';
import { isObject } from '../text/json.ts';
import { hasWildcard } from '../text/path.ts';
import { shift } from '../text/relative-date.ts';

/** Interval of a service without a schedule. */
const defaultIntervalMs = 600_000;

/** What verification needs to know of a service, read from the bundle once. */
export interface Outline {
  readonly service: Service;
  /** JSON pointer of the service in the bundle. */
  readonly at: string;
  /** True when records arrive by a call instead of being pulled. */
  readonly isInbound: boolean;
  readonly mappings: readonly MappingRow[];
  /** JSON pointer of the list of mappings; a sweeper may use those of its partner. */
  readonly mappingsAt: string;
  /** Id under which the service keeps its ledger. */
  readonly ledger: string;
  readonly sourceSystem: System | undefined;
  readonly destinationSystem: System | undefined;
  readonly sourcePath: Dictionary;
  readonly destinationPath: Dictionary;
  /** How the service knows a record again; `undefined`: nobody says, which is by its id. */
  readonly identity: NonNullable<Service['dedupe']>['identity'] | undefined;
  readonly idPath: string;
  readonly referencePath: string | undefined;
  readonly modifiedPath: string | undefined;
  /** Fields that say when a record changed, which relative filters look at. */
  readonly timePaths: readonly string[];
  readonly intervalMs: (nowMs: number) => number;
  /** How far back the service looks at the most, in milliseconds; 0: its filters say nothing of that. */
  readonly windowMs: (nowMs: number) => number;
}

/** `dedupe`: what the service knows a record by, as was decided. Default: as the bundle says. */
export function outlineService(bundle: ServiceBundle, service: Service, decided?: Service['dedupe']): Outline {
  const index = bundle.services.indexOf(service);
  const partnerIndex = bundle.services.findIndex(({ id }) => id === service.sweeps);
  const partner = bundle.services[partnerIndex];
  const borrows = service.mappings.length === 0 && partner !== undefined;
  const systemOf = (connectorId: string): System | undefined =>
    bundle.systems.find(({ id }) => id === bundle.connectors.find((one) => one.id === connectorId)?.systemId);
  const sourceSystem = systemOf(service.source.connectorId);
  const destinationSystem = systemOf(service.destination.connectorId);
  const sourcePath = openDictionary(sourceSystem, service.source.entity);
  const dedupe = decided ?? service.dedupe ?? partner?.dedupe;
  const relative = service.filters.filter(({ value }) => isObject(value)).map(({ field }) => sourcePath(field));
  const pathOrNone = (field: string | undefined): string | undefined =>
    field === undefined ? undefined : sourcePath(field);
  const modifiedPath = pathOrNone(dedupe?.modifiedField);
  return {
    service,
    at: `/services/${index}`,
    isInbound: service.trigger?.kind === 'inboundApi' || service.trigger?.kind === 'webhook',
    mappings: borrows ? partner.mappings : service.mappings,
    mappingsAt: `/services/${borrows ? partnerIndex : index}/mappings`,
    ledger: partner?.id ?? service.id,
    sourceSystem,
    destinationSystem,
    sourcePath,
    destinationPath: openDictionary(destinationSystem, service.destination.entity),
    identity: dedupe?.identity,
    idPath: sourcePath(dedupe?.idField ?? 'id'),
    referencePath: pathOrNone(dedupe?.referenceField),
    modifiedPath,
    timePaths: [...new Set([...relative, ...(modifiedPath === undefined ? [] : [modifiedPath])])].filter(
      (path) => !hasWildcard(path),
    ),
    intervalMs: (nowMs) => intervalOf(service, nowMs),
    windowMs: (nowMs) => windowOf(service, nowMs),
  };
}

function windowOf({ filters }: Service, nowMs: number): number {
  const ages = filters.flatMap(({ value }) =>
    isRelative(value) ? [nowMs - (shift(nowMs, -value.amount, value.unit) ?? nowMs)] : [],
  );
  return Math.max(0, ...ages);
}

function isRelative(value: unknown): value is RelativePeriod {
  return isObject(value) && typeof value['amount'] === 'number';
}

function intervalOf({ trigger }: Service, nowMs: number): number {
  if (trigger?.kind !== 'schedule') return defaultIntervalMs;
  try {
    const [first, second] = new Cron(trigger.cron, { timezone: 'UTC' }).nextRuns(2, new Date(nowMs));
    return first === undefined || second === undefined ? defaultIntervalMs : second.getTime() - first.getTime();
  } catch {
    return defaultIntervalMs;
  }
}
