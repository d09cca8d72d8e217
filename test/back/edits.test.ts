import { describe, expect, it } from 'vitest';
import { flowsToServices } from '../../src/convert/back/flows-to-services.ts';
import type { FlowFile, FlowStep } from '../../src/flow/model.ts';
import type { CrossReference, Service, ServiceBundle } from '../../src/legacy/bundle.ts';
import { asFile, convertThere } from '../support/way-back.ts';

const bundle: ServiceBundle = {
  format: 'patchworks-legacy-services',
  formatVersion: 1,
  company: { name: 'Acme' },
  companyGroups: [{ id: 'g', name: 'Acme UK' }],
  systems: [
    {
      id: 'shop',
      name: 'Shop',
      kind: 'standard',
      entities: [{ type: 'orders', name: 'Orders', fields: [{ name: 'Order number', path: 'number' }] }],
    },
  ],
  connectors: [{ id: 'c', name: 'UK store', systemId: 'shop', companyGroupId: 'g', environment: 'live' }],
  services: [
    {
      id: '1001',
      name: 'Orders',
      companyGroupId: 'g',
      type: 'standard',
      active: true,
      trigger: { kind: 'schedule', cron: '*/10 * * * *', preset: 'every 10 minutes' },
      source: { connectorId: 'c', entity: 'orders', maximumAttempts: 4 },
      destination: { connectorId: 'c', entity: 'orders' },
      filters: [
        { field: 'status', type: 'string', operator: 'equals', operatorLabel: 'is', value: 'paid' },
        { field: 'total', operator: 'greaterThan', value: 10 },
      ],
      mappings: [
        { category: 'Order', source: { field: 'Order number' }, destination: { field: 'reference' }, required: true },
        {
          source: { field: 'courier' },
          destination: { field: 'courier' },
          transformation: [{ function: 'lookup', crossReferenceId: 'x' }],
          whenMissing: 'unspecified',
        },
        { source: { field: 'note' }, destination: { field: 'note' }, transformation: [{ function: 'trim' }] },
      ],
      alerts: { active: false, notificationGroupIds: [] },
      notes: [{ text: 'Asked for by Kim.', author: 'Kim' }],
    },
  ],
  crossReferences: [
    { id: 'x', name: 'Couriers', scope: 'company', rows: [{ match: 'exact', value: 'Next day', output: 'DPD' }] },
  ],
  scripts: [],
};

type Writable<Value> = { -readonly [Key in keyof Value]: Writable<Value[Key]> };

