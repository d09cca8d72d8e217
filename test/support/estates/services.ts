import type { RelativePeriod, Service, ServiceConnector, Trigger } from '../../../src/legacy/bundle.ts';
import { makeFilters } from './filters.ts';
import type { Lookups } from './lookups.ts';
import { makeMappings } from './mappings.ts';
import type { Random } from './random.ts';
import type { RetailSystem, SystemEntity, SystemField } from './systems.ts';

export interface ServiceSetting {
  readonly random: Random;
  readonly systems: readonly RetailSystem[];
  readonly connectors: readonly ServiceConnector[];
  readonly lookups: Lookups;
  readonly groups: readonly string[];
}

interface Schedule {
  readonly cron: string;
  readonly preset?: string;
  /** As long as the time between two runs, or longer. */
  readonly window: RelativePeriod;
}

const schedules: readonly Schedule[] = [
  { cron: '*/15 * * * *', preset: 'Every 15 minutes', window: { amount: 20, unit: 'minute' } },
  { cron: '*/30 * * * *', window: { amount: 1, unit: 'hour' } },
  { cron: '5 * * * *', window: { amount: 2, unit: 'hour' } },
  { cron: '0 */6 * * *', preset: 'Every 6 hours', window: { amount: 12, unit: 'hour' } },
  { cron: '40 2 * * *', window: { amount: 2, unit: 'day' } },
  { cron: '0 7 * * 1', window: { amount: 2, unit: 'week' } },
];

const zones = ['Europe/London', 'Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Kolkata'];

/** One service between two systems, and in some cases the sweeper behind it. */
export function makeService(setting: ServiceSetting, id: string): readonly Service[] {
  const { random } = setting;
  const source = random.pick(setting.connectors);
  const system = systemOf(setting, source);
  const isInbound = system.system.kind === 'inboundApi';
  const targets = setting.connectors.filter(
    (one) =>
      one.companyGroupId === source.companyGroupId &&
      one.systemId !== source.systemId &&
      systemOf(setting, one).system.kind === 'standard',
  );
  const destination = random.pick(targets);
  const entity = random.pick(system.entities);
  const target = systemOf(setting, destination).entities.find(({ type }) => type === entity.type) ?? entity;
  const identity = { id, companyGroupId: source.companyGroupId };
  const schedule = random.pick(schedules);
  const isWebhook = !isInbound && random.chance(0.12);
  const hasWindow = !isInbound && !isWebhook && random.chance(0.8);
  const hasTypes = random.chance(0.7);
  const service: Service = {
    ...identity,
    name: `${entity.name}: ${system.system.name} to ${systemOf(setting, destination).system.name} (${id})`,
    type: 'standard',
    active: random.chance(0.9),
    trigger: triggerOf(random, id, isInbound ? 'inboundApi' : isWebhook ? 'webhook' : 'schedule', schedule),
    source: {
      connectorId: source.id,
      entity: entity.type,
      ...(random.chance(0.4) ? { pageSize: random.pick([10, 50, 100]) } : {}),
      ...(random.chance(0.5) ? { maximumAttempts: random.int(1, 5) } : {}),
      ...(random.chance(0.15) ? { timeZone: random.pick(zones) } : {}),
    },
    destination: { connectorId: destination.id, entity: entity.type },
    filters: isInbound
      ? []
      : [
          ...makeFilters(random, entity, {
            window: hasWindow ? schedule.window : undefined,
            isSweeper: false,
            hasTypes,
          }),
        ],
    mappings: [
      ...makeMappings(
        random,
        { source: entity, destination: target, service: identity, dateFormat: source.dateFormat },
        setting.lookups,
      ),
    ],
    ...dedupeOf(random, entity, hasWindow),
    alerts: alertsOf(random, setting.groups),
    ...(random.chance(0.2) ? { notes: [{ text: `Asked for by the team of ${entity.name.toLowerCase()}.` }] } : {}),
  };
  return !hasWindow || !random.chance(0.15) ? [service] : [service, sweeperOf(service, setting, schedule)];
}

function systemOf({ systems }: ServiceSetting, { systemId }: ServiceConnector): RetailSystem {
  const found = systems.find(({ system }) => system.id === systemId);
  if (found === undefined) throw new Error(`There is no system "${systemId}".`);
  return found;
}

function triggerOf(random: Random, id: string, kind: Trigger['kind'], { cron, preset }: Schedule): Trigger {
  if (kind === 'inboundApi') return { kind, vanityPath: `in-${id}` };
  if (kind === 'webhook') return { kind };
  return {
    kind,
    cron,
    ...(preset === undefined ? {} : { preset }),
    ...(random.chance(0.6) ? { timeZone: random.pick(zones) } : {}),
  };
}

function dedupeOf(random: Random, entity: SystemEntity, hasWindow: boolean): Pick<Service, 'dedupe'> {
  const named = (fits: (field: SystemField) => boolean): string | undefined =>
    entity.fields.find((field) => field.lists.length === 0 && fits(field))?.name;
  const idField = named(({ type }) => type === 'id');
  const modifiedField = named(({ words }) => /^(?:updated|changed) at$/u.test(words));
  const referenceField = named(({ words }) => words === 'number' || words === 'sku' || words === 'email');
  const reference = referenceField === undefined || random.chance(0.3) ? {} : { referenceField };
  const id = idField === undefined ? {} : { idField };
  const identity = random.pick([
    'sourceId',
    'sourceId',
    'sourceId+modified',
    'contentHash',
    'none',
    'unspecified',
    'absent',
  ] as const);
  switch (identity) {
    case 'absent':
      return {};
    case 'none':
      // What a window shows twice would be sent twice.
      return { dedupe: { identity: hasWindow ? 'sourceId' : 'none', ...id, ...reference } };
    case 'unspecified':
      return { dedupe: { identity } };
    case 'sourceId+modified':
      return modifiedField === undefined
        ? { dedupe: { identity: 'sourceId', ...id } }
        : { dedupe: { identity, ...id, modifiedField, ...reference } };
    case 'sourceId':
    case 'contentHash':
      return { dedupe: { identity, ...id, ...reference } };
  }
}

function alertsOf(random: Random, groups: readonly string[]): Service['alerts'] {
  const active = random.chance(0.7);
  return { active, notificationGroupIds: active ? [...random.some(groups, random.int(1, 2))] : [] };
}

function sweeperOf(partner: Service, { random }: ServiceSetting, { window }: Schedule): Service {
  return {
    companyGroupId: partner.companyGroupId,
    source: partner.source,
    destination: partner.destination,
    id: `${partner.id}9`,
    name: `${partner.name} sweeper`,
    type: 'sweeper',
    sweeps: partner.id,
    trigger: { kind: 'schedule', cron: '15 3 * * *', timeZone: 'UTC' },
    filters: partner.filters.map((row) =>
      row.operator === 'withinLast' && row.value === window ? { ...row, value: { amount: 5, unit: 'week' } } : row,
    ),
    mappings: [],
    alerts: { active: false, notificationGroupIds: [] },
    active: random.chance(0.8),
  };
}
