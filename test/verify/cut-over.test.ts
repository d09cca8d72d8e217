import { describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import type { DecisionsFile } from '../../src/legacy/decisions.ts';
import { bundleOf, shop } from '../support/acme.ts';
import { filteredBundle, stepIn, verify, withoutStep } from '../support/verify.ts';

const decisions = (answers: Readonly<Record<string, string>>): DecisionsFile => ({
  format: 'repatch-decisions',
  formatVersion: 1,
  decisions: Object.entries(answers).map(([kind, answer]) => ({ id: `1001/${kind}`, answer })),
});

const atCutOver = decisions({
  'dedupe-state': 'cut-over-date:2026-04-01T06:00:00Z',
  'cut-over-field': 'field:created_at',
});

function convert(bundle: ServiceBundle, file: DecisionsFile): FlowFile {
  const [converted] = convertBundle({ bundle, connectors: new Map([['shop', shop]]), decisions: file }).flows;
  if (converted === undefined) throw new Error('nothing was converted');
  return structuredClone(converted.flow);
}

const isCutOver = ({ name }: { readonly name: string }): boolean => name === 'Since cut-over';

describe('the filter of a cut-over', () => {
  const bundle = filteredBundle();

  it('leaves out what is older than the date, and nothing that has none', () => {
    const { filters } = stepIn(convert(bundle, atCutOver), isCutOver);
    expect(filters).toMatchObject([
      { field: 'orders.*.created_at', comparison: 'lt', value: '2026-04-01T06:00:00Z', keep_matching: false },
    ]);
  });

  it('is not there for another answer, nor before the field is known', () => {
    for (const one of [
      decisions({ 'dedupe-state': 'empty' }),
      decisions({ 'dedupe-state': 'cut-over-date:2026-04-01' }),
    ])
      expect(convert(bundleOf(), one).flow.versions[0]?.steps.filter(isCutOver)).toEqual([]);
  });

  it.each([
    ['pulled', bundle],
    ['that arrive', bundleOf({ trigger: { kind: 'webhook' } })],
  ])('is verified at the cut-over, for records %s', async (_, own) => {
    const verdict = await verify(own, { decisions: atCutOver });
    expect(verdict).toMatchObject({
      verified: true,
      equal: true,
      allowed: [{ decision: '1001/dedupe-state', answer: 'cut-over-date:2026-04-01T06:00:00Z' }],
    });
    if (!verdict.verified) return;
    const scenario = verdict.scenarios.find(({ name }) => name === 'cut-over');
    expect(scenario?.pushed).toBeGreaterThan(2);
  });

  it.each<[string, (flow: FlowFile) => void]>([
    ['gone', (flow) => withoutStep(flow, stepIn(flow, isCutOver))],
    ['a second later', (flow) => void (stepIn(flow, isCutOver).filters![0]!.value = '2026-04-01T06:00:01Z')], // the step has a rule
    ['one that keeps what is older', (flow) => void (stepIn(flow, isCutOver).filters![0]!.keep_matching = true)], // as above
    [
      'one that takes the date itself as well',
      (flow) => void (stepIn(flow, isCutOver).filters![0]!.comparison = 'lte'),
    ], // as above
  ])('is missed when it is %s', async (_, edit) => {
    const flow = convert(bundle, atCutOver);
    edit(flow);
    const verdict = await verify(bundle, { decisions: atCutOver, flows: new Map([['1001', { flow }]]) });
    expect(verdict).toMatchObject({ verified: true, equal: false });
  });
});

describe('a pool that is filled from a list', () => {
  const seeded = decisions({ 'dedupe-state': 'seed:ledger.csv' });

  it.each([
    ['an id', {}],
    [
      'id and modified field',
      { dedupe: { identity: 'sourceId+modified', idField: 'id', modifiedField: 'updated_at' } },
    ],
    ['the content', { dedupe: { identity: 'contentHash', idField: 'id' } }],
  ])('lets nothing through that the service has pushed, with a key of %s', async (_, members) => {
    const verdict = await verify(filteredBundle(members), { decisions: seeded });
    expect(verdict).toMatchObject({
      verified: true,
      equal: true,
      allowed: [{ decision: '1001/dedupe-state', answer: 'seed:ledger.csv' }],
    });
    if (!verdict.verified) return;
    const scenario = verdict.scenarios.find(({ name }) => name === 'seeded');
    expect(scenario).toMatchObject({ equal: true, pushed: 0 });
    expect(scenario?.records).toBeGreaterThan(0);
  });

  it('is missed when the flow looks into another pool', async () => {
    const flow = convert(filteredBundle(), seeded);
    for (const step of flow.flow.versions[0]?.steps ?? [])
      if (step.data_pool !== undefined) step.data_pool.name = 'Other';
    const verdict = await verify(filteredBundle(), { decisions: seeded, flows: new Map([['1001', { flow }]]) });
    if (!verdict.verified) throw new Error(verdict.reason);
    expect(verdict.scenarios.find(({ name }) => name === 'seeded')).toMatchObject({ equal: false });
  });
});

describe('the field that says which record it is', () => {
  const inbound = bundleOf({
    trigger: { kind: 'webhook' },
    dedupe: undefined,
    mappings: [{ source: { field: 'no' }, destination: { field: 'number' } }],
  });
  const payloads = [{ no: 'A', n: 1 }, { no: 'B', n: 2 }, { no: 'A', n: 3 }, [{ no: 'C' }, { no: 'B' }]];
  const samples = { records: new Map(), inbound: new Map([['1001', payloads]]) };

  it('is a question with the fields that were seen, without a recommendation where nothing shows an id', () => {
    const { openQuestions, findings } = convertBundle({ bundle: inbound, connectors: new Map([['shop', shop]]) });
    const question = openQuestions.find(({ id }) => id === '1001/key-field');
    expect(question?.options.map(({ value }) => value)).toEqual(['field:no', 'field:<path>']);
    expect(question).not.toHaveProperty('recommended');
    expect(findings.map(({ code }) => code)).toContain('convert/unknown-key');
  });

  it('is recommended where a mapping reads an id', () => {
    const seen = bundleOf({
      dedupe: undefined,
      mappings: [{ source: { field: 'id' }, destination: { field: 'number' } }],
    });
    const { openQuestions } = convertBundle({ bundle: seen, connectors: new Map([['shop', shop]]) });
    expect(openQuestions.find(({ id }) => id === '1001/key-field')).toMatchObject({ recommended: 'field:id' });
  });

  it.each(['field:no', 'field:order.no'])('is what was answered: %s', async (answer) => {
    const field = answer.slice('field:'.length);
    const own = field === 'no' ? payloads : payloads.map((one) => [one].flat().map((order) => ({ order, no: 'x' })));
    const file = decisions({ 'key-field': answer });
    const flow = convert(inbound, file);
    expect(stepIn(flow, ({ name }) => name === 'New records only').config).toMatchObject({ key: field });
    const given = { decisions: file, samples: { ...samples, inbound: new Map([['1001', own]]) } };
    const verdict = await verify(inbound, given);
    expect(verdict).toMatchObject({ verified: true, equal: true, differences: [] });
    if (!verdict.verified) return;
    // A and B are pushed once each, C as well.
    expect(verdict.scenarios[0]).toMatchObject({ records: 5, pushed: 3 });
    const other = convert(inbound, decisions({ 'key-field': 'field:n' }));
    const against = await verify(inbound, { ...given, flows: new Map([['1001', { flow: other }]]) });
    expect(against).toMatchObject({ equal: false });
  });

  it('is missed where samples do not have it', async () => {
    const verdict = await verify(inbound, { samples, profile: resolveProfile() });
    expect(verdict).toMatchObject({
      caveats: expect.arrayContaining([expect.stringContaining('No sample has the field "id"')]) as unknown,
    });
  });
});