/** What comes back when the flow was changed by hand. */
function backWith(
  edit: (flow: Writable<FlowFile>, step: (name: string) => Writable<FlowStep>) => void,
  given = bundle,
) {
  const { flows, residue } = convertThere({ bundle: given, connectors: new Map() });
  const [flow] = flows;
  if (flow === undefined) throw new Error('the service becomes a flow');
  const edited = asFile(flow) as Writable<FlowFile>; // a copy of its own
  const step = (name: string): Writable<FlowStep> => {
    const found = edited.flow.versions[0]?.steps.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no step "${name}"`);
    return found;
  };
  edit(edited, step);
  const { bundle: back, flows: outcomes } = flowsToServices({ flows: [edited], residue });
  return { back, service: back?.services[0], findings: outcomes.flatMap(({ findings }) => findings) };
}

const before = bundle.services[0] as Service; // there is one
interface Rules {
  rules: Record<string, unknown>[];
}
const rulesOf = (step: FlowStep): Rules['rules'] => (step.config as unknown as Rules).rules; // a map written by the converter

describe('a converted flow that was changed by hand', () => {
  it('changes the service in that place and in no other', () => {
    const { service, findings } = backWith((_, step) => {
      const [rule] = step('Filter').filters ?? [];
      if (rule !== undefined) rule.value = 'shipped';
    });
    const [first, second] = before.filters;
    expect(service).toEqual({ ...before, filters: [{ ...first, value: 'shipped' }, second] });
    expect(findings).toEqual([]);
  });

  it('has the schedule of the flow', () => {
    const { service } = backWith((flow) => {
      const [version] = flow.flow.versions;
      if (version !== undefined) version.schedules = [{ cron_string: '0 6 * * *' }];
    });
    expect(service).toEqual({ ...before, trigger: { ...before.trigger, cron: '0 6 * * *' } });
  });

  it('has its new, moved and deleted mapping rows, and what the residue knows of the others', () => {
    const { service } = backWith((_, step) => {
      const rules = rulesOf(step('Map'));
      rules.unshift({ sources: ['currency'], target: 'currency' });
      rules.pop();
    });
    expect(service).toEqual({
      ...before,
      mappings: [
        { source: { field: 'currency' }, destination: { field: 'currency' } },
        before.mappings[0],
        before.mappings[1],
      ],
    });
  });

  it('has its policy where the service had none, and says that the residue said otherwise', () => {
    const { service, findings } = backWith((_, step) => {
      const [rule] = rulesOf(step('Map'));
      if (rule !== undefined) rule['when_missing'] = 'fail';
    });
    expect(service?.mappings[0]).toEqual({ ...before.mappings[0], whenMissing: 'fail' });
    expect(findings).toMatchObject([{ code: 'back/flow-wins' }]);
  });

  it('has its function, its key and its name', () => {
    const { service } = backWith((flow, step) => {
      flow.flow.name = 'Orders, all of them';
      rulesOf(step('Map'))[2]!['transforms'] = [{ function: 'uppercase' }]; // there are three
      for (const name of ['New records only', 'Remember as done'])
        (step(name).config as Record<string, unknown>)['key'] = name === 'Remember as done' ? 'uuid' : '*.uuid'; // an object
    });
    expect(service).toMatchObject({ name: 'Orders, all of them', dedupe: { identity: 'sourceId', idField: 'uuid' } });
    expect(service?.mappings[2]?.transformation).toEqual([{ function: 'uppercase' }]);
  });

  it('has the rows of its lookups', () => {
    const { back, service } = backWith((flow) => {
      flow['x-repatch']?.lookups?.[0]?.rows.push({ left_value: 'Standard', right_value: 'RM' });
    });
    expect(service).toEqual(before);
    expect(back?.crossReferences[0]?.rows).toEqual([
      { match: 'exact', value: 'Next day', output: 'DPD' },
      { match: 'exact', value: 'Standard', output: 'RM' },
    ]);
  });

  it('changes the rows of its field only, where a table has those of several', () => {
    const rows: CrossReference['rows'] = [
      { field: 'courier', match: 'exact', value: 'Next day', output: 'DPD' },
      { field: 'payment', match: 'exact', value: 'card', output: 'CC' },
      { field: 'courier', match: 'exact', value: 'Standard', output: 'RM' },
    ];
    const several = { ...bundle, crossReferences: bundle.crossReferences.map((table) => ({ ...table, rows })) };
    const { back } = backWith((flow) => {
      const own = flow['x-repatch']?.lookups?.[0]?.rows ?? [];
      if (own[1] !== undefined) own[1].right_value = 'RM48';
      own.push({ left_value: 'Slow', right_value: 'RM' });
    }, several);
    expect(back?.crossReferences).toEqual([
      {
        ...bundle.crossReferences[0],
        rows: [
          rows[0],
          rows[1],
          { ...rows[2], output: 'RM48' },
          { field: 'courier', match: 'exact', value: 'Slow', output: 'RM' },
        ],
      },
    ]);
  });

  it('keeps the service as it was where a setting was changed that no service has, and says so', () => {
    const { service, findings } = backWith((_, step) => {
      (step('Track').config as Record<string, unknown>)['direction'] = 'receive'; // an object
    });
    expect(service).toEqual(before);
    expect(findings).toMatchObject([
      { code: 'back/changed-step', message: expect.stringContaining('"Track"') as string },
    ]);
  });

  it('is not blamed for having been deployed and enabled', () => {
    const { service, findings } = backWith((flow) => {
      flow.flow.is_enabled = true;
      const [version] = flow.flow.versions;
      if (version !== undefined) version.is_deployed = true;
    });
    expect([service, findings]).toEqual([before, []]);
  });

  it('is refused for what was added and no service can say', () => {
    const { service, findings } = backWith((flow) => {
      flow.flow.versions[0]?.steps.push({ name: 'Answer', microservice: 'callback', config: {} });
    });
    expect(service).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'back/no-counterpart' }]);
  });

  it('comes back from the platform, which keeps nothing of the toolkit but the description', () => {
    const { back, findings } = backWith((flow) => {
      delete flow['x-repatch'];
      for (const step of flow.flow.versions[0]?.steps ?? []) {
        delete step['x-repatch'];
        delete step.position;
      }
    });
    expect(asFile(back)).toEqual(bundle);
    expect(findings).toEqual([]);
  });

  it('says that its residue is missing', () => {
    const { flows } = convertThere({ bundle, connectors: new Map() });
    const { flows: outcomes, bundle: back } = flowsToServices({ flows });
    expect(outcomes[0]?.findings).toMatchObject([{ code: 'back/no-residue' }]);
    expect(back?.services[0]).toMatchObject({ id: '1001', filters: [{ field: 'status' }, { field: 'total' }] });
  });
});
