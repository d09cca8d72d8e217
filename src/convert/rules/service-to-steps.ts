import type { FlowStep } from '../../flow/model.ts';
import type { Service } from '../../legacy/bundle.ts';
import { claim, decide, inPage, type Scope, type SideScope } from '../scope.ts';
import { filtersToSteps } from './filters-to-steps.ts';
import { mappingsToMap } from './mappings-to-map.ts';

/**
 * One service as steps: pull, filter, de-dupe, single records, then inside a try/catch map, push and remember. Keys
 * are remembered only after a push has succeeded, which is what the ledger of a service does.
 */
export function serviceToSteps(scope: Scope): FlowStep[] {
  const { service, bundle, at } = scope;
  const partner = bundle.services.find(({ id }) => id === service.sweeps);
  const borrows = service.mappings.length === 0 && partner !== undefined;
  const filters = filtersToSteps(scope);
  const rules = mappingsToMap(scope, borrows ? partner.mappings : service.mappings, !borrows);
  const keys = keysOf(scope, partner);
  const isInbound = service.trigger?.kind === 'inboundApi' || service.trigger?.kind === 'webhook';
  const pool = { name: `Ledger ${partner?.id ?? service.id}` };
  const keyIn = (wrap: (path: string) => string): string | string[] =>
    keys?.length === 1 ? wrap(keys[0] ?? '') : (keys ?? []).map(wrap);
  const from = (rule: string, ...members: string[]): Pick<FlowStep, 'x-repatch'> => ({
    'x-repatch': { rule, from: members.map((member) => `${at}/${member}`) },
  });
  const recordsLevel = scope.recordsPath === '' ? '*' : scope.recordsPath;

  const main: FlowStep[] = [];
  if (!isInbound) {
    main.push({
      name: 'Pull',
      microservice: 'connector',
      config: { timeout: 30, retries: 2 },
      ...call(scope.source, 'Receive'),
      filters: [...filters.endpoint],
      ...from('source-to-connector', 'source', 'filters'),
    });
    if (filters.shape.length > 0)
      main.push({
        name: 'Filter',
        microservice: 'filter',
        config: {},
        filters: [...filters.shape],
        ...from('filters-to-steps', 'filters'),
      });
    if (keys !== undefined) {
      main.push({
        name: 'New records only',
        microservice: 'dedupe',
        config: { behaviour: 'filter', key: keyIn((path) => inPage(scope, path)), entity_type: service.source.entity },
        data_pool: pool,
        ...from('ledger-to-dedupe', 'dedupe'),
      });
    }
    main.push({
      name: 'Single records',
      microservice: 'batch',
      config: { path: recordsLevel, size: 1, do_not_wrap_single: true },
      ...from('service-to-steps', 'destination'),
    });
  } else if (keys !== undefined) {
    main.push({
      name: 'New records only',
      microservice: 'dedupe',
      config: { behaviour: 'filter', key: keyIn((path) => path), entity_type: service.source.entity },
      data_pool: pool,
      ...from('ledger-to-dedupe', 'dedupe'),
    });
  }

  const body: FlowStep[] = [];
  const id = scope.source.pathOf(service.dedupe?.idField ?? partner?.dedupe?.idField ?? 'id');
  if (keys !== undefined) {
    body.push({
      name: 'Remember key',
      microservice: 'set-variables',
      config: { meta: [{ key: 'source_key', value: `[[payload.${id}]]` }] },
      ...from('ledger-to-dedupe', 'dedupe'),
    });
    body.push({
      name: 'Keep record',
      microservice: 'cache',
      config: { action: 'add', key: 'record-[[meta.source_key]]' },
      cache: { name: 'Records', scope: 'flow run' },
      ...from('ledger-to-dedupe', 'dedupe'),
    });
  }
  if (rules.length > 0)
    body.push({
      name: 'Map',
      microservice: 'map',
      config: { rules: [...rules] },
      ...from('mappings-to-map', 'mappings'),
    });
  body.push({
    name: 'Push',
    microservice: 'connector',
    config: { timeout: 30, retries: 0 },
    ...call(scope.destination, 'Send'),
    ...from('destination-to-connector', 'destination'),
  });
  if (keys !== undefined) {
    body.push({
      name: 'Load record',
      microservice: 'cache',
      config: { action: 'load', key: 'record-[[meta.source_key]]', fail_on_miss: true },
      cache: { name: 'Records', scope: 'flow run' },
      ...from('ledger-to-dedupe', 'dedupe'),
    });
    body.push({
      name: 'Remember as done',
      microservice: 'dedupe',
      config: { behaviour: 'track', key: keyIn((path) => path), entity_type: service.source.entity },
      data_pool: pool,
      ...from('ledger-to-dedupe', 'dedupe'),
    });
    const reference = service.dedupe?.referenceField ?? partner?.dedupe?.referenceField;
    const fields = [id, ...(reference === undefined ? [] : [scope.source.pathOf(reference)])];
    body.push({
      name: 'Track',
      microservice: 'track',
      config: { entity: service.source.entity, direction: 'send', fields },
      ...from('report-to-track', 'dedupe'),
    });
  }
  const isolation = decide(scope, {
    kind: 'error-isolation',
    question: 'What happens to the other records when one fails?',
    options: [
      { value: 'isolate', effect: 'The others go on, as in the service; the run ends as partial success.' },
      { value: 'stop', effect: 'The run stops at the first failure.' },
    ],
    recommended: 'isolate',
  });
  if (isolation === 'stop') return number([...main, ...body]);
  const groups = service.alerts.notificationGroupIds.map(
    (group) => bundle.notificationGroups?.find((one) => one.id === group)?.name ?? group,
  );
  const alarm: FlowStep = {
    name: 'Report failure',
    microservice: 'notify',
    config: {
      level: 'error',
      channels: service.alerts.active ? 'email_and_log' : 'log',
      groups,
      template: `Record [[meta.source_key]] failed: [[meta.error_message]]`,
    },
    ...from('alerts-to-notify', 'alerts'),
  };
  const guard: FlowStep = {
    name: 'Each record',
    microservice: 'try-catch',
    config: { action: 'partial_success' },
    routes: [
      { name: 'Try', first_step: body[0]?.name ?? 'Push' },
      { name: 'Catch', first_step: alarm.name },
    ],
    ...from('service-to-steps', 'alerts'),
  };
  const steps = number([...main, guard, ...body, alarm]);
  const guardId = steps.find(({ name }) => name === guard.name)?.id ?? 0;
  // The order of the list and parent_id say the same: the legs belong to the try/catch.
  return steps.map((step) =>
    body.some(({ name }) => name === step.name) || step.name === alarm.name ? { ...step, parent_id: guardId } : step,
  );
}

