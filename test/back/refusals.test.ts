import { describe, expect, it } from 'vitest';
import { flowsToServices } from '../../src/convert/back/flows-to-services.ts';
import { flowSchema, type FlowFile } from '../../src/flow/model.ts';
import { valueAt } from '../../src/text/pointer.ts';
import { pull, push } from '../support/flows.ts';

interface Parts {
  readonly steps?: readonly object[];
  readonly schedules?: readonly string[];
  readonly webhooks?: readonly object[];
  readonly variables?: readonly object[];
}

const endpoints = [
  { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders', entityType: 'orders', dataPath: 'orders' },
  { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders', entityType: 'orders' },
];
const single = { name: 'Single', microservice: 'batch', config: { path: 'orders', size: 1, do_not_wrap_single: true } };
const map = (rules: readonly object[] = [{ sources: ['number'], target: 'reference' }], name = 'Map'): object => ({
  name,
  microservice: 'map',
  config: { rules },
});
const filter = (rule: object, name = 'Filter'): object => ({
  name,
  microservice: 'filter',
  config: {},
  filters: [rule],
});
const dedupe = (config: object, name = 'Known', pool = 'Orders'): object => ({
  name,
  microservice: 'dedupe',
  config: { key: 'orders.*.id', ...config },
  data_pool: { name: pool },
});
const step = (microservice: string, more: object = {}): object => ({
  name: 'Other',
  microservice,
  config: {},
  ...more,
});

function flowWith({ steps, schedules = ['*/15 * * * *'], webhooks, variables }: Parts): FlowFile {
  return flowSchema.parse({
    metadata: { company_name: 'Acme', flow_name: 'Orders' },
    flow: {
      name: 'Orders',
      is_enabled: true,
      ...(webhooks === undefined ? {} : { webhooks }),
      versions: [
        {
          flow_name: 'Orders',
          is_deployed: true,
          schedules: schedules.map((cron_string) => ({ cron_string })),
          ...(variables === undefined ? {} : { variables }),
          steps: steps ?? [pull(), single, map(), push()],
        },
      ],
    },
    systems: [{ system: { format: 'repatch-connector', formatVersion: 1, name: 'shop', protocol: 'HTTP', endpoints } }],
  });
}

const steps = '/flow/versions/0/steps';

describe('a flow that no service can say', () => {
  it.each<[what: string, code: string, pointer: string, Parts]>([
    ['route', 'back/no-counterpart', `${steps}/1`, { steps: [pull(), step('route'), single, map(), push()] }],
    ['branch', 'back/no-counterpart', `${steps}/1`, { steps: [pull(), step('branch'), single, map(), push()] }],
    ['assert', 'back/no-counterpart', `${steps}/2`, { steps: [pull(), single, step('assert'), map(), push()] }],
    ['callback', 'back/no-counterpart', `${steps}/4`, { steps: [pull(), single, map(), push(), step('callback')] }],
    ['run flow', 'back/no-counterpart', `${steps}/4`, { steps: [pull(), single, map(), push(), step('run-flow')] }],
    ['script', 'back/no-counterpart', `${steps}/2`, { steps: [pull(), single, step('script'), map(), push()] }],
    [
      'manual payload',
      'back/no-counterpart',
      `${steps}/0`,
      { steps: [step('manual-input'), single, map(), push()], schedules: [] },
    ],
    [
      'split',
      'back/no-counterpart',
      `${steps}/1`,
      { steps: [pull(), step('split', { config: { path: 'orders.lines' } }), map(), push()] },
    ],
    [
      'cache',
      'back/no-counterpart',
      `${steps}/2`,
      { steps: [pull(), single, step('cache', { config: { action: 'add', key: 'last' } }), map(), push()] },
    ],
    [
      'flow variable set',
      'back/no-counterpart',
      `${steps}/2`,
      {
        steps: [
          pull(),
          single,
          step('set-variables', { config: { flow: [{ name: 'a', value: 'b' }] } }),
          map(),
          push(),
        ],
      },
    ],
    [
      'metadata set',
      'back/no-counterpart',
      `${steps}/2`,
      {
        steps: [pull(), single, step('set-variables', { config: { meta: [{ key: 'a', value: 'b' }] } }), map(), push()],
      },
    ],
    [
      'message in between',
      'back/no-counterpart',
      `${steps}/2`,
      { steps: [pull(), single, step('notify', { config: { level: 'info', template: 'now' } }), map(), push()] },
    ],
    [
      'shape that nobody knows',
      'back/no-counterpart',
      `${steps}/2`,
      { steps: [pull(), single, step('teleport'), map(), push()] },
    ],
    [
      'second push',
      'back/one-connection',
      `${steps}/4`,
      { steps: [pull(), single, map(), push(), { ...push(), name: 'Push 2' }] },
    ],
    [
      'second pull',
      'back/one-connection',
      `${steps}/1`,
      { steps: [pull(), { ...pull(), name: 'Pull 2' }, single, map(), push()] },
    ],
    ['pull behind the push', 'back/step-order', `${steps}/1`, { steps: [push(), pull()], schedules: [] }],
    ['no push', 'back/missing-connection', steps, { steps: [pull(), single, map()] }],
    ['no pull and a schedule', 'back/missing-connection', steps, { steps: [single, map(), push()] }],
    [
      'no instance',
      'back/missing-connection',
      `${steps}/0`,
      { steps: [{ ...pull(), connector: undefined }, single, map(), push()] },
    ],
    ['second map', 'back/one-map', `${steps}/3`, { steps: [pull(), single, map(), map(undefined, 'Map 2'), push()] }],
    ['map behind the push', 'back/step-order', `${steps}/3`, { steps: [pull(), single, push(), map()] }],
    [
      'filter behind the map',
      'back/step-order',
      `${steps}/3`,
      { steps: [pull(), single, map(), filter({ field: 'a', comparison: 'eq', value: '1' }), push()] },
    ],
    [
      'payloads of ten',
      'back/batch-size',
      `${steps}/1/config/size`,
      { steps: [pull(), { ...single, config: { path: 'orders', size: 10 } }, map(), push()] },
    ],
    [
      'two flow controls',
      'back/batch-size',
      `${steps}/2/config/size`,
      { steps: [pull(), single, { ...single, name: 'Again' }, map(), push()] },
    ],
    ['two schedules', 'back/one-trigger', '/flow/versions/0/schedules', { schedules: ['0 6 * * *', '0 18 * * *'] }],
    ['schedule and webhook', 'back/one-trigger', '/flow/webhooks', { webhooks: [{ name: 'Orders' }] }],
    [
      'alternative',
      'back/filter',
      `${steps}/1/filters/1/operator_logic`,
      {
        steps: [
          pull(),
          {
            ...filter({}),
            filters: [
              { field: 'orders.*.a', comparison: 'eq', value: '1' },
              { field: 'orders.*.b', comparison: 'eq', value: '1', operator_logic: 'or' },
            ],
          },
          single,
          map(),
          push(),
        ],
      },
    ],
    ...(
      [
        ['regular expression', { field: 'orders.*.a', comparison: 'regex', value: '^A' }, 'comparison'],
        [
          'what matches goes',
          { field: 'orders.*.a', comparison: 'eq', value: '1', keep_matching: false },
          'keep_matching',
        ],
        ['list in a record', { field: 'orders.*.lines.*.sku', comparison: 'eq', value: '1' }, 'field'],
        ['variable', { field: 'orders.*.a', comparison: 'eq', value: '[[meta.since]]' }, 'value'],
        [
          'variable by type',
          { field: 'orders.*.a', comparison: 'eq', value: 'since', value_type: 'variable' },
          'value',
        ],
        [
          'months',
          { field: 'orders.*.a', comparison: 'gte', value: '-2 months', value_type: 'relative_date' },
          'value',
        ],
        [
          'date that is met',
          { field: 'orders.*.a', comparison: 'eq', value: '-2 days', value_type: 'relative_date' },
          'value',
        ],
      ] as const
    ).map(([what, rule, member]): [string, string, string, Parts] => [
      `filter: ${what}`,
      'back/filter',
      `${steps}/1/filters/0/${member}`,
      { steps: [pull(), filter(rule), single, map(), push()] },
    ]),
    [
      'pool that is never filled',
      'back/ledger',
      `${steps}/1`,
      { steps: [pull(), dedupe({ behaviour: 'filter' }), single, map(), push()] },
    ],
    [
      'pool that is never read',
      'back/ledger',
      `${steps}/4`,
      { steps: [pull(), single, map(), push(), dedupe({ behaviour: 'track' })] },
    ],
    [
      'two pools',
      'back/ledger',
      `${steps}/5`,
      {
        steps: [
          pull(),
          dedupe({ behaviour: 'filter' }),
          single,
          map(),
          push(),
          dedupe({ behaviour: 'track', key: 'id' }, 'Done', 'Others'),
        ],
      },
    ],
    [
      'two de-dupes',
      'back/ledger',
      `${steps}/2`,
      {
        steps: [
          pull(),
          dedupe({ behaviour: 'filter_and_track' }),
          dedupe({ behaviour: 'filter_and_track' }, 'Again'),
          single,
          map(),
          push(),
        ],
      },
    ],
    [
      'de-dupe behind the map',
      'back/ledger',
      `${steps}/3`,
      { steps: [pull(), single, map(), dedupe({ behaviour: 'filter_and_track' }), push()] },
    ],
    [
      'key of three values',
      'back/ledger',
      `${steps}/1/config/key`,
      {
        steps: [
          pull(),
          dedupe({ behaviour: 'filter_and_track', key: ['orders.*.id', 'orders.*.a', 'orders.*.b'] }),
          single,
          map(),
          push(),
        ],
      },
    ],
    [
      'rule of two sources',
      'back/mapping',
      `${steps}/2/config/rules/0/sources`,
      { steps: [pull(), single, map([{ sources: ['a', 'b'], target: 'c' }]), push()] },
    ],
    [
      'map to XML',
      'back/mapping',
      `${steps}/2/config/target_format`,
      {
        steps: [pull(), single, { ...map(), config: { rules: [], target_format: 'xml' } }, push()],
      },
    ],
    [
      'function that nobody knows',
      'back/function',
      `${steps}/2/config/rules/0/transforms/0/function`,
      {
        steps: [pull(), single, map([{ sources: ['a'], target: 'c', transforms: [{ function: 'soundex' }] }]), push()],
      },
    ],
    [
      'lookup from right to left',
      'back/function',
      `${steps}/2/config/rules/0/transforms/0/arguments/direction`,
      {
        steps: [
          pull(),
          single,
          map([
            {
              sources: ['a'],
              target: 'c',
              transforms: [{ function: 'lookup', arguments: { lookup: 'L', direction: 'right_to_left' } }],
            },
          ]),
          push(),
        ],
      },
    ],
    [
      'variable in a function',
      'back/variable',
      `${steps}/2/config/rules/0/transforms/0/arguments/text`,
      {
        steps: [
          pull(),
          single,
          map([
            {
              sources: ['a'],
              target: 'c',
              transforms: [{ function: 'prefix', arguments: { text: '{{flow.variables.x}}' } }],
            },
          ]),
          push(),
        ],
      },
    ],
    [
      'variables of the flow',
      'back/variable',
      '/flow/versions/0/variables',
      { variables: [{ name: 'since', value: '1' }] },
    ],
    [
      'endpoint variable',
      'back/variable',
      `${steps}/0/variables/0/value`,
      {
        steps: [{ ...pull(), variables: [{ key: 'since', value: '{{flow.variables.since}}' }] }, single, map(), push()],
      },
    ],
    [
      'failures that end the run',
      'back/isolation',
      `${steps}/2/config/action`,
      {
        steps: [
          pull(),
          single,
          {
            name: 'Guard',
            microservice: 'try-catch',
            config: { action: 'failure' },
            routes: [{ name: 'Try', first_step: 'Map' }, { name: 'Catch' }],
          },
          map(),
          push(),
        ],
      },
    ],
    [
      'failures that are pushed elsewhere',
      'back/no-counterpart',
      `${steps}/5`,
      {
        steps: [
          pull(),
          single,
          {
            name: 'Guard',
            microservice: 'try-catch',
            config: {},
            routes: [
              { name: 'Try', first_step: 'Map' },
              { name: 'Catch', first_step: 'Push 2' },
            ],
          },
          map(),
          push(),
          { ...push(), name: 'Push 2' },
        ],
      },
    ],
  ])('%s: %s', (_, code, pointer, parts) => {
    const flow = flowWith(parts);
    const { bundle, flows } = flowsToServices({ flows: [flow] });
    expect(bundle).toBeUndefined();
    expect(flows.flatMap(({ findings }) => findings)).toContainEqual(expect.objectContaining({ code, pointer }));
    expect(valueAt(flow, pointer)).toBeDefined();
    for (const { help = '', message } of flows.flatMap(({ findings }) => findings))
      expect([help.length > 10, message.length > 10]).toEqual([true, true]);
  });

  it('does not stand in the way of the others', () => {
    const { bundle, flows } = flowsToServices({ flows: [flowWith({ steps: [pull(), step('route')] }), flowWith({})] });
    expect(bundle?.services.map(({ name }) => name)).toEqual(['Orders']);
    expect(flows.map(({ service }) => service !== undefined)).toEqual([false, true]);
  });

  it('two flows of one service are refused after the first', () => {
    const { bundle, flows } = flowsToServices({ flows: [flowWith({}), flowWith({})] });
    expect(bundle?.services).toHaveLength(1);
    expect(flows[1]?.findings).toMatchObject([{ code: 'back/same-service' }]);
  });
});

describe('a flow written by hand', () => {
  it('becomes a service with what it says', () => {
    const { bundle, flows } = flowsToServices({
      flows: [
        flowWith({
          steps: [
            { ...pull(), config: { timeout: 90 } },
            filter({ field: 'orders.*.status', comparison: '=', type: 'string', value: 'paid' }, 'Paid'),
            filter(
              { field: 'orders.*.updated_at', comparison: 'gte', value: '-15 minutes', value_type: 'relative_date' },
              'Window',
            ),
            dedupe({ behaviour: 'filter_and_track' }),
            single,
            map([
              {
                sources: ['number'],
                target: 'reference',
                name: 'Order',
                transforms: [{ function: 'prefix', arguments: { text: 'UK-' } }],
              },
              { target: 'channel', transforms: [{ function: 'custom string', arguments: { text: 'web' } }] },
              {
                sources: ['courier'],
                target: 'courier',
                transforms: [{ function: 'lookup', arguments: { lookup: 'Couriers', on_miss: 'fail' } }],
                when_missing: 'null',
              },
            ]),
            push(),
          ],
        }),
      ],
    });
    expect(flows[0]?.findings.map(({ code }) => code)).toEqual(['back/not-kept', 'back/empty-lookup']);
    expect(bundle).toMatchObject({
      company: { name: 'Acme' },
      systems: [{ id: 'shop', kind: 'standard', entities: [{ type: 'orders' }] }],
      connectors: [{ id: 'Shop', systemId: 'shop', environment: 'live' }],
      crossReferences: [{ id: 'Couriers', rows: [], onNoMatch: 'fail' }],
      services: [
        {
          id: 'Orders',
          active: true,
          type: 'standard',
          trigger: { kind: 'schedule', cron: '*/15 * * * *', timeZone: 'UTC' },
          source: { connectorId: 'Shop', entity: 'orders' },
          destination: { connectorId: 'Shop', entity: 'orders' },
          filters: [
            { field: 'status', operator: 'equals', type: 'string', value: 'paid' },
            { field: 'updated_at', operator: 'withinLast', value: { amount: 15, unit: 'minute' } },
          ],
          mappings: [
            {
              category: 'Order',
              source: { field: 'number' },
              destination: { field: 'reference' },
              transformation: [{ function: 'prefix', arguments: { text: 'UK-' } }],
            },
            { source: { constant: 'web' }, destination: { field: 'channel' } },
            {
              source: { field: 'courier' },
              whenMissing: 'null',
              transformation: [{ function: 'lookup', crossReferenceId: 'Couriers' }],
            },
          ],
          dedupe: { identity: 'sourceId', idField: 'id' },
          alerts: { active: false, notificationGroupIds: [] },
        },
      ],
    });
  });

  it.each<[string, Parts, object]>([
    [
      'a webhook',
      { steps: [map(), push()], schedules: [], webhooks: [{ name: 'Orders' }] },
      { trigger: { kind: 'webhook' } },
    ],
    ['the API', { steps: [map(), push()], schedules: [] }, { trigger: { kind: 'inboundApi', vanityPath: 'orders' } }],
    [
      'a trigger step',
      {
        steps: [
          { name: 'Trigger', type: 'trigger', config: { cron_expression: '0 6 * * *' } },
          pull(),
          single,
          map(),
          push(),
        ],
        schedules: [],
      },
      { trigger: { kind: 'schedule', cron: '0 6 * * *' } },
    ],
    ['nobody', { schedules: [] }, { mappings: [{ destination: { field: 'reference' } }] }],
  ])('is started by %s', (_, parts, service) => {
    const { bundle } = flowsToServices({ flows: [flowWith(parts)] });
    expect(bundle?.services).toMatchObject([service]);
  });

  it('without a flow control is said to push single records from now on', () => {
    const rules = [{ sources: ['orders.*.number'], target: '*.reference' }];
    const { bundle, flows } = flowsToServices({ flows: [flowWith({ steps: [pull(), map(rules), push()] })] });
    expect(flows[0]?.findings).toMatchObject([{ code: 'back/single-records' }]);
    expect(bundle?.services[0]?.mappings).toEqual([
      { source: { field: 'number' }, destination: { field: 'reference' } },
    ]);
  });
});
