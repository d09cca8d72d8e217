import { describe, expect, it } from 'vitest';
import type { FlowFile, FlowStep } from '../../src/flow/model.ts';
import { bundleOf, order } from '../support/acme.ts';
import { convertOne, filteredBundle, stepIn, verify, verifyFlow, withoutStep } from '../support/verify.ts';

const bundle = filteredBundle();
const isSend = ({ endpoint }: FlowStep): boolean => endpoint?.direction === 'Send';
const isReceive = ({ endpoint }: FlowStep): boolean => endpoint?.direction === 'Receive';
const isMap = ({ microservice }: FlowStep): boolean => microservice === 'map';
const isFilter = ({ microservice }: FlowStep): boolean => microservice === 'filter';
const isReport = ({ microservice }: FlowStep): boolean => microservice === 'track';
const dedupes =
  (behaviour: string) =>
  ({ config }: FlowStep): boolean =>
    config?.['behaviour'] === behaviour;

function rulesOf(flow: FlowFile): { target: string; transforms?: { arguments?: Record<string, unknown> }[] }[] {
  return stepIn(flow, isMap).config?.['rules'] as ReturnType<typeof rulesOf>; // the converter has just written them
}

describe('a flow as converted', () => {
  it('is equal to its service in every scenario', async () => {
    const verdict = await verify(bundle);
    expect(verdict).toMatchObject({ verified: true, equal: true, differences: [], now: '2026-03-01T09:56:00.000Z' });
    if (!verdict.verified) return;
    const [values, ...others] = verdict.scenarios.toSorted(
      (a, b) => Number(b.name === 'values') - Number(a.name === 'values'),
    );
    expect(values).toMatchObject({ name: 'values', runs: 2, equal: true });
    expect(others.map(({ name, runs, pushed, failed }) => [name, runs, pushed, failed])).toEqual([
      ['plain', 1, 3, 0],
      ['overlap', 3, 3, 0],
      ['repeated', 2, 3, 0],
      ['poison', 2, 3, 2],
      ['outage', 2, 3, 1],
      ['downtime', 3, 3, 0],
    ]);
    expect(verdict.hashes.service).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('gives the same result every time', async () => {
    expect(await verify(bundle)).toEqual(await verify(bundle));
  });

  it.each([
    [
      'stock by content',
      {
        dedupe: { identity: 'contentHash', idField: 'id' },
        mappings: [{ source: { field: 'name' }, destination: { field: 'number' } }],
      },
    ],
    [
      'changes by their date',
      { dedupe: { identity: 'sourceId+modified', idField: 'id', modifiedField: 'updated_at' } },
    ],
    ['no ledger', { dedupe: { identity: 'none' } }],
  ])('is equal for %s', async (_, service) => {
    expect(await verify(filteredBundle(service))).toMatchObject({ equal: true, differences: [] });
  });

  it('is equal for an inbound service, one run for each payload', async () => {
    const inbound = bundleOf({ trigger: { kind: 'inboundApi', vanityPath: 'orders' } });
    const samples = { records: new Map(), inbound: new Map([['1001', [order(1), order(2), order(3)]]]) };
    const verdict = await verify(inbound, { samples });
    expect(verdict).toMatchObject({
      equal: true,
      scenarios: [{ name: 'plain', runs: 3, pushed: 3 }, {}, {}, { name: 'repeated' }, {}, {}, {}],
    });
  });

  it('is verified on made-up records where there are no samples, and says so', async () => {
    const verdict = await verify(bundle, {
      samples: { records: new Map(), inbound: new Map() },
      connectors: new Map(),
    });
    expect(verdict).toMatchObject({ equal: true, samples: 'generated' });
    expect(verdict.verified && verdict.caveats.join('\n')).toMatch(/made-up records.*\n.*plain one was made up/u);
    // A seventh is stopped by a filter.
    expect(verdict.verified && verdict.scenarios[0]).toMatchObject({ pushed: 6 });
  });
});

describe('a flow with a change', () => {
  interface Change {
    readonly name: string;
    readonly edit: (flow: FlowFile) => void;
    /** The step as converted whose rule has to be named. */
    readonly blames: (step: FlowStep) => boolean;
    readonly finds: object;
    readonly from: string;
  }

  const changes: readonly Change[] = [
    {
      name: 'another mapping target',
      edit: (flow) => Object.assign(rulesOf(flow)[0] ?? {}, { target: 'nummer' }),
      blames: isMap,
      finds: { what: 'request', in: 'body', pointer: '/nummer', flow: 'UK-#1', record: '1', reference: '#1' },
      from: '/services/0/mappings/0',
    },
    {
      name: 'another transform argument',
      edit: (flow) => Object.assign(rulesOf(flow)[0]?.transforms?.[0] ?? {}, { arguments: { text: 'GB-' } }),
      blames: isMap,
      finds: { what: 'request', in: 'body', pointer: '/number', service: 'UK-#1', flow: 'GB-#1' },
      from: '/services/0/mappings/0',
    },
    {
      name: 'another target inside a list',
      edit: (flow) => Object.assign(rulesOf(flow)[1] ?? {}, { target: 'items.*.sku' }),
      blames: isMap,
      finds: { what: 'request', in: 'body', pointer: '/items/0/code', service: 'A' },
      from: '/services/0/mappings/1',
    },
    {
      name: 'a filter dropped',
      edit: (flow) => withoutStep(flow, stepIn(flow, isFilter)),
      blames: isFilter,
      finds: {
        what: 'request',
        in: 'whole',
        flow: 'POST shop (Store) /sales',
        record: '2',
        cause: { edit: 'missing' },
      },
      from: '/services/0/filters/1',
    },
    {
      name: 'a wider window',
      edit: (flow) => Object.assign(stepIn(flow, isReceive).filters?.[0] ?? {}, { value: '-25 minutes' }),
      blames: isReceive,
      finds: { what: 'request', in: 'query', pointer: '/since', service: '2026-03-01T09:41:00+00:00' },
      from: '/services/0/filters/0',
    },
    {
      name: 'a wrong pool key',
      edit(flow) {
        Object.assign(stepIn(flow, dedupes('filter')).config ?? {}, { key: 'orders.*.name' });
        Object.assign(stepIn(flow, dedupes('track')).config ?? {}, { key: 'name' });
      },
      blames: dedupes('track'),
      finds: { what: 'ledger', service: ['1', '3', '4'], flow: ['#1', '#3', '#4'] },
      from: '/services/0/dedupe',
    },
    {
      name: 'another endpoint',
      edit: (flow) => Object.assign(stepIn(flow, isSend).endpoint ?? {}, { name: 'Update customer' }),
      blames: isSend,
      finds: { what: 'request', in: 'whole', service: 'POST shop (Store) /sales', flow: 'PUT shop (Store) /customers' },
      from: '/services/0/destination',
    },
    {
      name: 'the step gone that remembers what is done',
      edit: (flow) => withoutStep(flow, stepIn(flow, dedupes('track'))),
      blames: dedupes('track'),
      finds: { what: 'ledger', service: ['1', '3', '4'], cause: { edit: 'missing' } },
      from: '/services/0/dedupe',
    },
    {
      name: 'the report gone',
      edit: (flow) => withoutStep(flow, stepIn(flow, isReport)),
      blames: isReport,
      finds: { what: 'report', record: '1', service: '#1' },
      from: '/services/0/dedupe',
    },
    {
      name: 'retries of the push',
      edit: (flow) => Object.assign(stepIn(flow, isSend).config ?? {}, { retries: 2 }),
      blames: isSend,
      finds: { what: 'request', scenario: 'outage', run: 1, in: 'whole', flow: 'POST shop (Store) /sales' },
      from: '/services/0/destination',
    },
  ];

  it.each(changes)('is caught: $name', async ({ edit, blames, finds, from }) => {
    const original = convertOne(bundle);
    const flow = structuredClone(original);
    edit(flow);
    const verdict = await verifyFlow(bundle, flow);
    expect(verdict.equal).toBe(false);
    const found = verdict.differences.find((one) => contains(one, finds));
    expect(found, JSON.stringify(verdict.differences, null, 2)).toBeDefined();
    expect(found?.cause.rule).toBe(stepIn(original, blames)['x-repatch']?.rule);
    expect(found?.cause.from).toContain(from);
    expect(found?.message).toMatch(/\.$/u);
  });

  it('tells one change once, however many records it touches', async () => {
    const flow = convertOne(bundle);
    Object.assign(rulesOf(flow)[0]?.transforms?.[0] ?? {}, { arguments: { text: 'GB-' } });
    const { differences } = await verifyFlow(bundle, flow);
    expect(differences.map(({ what, pointer }) => [what, pointer])).toEqual([
      ['request', '/number'],
      ['state', '/number'],
    ]);
    expect(differences[0]?.occurrences).toBeGreaterThan(10);
  });

  it('names the decisions that shaped the step', async () => {
    const flow = convertOne(bundle);
    const map = stepIn(flow, isMap);
    Object.assign(rulesOf(flow)[2] ?? {}, { target: 'carrier' });
    Object.assign(map, { 'x-repatch': { ...map['x-repatch'], decisions: ['1001/lookup/x1'] } });
    const { differences } = await verifyFlow(bundle, flow);
    expect(differences[0]?.cause.decisions).toEqual(['1001/lookup/x1']);
  });

  it('calls another definition in the flow what it is: another request', async () => {
    const flow = convertOne(bundle);
    const endpoints = flow.systems[0]?.system.endpoints ?? [];
    Object.assign(endpoints.find(({ name }) => name === 'Create order') ?? {}, {
      url: 'https://api.example.com/v2/sales',
    });
    const { differences } = await verifyFlow(bundle, flow);
    expect(differences[0]).toMatchObject({ service: 'POST shop (Store) /sales', flow: 'POST shop (Store) /v2/sales' });
  });
});

describe('what cannot be verified', () => {
  it.each([
    ['a payload script in another language', { payloadScript: { scriptId: 's1', position: 'unknown' } }, /language/u],
    [
      'an entity that no endpoint takes',
      { destination: { connectorId: 'c1', entity: 'nothing' } },
      /No Send endpoint/u,
    ],
    [
      'filters that let nothing through',
      {
        filters: [
          { field: 'status', operator: 'equals', value: 'lost' },
          { field: 'status', operator: 'equals', value: 'found' },
        ],
      },
      /No sample record/u,
    ],
  ])('is not called equal: %s', async (_, service, reason) => {
    const script = { id: 's1', name: 'Tidy', level: 'payload', language: 'perl', code: '1;' } as const;
    const verdict = await verify({ ...filteredBundle(service), scripts: [script] });
    expect(verdict).toMatchObject({ verified: false, reason: expect.stringMatching(reason) as unknown });
  });

  it.each([{ status: 'paid', lines: 'none' }, { status: 'paid' }])(
    'tries a record as often as the flow does, and says that the service would give up: %j',
    async (more) => {
      const failing = [...Array(3).keys()].map((id) => order(id, id === 1 ? more : { status: 'paid' }));
      const limited = filteredBundle({ source: { connectorId: 'c1', entity: 'orders', maximumAttempts: 1 } });
      const samples = { records: new Map([['shop', new Map([['orders', failing]])]]), inbound: new Map() };
      const verdict = await verify(limited, { samples });
      expect(verdict).toMatchObject({ verified: true, equal: true });
      expect(verdict.verified && verdict.caveats[0]).toMatch(
        /^The service stops after 1 push of one record; the flow/u,
      );
    },
  );

  it('is compared where no record fails, when the flow stops at a failure as was decided', async () => {
    const failing = [...Array(3).keys()].map((id) =>
      order(id, { status: 'paid', ...(id === 1 ? { lines: 'none' } : {}) }),
    );
    const verdict = await verify(bundle, {
      samples: { records: new Map([['shop', new Map([['orders', failing]])]]), inbound: new Map() },
      decisions: {
        format: 'repatch-decisions',
        formatVersion: 1,
        decisions: [{ id: '1001/error-isolation', answer: 'stop' }],
      },
    });
    expect(verdict).toMatchObject({ verified: true, equal: true, scenarios: [{ name: 'values' }] });
  });

  it('tells that a record is not sent where another of its id on the page was stopped by a filter on a list', async () => {
    const listed = filteredBundle({
      filters: [{ field: 'lines.*.qty', type: 'number', operator: 'greaterThan', value: 5 }],
      mappings: [{ source: { field: 'name' }, destination: { field: 'name' } }],
    });
    const records = [
      order(1, { lines: [{ qty: 1 }] }),
      order(1, { lines: [{ qty: 9 }] }),
      order(2, { lines: [{ qty: 9 }] }),
    ];
    const samples = { records: new Map([['shop', new Map([['orders', records]])]]), inbound: new Map() };
    const verdict = await verify(listed, { samples });
    expect(verdict).toMatchObject({ verified: true, equal: false });
    expect(verdict).toMatchObject({
      caveats: expect.arrayContaining([
        expect.stringContaining('a filter on a field inside a list stops it'),
      ]) as string[],
    });
  });
});

function contains(value: unknown, part: object): boolean {
  try {
    expect(value).toMatchObject(part);
    return true;
  } catch {
    return false;
  }
}