function number(steps: readonly FlowStep[]): FlowStep[] {
  return steps.map((step, index) => ({ id: index + 1, ...step }));
}

function call(side: SideScope, direction: 'Receive' | 'Send'): Pick<FlowStep, 'connector' | 'endpoint'> {
  const { endpoint, connector, instance } = side;
  return {
    connector: { name: instance, ...(connector === undefined ? {} : { system: connector.name }) },
    endpoint: {
      name: endpoint?.name ?? 'UNDECIDED',
      direction,
      http_method: endpoint?.method ?? (direction === 'Send' ? 'POST' : 'GET'),
      data_type: endpoint?.dataType ?? 'json',
    },
  };
}

/** Paths in one record that make the key of the pool; `undefined` when the service keeps no ledger. */
function keysOf(scope: Scope, partner: Service | undefined): readonly string[] | undefined {
  const { service, source } = scope;
  const dedupe = service.dedupe ?? partner?.dedupe;
  const given = dedupe?.identity ?? 'unspecified';
  const options = [
    { value: 'sourceId', effect: 'A record is pushed once; later changes are not.' },
    ...(dedupe?.modifiedField === undefined
      ? []
      : [{ value: 'sourceId+modified', effect: 'A record is pushed again when its modified field changes.' }]),
    { value: 'contentHash', effect: 'A record is pushed again when a mapped field changes.' },
    { value: 'none', effect: 'Every pulled record is pushed.' },
  ];
  const identity =
    given === 'unspecified'
      ? decide(
          scope,
          {
            kind: 'dedupe-key',
            question: 'What makes a record one that was already processed?',
            options,
            recommended: 'sourceId',
          },
          'dedupe',
        )
      : given;
  decide(scope, {
    kind: 'dedupe-state',
    question: 'How does the data pool learn what the service has already processed?',
    options: [
      { value: 'cut-over-date', effect: 'Filter by a date at the first run.' },
      { value: 'seed', effect: 'Import a list of keys before the first run.' },
      { value: 'empty', effect: 'Everything inside the window is pushed once more.' },
    ],
    recommended: 'cut-over-date',
  });
  claim(scope, 'dedupe', 'converted', 'ledger-to-dedupe');
  if (identity === 'none') return undefined;
  const id = source.pathOf(dedupe?.idField ?? 'id');
  if (identity === 'sourceId') return [id];
  if (identity === 'sourceId+modified' && dedupe?.modifiedField !== undefined)
    return [id, source.pathOf(dedupe.modifiedField)];
  const rows = service.mappings.length === 0 && partner !== undefined ? partner.mappings : service.mappings;
  return [id, ...new Set(rows.flatMap((row) => ('field' in row.source ? [source.pathOf(row.source.field)] : [])))];
}
