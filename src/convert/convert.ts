import { createHash } from 'node:crypto';
import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { FlowFile, LookupTable } from '../flow/model.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import type { DecisionsFile } from '../legacy/decisions.ts';
import { canonicalJson } from '../text/json.ts';
import { Account, type Entry, type Fate } from './account.ts';
import { Decisions } from './decisions.ts';
import { serviceToSteps } from './rules/service-to-steps.ts';
import { claim, decide, type Scope, type ServiceScope, type SideScope } from './scope.ts';

export interface ConvertInput {
  readonly bundle: ServiceBundle;
  /** Definitions by name; the one of a system is named like the system's id. */
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly decisions?: DecisionsFile;
}

export interface ConvertedFlow {
  readonly service: string;
  /** File name without folder. */
  readonly file: string;
  readonly flow: FlowFile;
}

/** How many values of the bundle met which fate; the four add up to the total. */
export interface ConversionTotals {
  readonly converted: number;
  readonly noted: number;
  readonly undecided: number;
  readonly unsupported: number;
  readonly total: number;
}

/** A service of which no flow was made. */
export interface RefusedService {
  readonly service: string;
  readonly reason: string;
}

export interface ConvertResult {
  readonly flows: readonly ConvertedFlow[];
  readonly refused: readonly RefusedService[];
  readonly totals: ConversionTotals;
  readonly entries: readonly Entry[];
  readonly decisions: DecisionsFile;
  readonly open: readonly string[];
  readonly stale: readonly string[];
}

/** Converts every service of a bundle. Pure: same input, same output. */
export function convertBundle({ bundle, connectors, decisions: file }: ConvertInput): ConvertResult {
  const account = new Account(bundle);
  const decisions = new Decisions(file);
  const flows: ConvertedFlow[] = [];
  const refused: { service: string; reason: string }[] = [];
  for (const [index, service] of bundle.services.entries()) {
    const at = `/services/${index}`;
    if (service.payloadScript !== undefined) {
      const reason = 'Payload scripts cannot be converted yet.';
      account.claim(at, 'unsupported', 'service-to-steps', reason);
      refused.push({ service: service.id, reason });
      continue;
    }
    flows.push(convertService(service, at, bundle, connectors, account, decisions));
  }
  claimRest(bundle, account);
  const entries = account.entries();
  const count = (fate: Fate): number => entries.filter((entry) => entry.fate === fate).length;
  const totals = {
    converted: count('converted'),
    noted: count('noted'),
    undecided: count('undecided'),
    unsupported: count('unsupported'),
    total: entries.length,
  };
  return {
    flows,
    refused,
    totals,
    entries,
    decisions: decisions.file(),
    open: decisions.open(),
    stale: decisions.stale(),
  };
}

function convertService(
  service: Service,
  at: string,
  bundle: ServiceBundle,
  connectors: ConvertInput['connectors'],
  account: Account,
  decisions: Decisions,
): ConvertedFlow {
  const before = {
    bundle,
    service,
    at,
    account,
    decisions,
    lookups: new Map<string, LookupTable>(),
  };
  const source = openSide(before, connectors, 'source');
  const destination = openSide(before, connectors, 'destination');
  const scope: Scope = { ...before, source, destination, recordsPath: source.endpoint?.dataPath ?? '' };
  const steps = serviceToSteps(scope);
  const { trigger } = service;
  const description = `From service ${service.id}.${(service.notes ?? []).map(({ text }) => ` ${text}`).join('')}`;
  claim(scope, 'name', 'converted', 'identity');
  claim(scope, 'id', 'noted', 'identity', 'Kept in the description; the flow gets an id of its own.');
  claim(scope, 'active', 'noted', 'identity', 'Flows are written disabled; enable them at cut-over.');
  claim(
    scope,
    'type',
    'noted',
    'identity',
    service.type === 'sweeper'
      ? 'A flow of its own that shares the pool of its partner.'
      : 'Every flow is of one type.',
  );
  claim(scope, 'sweeps', 'converted', 'identity');
  claim(scope, 'companyGroupId', 'noted', 'identity', 'Flows know no company groups.');
  claim(scope, 'notes', 'noted', 'identity', 'The text is in the description; author and time are lost.');
  claim(scope, 'alerts', 'converted', 'alerts-to-notify');
  if (trigger?.kind === 'schedule')
    claim(
      scope,
      'trigger',
      trigger.timeZone === undefined || trigger.timeZone === 'UTC' ? 'converted' : 'noted',
      'trigger',
      'Flow schedules are UTC.',
    );
  else claim(scope, 'trigger', 'noted', 'trigger', 'The sender needs the new address of the flow.');
  claim(
    scope,
    'source/maximumAttempts',
    'noted',
    'attempts',
    'A flow tries a record again whenever it is pulled again, without a limit.',
  );
  claim(scope, 'source/pageSize', 'noted', 'paging', 'The page size is part of the connector.');
  claim(scope, 'source/timeZone', 'noted', 'zones', 'Flows work in UTC.');
  claim(scope, 'destination/timeZone', 'noted', 'zones', 'Flows work in UTC.');
  claim(scope, 'source/connectorId', 'converted', 'source-to-connector');
  claim(scope, 'destination/connectorId', 'converted', 'destination-to-connector');
  const names = [...new Set([source.connector?.name, destination.connector?.name])].filter(
    (name) => name !== undefined,
  );
  const flow: FlowFile = {
    metadata: { company_name: bundle.company.name, flow_name: service.name },
    flow: {
      name: service.name,
      description,
      is_enabled: false,
      priority: 3,
      versions: [
        {
          flow_name: service.name,
          iteration: 1,
          status: 'Draft',
          is_deployed: false,
          is_editable: true,
          schedules: trigger?.kind === 'schedule' ? [{ cron_string: trigger.cron }] : [],
          connections: [],
          steps,
        },
      ],
    },
    systems: names.flatMap((name) => {
      const system = connectors.get(name);
      return system === undefined ? [] : [{ system }];
    }),
    'x-repatch': {
      format: 1,
      source: { service: service.id, digest: createHash('sha256').update(canonicalJson(service)).digest('hex') },
      ...(scope.lookups.size === 0 ? {} : { lookups: [...scope.lookups.values()] }),
    },
  };
  return { service: service.id, file: `${service.id}-${kebab(service.name)}.flow.json`, flow };
}

