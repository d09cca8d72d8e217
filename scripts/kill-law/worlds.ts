import { globSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startRepatch } from './repatch.ts';

export const worlds = ['service', 'flow', 'routed', 'converted'] as const;
export type World = (typeof worlds)[number];

/** Writes the documents of one world to a folder. Returns the command that runs it. */
export async function prepareWorld(
  world: World,
  folder: string,
  { origin, keys }: { readonly origin: string; readonly keys: boolean },
): Promise<readonly string[]> {
  const write = (name: string, value: object): void => writeFileSync(join(folder, name), JSON.stringify(value));
  mkdirSync(join(folder, 'connectors'), { recursive: true });
  // JSON is YAML.
  write('repatch.config.yaml', {});
  write('instances.yaml', {
    format: 'repatch-instances',
    formatVersion: 1,
    instances: [{ name: 'Store', connector: 'shop', values: { baseUrl: origin } }],
  });
  write(join('connectors', 'shop.connector.json'), connector(keys));
  write('shop.services.json', bundle);
  if (world === 'service') return ['run', join(folder, 'shop.services.json'), '--service', '1'];
  if (world === 'flow' || world === 'routed') {
    write('orders.flow.json', world === 'flow' ? flow(keys) : routedFlow(keys));
    return ['run', join(folder, 'orders.flow.json')];
  }
  const convert = ['convert', join(folder, 'shop.services.json'), '--out', join(folder, 'flows')];
  const converted = await startRepatch(convert).ended;
  const [file] = globSync('flows/*.flow.json', { cwd: folder });
  if (file === undefined) throw new Error(`The service was not converted:\n${converted.stdout}${converted.stderr}`);
  return ['run', join(folder, file)];
}

const endpoints = (keys: boolean): object => [
  {
    name: 'List orders',
    direction: 'Receive',
    method: 'GET',
    url: '/orders',
    entityType: 'orders',
    dataPath: 'orders',
    pagination: { method: 'Next Page URL', nextPath: 'next' },
  },
  {
    name: 'Create order',
    direction: 'Send',
    method: 'POST',
    url: '/sales',
    entityType: 'sales',
    ...(keys ? { idempotencyKey: { header: 'Idempotency-Key' } } : {}),
  },
];

function connector(keys: boolean): object {
  return { name: 'shop', protocol: 'HTTP', endpoints: endpoints(keys) };
}

const field = (name: string): object => ({ source: { field: name }, destination: { field: name } });

const bundle = {
  format: 'patchworks-legacy-services',
  formatVersion: 1,
  company: { name: 'Acme' },
  companyGroups: [{ id: 'uk', name: 'UK' }],
  systems: [
    {
      id: 'shop',
      name: 'Shop',
      kind: 'standard',
      entities: [
        { type: 'orders', name: 'Orders', fields: ['id', 'number', 'total', 'status'].map((name) => ({ name })) },
        { type: 'sales', name: 'Sales', fields: ['id', 'number', 'total', 'status'].map((name) => ({ name })) },
      ],
    },
  ],
  connectors: [{ id: 'c1', name: 'Store', systemId: 'shop', companyGroupId: 'uk', environment: 'live' }],
  services: [
    {
      id: '1',
      name: 'Orders',
      companyGroupId: 'uk',
      type: 'standard',
      active: true,
      trigger: { kind: 'schedule', cron: '0 * * * *', timeZone: 'UTC' },
      source: { connectorId: 'c1', entity: 'orders', maximumAttempts: 4 },
      destination: { connectorId: 'c1', entity: 'sales' },
      filters: [],
      mappings: [field('id'), field('number'), field('total')],
      dedupe: { identity: 'sourceId', idField: 'id', referenceField: 'number' },
      alerts: { active: false, notificationGroupIds: [] },
    },
  ],
  crossReferences: [],
  scripts: [],
};

const step = (id: number, name: string, microservice: string, more: object): object => ({
  id,
  name,
  microservice,
  config: {},
  ...more,
});
const pull = step(1, 'Pull', 'connector', {
  connector: { name: 'Store', system: 'shop' },
  endpoint: { name: 'List orders', direction: 'Receive', http_method: 'GET', data_type: 'json' },
});
const once = step(2, 'Once', 'dedupe', {
  config: { behaviour: 'filter_and_track', key: 'orders.*.id' },
  data_pool: { name: 'Orders' },
});
/** Single records, and a push of each: two steps. */
const pushed = (id: number, single: string, push: string): readonly object[] => [
  step(id, single, 'batch', { config: { path: 'orders', size: 1, do_not_wrap_single: true } }),
  step(id + 1, push, 'connector', {
    connector: { name: 'Store', system: 'shop' },
    endpoint: { name: 'Create order', direction: 'Send', http_method: 'POST', data_type: 'json' },
  }),
];

/** A flow that marks records as done before the push, which is the easiest way to lose them. */
function flow(keys: boolean): object {
  return flowFile([pull, once, ...pushed(3, 'Single records', 'Push')], keys);
}

/** Records that go down two legs of a route, and those of one of them down two legs of a branch, which share them out. */
function routedFlow(keys: boolean): object {
  const leg = (name: string, comparison: string, value: string, first: string): object => ({
    name,
    first_step: first,
    filters: [{ field: 'orders.*.id', type: 'number', comparison, value }],
  });
  const steps = [
    pull,
    once,
    step(3, 'By number', 'route', {
      config: { method: 'first' },
      routes: [leg('Early', 'lt', '40', 'Early ones'), { name: 'Late', first_step: 'Guard' }],
    }),
    ...pushed(4, 'Early ones', 'Push early'),
    step(6, 'Guard', 'try-catch', {
      config: { action: 'partial_success' },
      routes: [{ name: 'Try', first_step: 'In turn' }, { name: 'Catch' }],
    }),
    step(7, 'In turn', 'branch', {
      routes: [
        { name: 'Some', first_step: 'Keep some' },
        { name: 'Others', first_step: 'Keep others' },
      ],
    }),
    step(8, 'Keep some', 'filter', {
      filters: [{ field: 'orders.*.id', type: 'number', comparison: 'lt', value: '90' }],
    }),
    ...pushed(9, 'Some ones', 'Push some'),
    step(11, 'Keep others', 'filter', {
      filters: [{ field: 'orders.*.id', type: 'number', comparison: 'gte', value: '90' }],
    }),
    ...pushed(12, 'Other ones', 'Push others'),
  ];
  return flowFile(steps, keys);
}

function flowFile(steps: readonly object[], keys: boolean): object {
  return {
    metadata: { company_name: 'Acme', flow_name: 'Orders' },
    flow: {
      name: 'Orders',
      is_enabled: false,
      priority: 3,
      versions: [
        {
          flow_name: 'Orders',
          flow_priority: 3,
          iteration: 1,
          status: 'Draft',
          is_deployed: false,
          is_editable: true,
          schedules: [],
          connections: [],
          steps,
        },
      ],
    },
    systems: [{ system: connector(keys) }],
  };
}
