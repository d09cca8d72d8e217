import { describe, expect, it } from 'vitest';
import { compareSettings } from '../../src/verify/compare-settings.ts';
import type { FlowFile, FlowStep } from '../../src/flow/model.ts';
import { convertOne, filteredBundle, verifyFlow } from '../support/verify.ts';

const scheduled = filteredBundle();
const reference = convertOne(scheduled);
const isSend = ({ endpoint }: FlowStep): boolean => endpoint?.direction === 'Send';

/** The flow with one step, or another part of it, replaced. */
function changed(edit: (flow: FlowFile) => void): FlowFile {
  const flow = structuredClone(reference);
  edit(flow);
  return flow;
}

function stepOf(flow: FlowFile, test: (step: FlowStep) => boolean): FlowStep {
  const step = flow.flow.versions[0]?.steps.find(test);
  if (step === undefined) throw new Error('the flow has no such step');
  return step;
}

const edits: readonly (readonly [string, (flow: FlowFile) => void])[] = [
  ['schedule of the flow', ({ flow }) => void (flow.versions[0]!.schedules = [{ cron_string: '7 3 * * *' }])], // converted flows have a version
  ['list of webhooks', ({ flow }) => void (flow.webhooks = [{ name: 'New', format: 'json' }])],
  ['"is_enabled"', ({ flow }) => void (flow.is_enabled = true)],
  ['list of notification groups', ({ flow }) => void (flow.notification_groups = ['Others'])],
  ['"endpoint.http_method" of step', (flow) => void (stepOf(flow, isSend).endpoint!.http_method = 'DELETE')], // a call has one
  ['"timeout" of step', (flow) => void (stepOf(flow, isSend).config!['timeout'] = 1)], // as above
  ['"connector.name" of step', (flow) => void (stepOf(flow, isSend).connector!.name = 'Other')], // as above
  ['"idempotency key" of step', (flow) => void (stepOf(flow, isSend)['x-repatch'] = {})],
  [
    '"template" of step',
    (flow) => void (stepOf(flow, ({ microservice }) => microservice === 'notify').config!['template'] = 'x'),
  ], // as above
  [
    '"level" of step',
    (flow) => void delete stepOf(flow, ({ microservice }) => microservice === 'notify').config!['level'],
  ], // as above
  [
    '"data_pool" of step',
    (flow) => void (stepOf(flow, ({ microservice }) => microservice === 'dedupe').data_pool = { name: 'Other' }),
  ],
  [
    '"cache.scope" of step',
    (flow) => void (stepOf(flow, ({ microservice }) => microservice === 'cache').cache!.scope = 'company'),
  ], // as above
  [
    'step "',
    ({ flow }) => {
      const version = flow.versions[0]!; // as above
      version.steps = version.steps.filter(({ microservice }) => microservice !== 'notify');
    },
  ],
];

describe('what no run shows', () => {
  it('is the same in the flow as it was written', () => {
    expect(compareSettings(structuredClone(reference), reference)).toEqual([]);
  });

  it.each(edits)('shows a change of the %s', (name, edit) => {
    const found = compareSettings(changed(edit), reference);
    expect(found).toContainEqual(
      expect.objectContaining({
        code: 'verify/setting-differs',
        message: expect.stringContaining(`The ${name}`) as unknown,
      }),
    );
  });

  it('counts for the verdict, with both values', async () => {
    const verdict = await verifyFlow(
      scheduled,
      changed((flow) => void (stepOf(flow, isSend).config!['timeout'] = 61)),
    ); // as above
    expect(verdict).toMatchObject({
      equal: false,
      differences: [
        {
          message: expect.stringMatching(
            /^The "timeout" of step ".*" is 61 in the flow, where the conversion writes 30\.$/u,
          ) as unknown,
        },
      ],
    });
  });

  it('asks for no definition that was made up for the comparison', () => {
    const without = changed((flow) => void delete stepOf(flow, isSend).connector!.system); // as above
    const system = stepOf(structuredClone(reference), isSend).connector!.system!; // as above
    expect(compareSettings(without, reference, [system])).toEqual([]);
    expect(compareSettings(without, reference, ['another']).map(({ service }) => service)).toEqual([system]);
  });

  it('leaves layout, names and notes out', () => {
    const moved = changed(({ flow }) => {
      flow.description = 'Ours now';
      for (const step of flow.versions[0]!.steps) step.position = { x: 0, y: 0 }; // as above
    });
    expect(compareSettings(moved, reference)).toEqual([]);
  });
});
