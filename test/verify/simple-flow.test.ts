import { describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { convertBundle, type ConvertInput, type ConvertResult } from '../../src/convert/convert.ts';
import { flowsToServices } from '../../src/convert/back/flows-to-services.ts';
import { residueOf } from '../../src/convert/back/residue-of.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import type { DecisionsFile } from '../../src/legacy/decisions.ts';
import { bundleOf, shop } from '../support/acme.ts';
import { filteredBundle, stepIn, verify, withoutStep } from '../support/verify.ts';

const mapping = (field: string, target: string, more: object = {}): object => ({
  source: { field },
  destination: { field: target },
  ...more,
});
const mappings = [mapping('id', 'order.external'), mapping('name', 'number'), mapping('courier', 'courier')];
const dedupe = { identity: 'sourceId', idField: 'id', referenceField: 'name' };
const bundle = filteredBundle({ mappings, dedupe });

const convert = (own: ServiceBundle, more: Partial<ConvertInput> = {}): ConvertResult =>
  convertBundle({ bundle: own, connectors: new Map([['shop', shop]]), ...more });

const short: { readonly decisions: DecisionsFile } = {
  decisions: {
    format: 'repatch-decisions',
    formatVersion: 1,
    decisions: [{ id: '*/flow-form', answer: 'pushed-record' }],
  },
};

function flowOf(own: ServiceBundle, more: Partial<ConvertInput> = short): FlowFile {
  const [converted] = convert(own, more).flows;
  if (converted === undefined) throw new Error('nothing was converted');
  return structuredClone(converted.flow);
}

const namesOf = ({ flow }: FlowFile): readonly string[] => (flow.versions[0]?.steps ?? []).map(({ name }) => name);
const asksForm = (own: ServiceBundle): boolean => convert(own).open.includes('1001/flow-form');

describe('the simple flow', () => {
  it('is pull, filter, new records, single records, and in one try/catch map, push, remember and track', () => {
    const flow = flowOf(bundle);
    expect(namesOf(flow)).toEqual([
      'Pull',
      'Filter',
      'New records only',
      'Single records',
      'Each record',
      'Map',
      'Push',
      'Remember as done',
      'Track',
      'Report failure',
    ]);
    expect(stepIn(flow, ({ name }) => name === 'Remember as done').config).toMatchObject({ key: 'order.external' });
    expect(stepIn(flow, ({ name }) => name === 'Push')['x-repatch']).toMatchObject({
      idempotency_key: '[[payload.order.external]]',
    });
    expect(flow['x-repatch']?.profile).toEqual({ 'connector.sendOutput': 'original' });
  });

  it('is a question with the operations of both forms, and recommended where the platform is known to hand on what was sent', () => {
    const [question] = convert(bundle).openQuestions.filter(({ id }) => id === '1001/flow-form');
    expect(question).toMatchObject({ recommended: 'kept-record' });
    expect(question?.options.map(({ effect }) => /^.*?pages of 50/u.exec(effect)?.[0])).toEqual([
      'Metadata and a cache keep the record: 13 steps, 8,080 operations for 1,000 records in pages of 50',
      'The pushed record has "order.external" and "number": 10 steps, 5,080 operations for 1,000 records in pages of 50',
    ]);
    const profile = resolveProfile({ 'connector.sendOutput': 'original' });
    expect(namesOf(flowOf(bundle, { profile }))).not.toContain('Keep record');
    expect(namesOf(flowOf(bundle, {}))).toContain('Keep record');
  });

  it.each<[string, object]>([
    ['the id is not mapped', { mappings: [mapping('name', 'number')] }],
    [
      'a function changes the id',
      { mappings: [mapping('id', 'no', { transformation: [{ function: 'uppercase' }] }), mapping('name', 'number')] },
    ],
    [
      'a default stands in for the id',
      { mappings: [mapping('id', 'no', { whenMissing: { default: 'x' } }), mapping('name', 'number')] },
    ],
    ['another row writes to the same field', { mappings: [...mappings, mapping('courier', 'order.external')] }],
    ['another row writes into the same object', { mappings: [...mappings, mapping('courier', 'order')] }],
    ['the reference is not mapped', { mappings: [mapping('id', 'no')] }],
    [
      'the key has a field that is not mapped',
      { dedupe: { ...dedupe, identity: 'sourceId+modified', modifiedField: 'updated_at' } },
    ],
    ['nothing is remembered', { dedupe: { ...dedupe, identity: 'none' } }],
  ])('is not asked about where %s', (_, members) => {
    expect(asksForm(filteredBundle({ mappings, dedupe, ...members }))).toBe(false);
  });

  it.each<[string, ServiceBundle]>([
    ['pulled records', bundle],
    ['records that arrive', bundleOf({ trigger: { kind: 'webhook' }, mappings, dedupe })],
    ['records that are pushed as they are', filteredBundle({ mappings: [], dedupe })],
    [
      'a key of two fields',
      filteredBundle({
        mappings: [...mappings, mapping('updated_at', 'changed')],
        dedupe: { ...dedupe, identity: 'sourceId+modified', modifiedField: 'updated_at' },
      }),
    ],
  ])('does the same as the service for %s, and says what it rests on', async (_, own) => {
    expect(await verify(own, short)).toMatchObject({
      verified: true,
      equal: true,
      differences: [],
      allowed: [{ decision: '1001/flow-form', answer: 'pushed-record' }],
      profile: { 'connector.sendOutput': 'original' },
    });
  });

  it.each<[string, (flow: FlowFile) => void]>([
    ['the answer takes the place of the record', (flow) => void delete flow['x-repatch']?.profile],
    [
      'another field is remembered',
      (flow) => void (stepIn(flow, ({ name }) => name === 'Remember as done').config!['key'] = 'courier'),
    ], // the step has a config
    [
      'nothing is remembered',
      (flow) =>
        withoutStep(
          flow,
          stepIn(flow, ({ name }) => name === 'Remember as done'),
        ),
    ],
    [
      'it is remembered before the push',
      ({ flow }) => {
        const steps = flow.versions[0]!.steps; // as above
        const [push, remember] = [
          steps.findIndex(({ name }) => name === 'Push'),
          steps.findIndex(({ name }) => name === 'Remember as done'),
        ];
        [steps[push], steps[remember]] = [steps[remember]!, steps[push]!]; // both are there
      },
    ],
  ])('differs when %s', async (_, edit) => {
    const flow = flowOf(bundle);
    edit(flow);
    expect(await verify(bundle, { ...short, flows: new Map([['1001', { flow }]]) })).toMatchObject({
      verified: true,
      equal: false,
    });
  });

  it('comes back as the service that it was', () => {
    for (const own of [bundle, bundleOf({ trigger: { kind: 'webhook' }, mappings, dedupe })]) {
      const { flows } = convert(own, short);
      const residue = residueOf(own, flows);
      const back = flowsToServices({ flows: flows.map(({ flow }) => flow), residue });
      expect(back.flows.flatMap(({ findings }) => findings)).toEqual([]);
      expect(back.bundle?.services).toEqual(own.services);
      const alone = flowsToServices({ flows: flows.map(({ flow }) => flow) });
      expect(alone.bundle?.services[0]?.dedupe).toEqual(dedupe);
    }
  });
});