function openSide(
  scope: ServiceScope,
  connectors: ConvertInput['connectors'],
  which: 'source' | 'destination',
): SideScope {
  const { bundle, service } = scope;
  const side = service[which];
  const holder = bundle.connectors.find(({ id }) => id === side.connectorId);
  const system = bundle.systems.find(({ id }) => id === holder?.systemId);
  const connector = connectors.get(system?.id ?? '') ?? connectors.get(system?.name ?? '');
  const direction = which === 'source' ? 'Receive' : 'Send';
  const isInbound = which === 'source' && service.trigger !== undefined && service.trigger.kind !== 'schedule';
  const fitting = (connector?.endpoints ?? []).filter(
    (one) => one.direction === direction && one.entityType === side.entity,
  );
  const paths = new Map(
    (system?.entities.find(({ type }) => type === side.entity)?.fields ?? []).map(({ name, path }) => [
      name,
      path ?? name,
    ]),
  );
  const endpoint = isInbound ? undefined : chooseEndpoint(scope, which, fitting, side.entity);
  if (isInbound) claim(scope, `${which}/entity`, 'converted', 'inbound-to-trigger');
  return {
    system,
    connector,
    endpoint,
    instance: holder?.name ?? side.connectorId,
    pathOf: (field) => paths.get(field) ?? field,
  };
}

function chooseEndpoint(
  scope: ServiceScope,
  which: 'source' | 'destination',
  fitting: readonly Endpoint[],
  entity: string,
): Endpoint | undefined {
  const options = fitting.map(({ name, method }) => ({ value: name, effect: `Calls ${method} "${name}".` }));
  const [first] = fitting;
  if (first === undefined) {
    claim(
      scope,
      `${which}/entity`,
      'unsupported',
      'endpoint',
      `No connector definition has an endpoint for entity "${entity}".`,
    );
    return undefined;
  }
  const name = decide(
    scope,
    {
      kind: `endpoint/${which}`,
      question: `Which endpoint stands for entity "${entity}" of the ${which}?`,
      options,
      recommended: first.name,
    },
    `${which}/entity`,
  );
  return fitting.find((one) => one.name === name) ?? first;
}

/** What is not part of a service: names, credentials, scripts, tables. */
function claimRest(bundle: ServiceBundle, account: Account): void {
  for (const [index, script] of bundle.scripts.entries())
    account.claim(`/scripts/${index}`, 'unsupported', 'script', `Script "${script.name}" is not converted yet.`);
  account.claim('/scripts', 'noted', 'bundle', 'There are no scripts.');
  account.claim('/crossReferences', 'converted', 'lookup-to-table');
  account.claim(
    '/notificationGroups',
    'noted',
    'notification-group',
    'Groups survive on the platform; flows name them.',
  );
  account.claim(
    '/connectors',
    'noted',
    'connector-to-instance',
    'Set up an instance of this name and enter its credentials again.',
  );
  account.claim('/systems', 'noted', 'system-to-connector', 'Described by a connector definition.');
  for (const member of ['format', 'formatVersion', 'company', 'companyGroups', 'assumptions', 'exportedAt', '$schema'])
    account.claim(`/${member}`, 'noted', 'bundle', 'About the bundle itself.');
}

function kebab(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
}
