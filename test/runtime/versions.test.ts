import { describe, expect, it } from 'vitest';
import { startVariables, versionToRun } from '../../src/runtime/version-to-run.ts';
import { testPorts } from '../support/fake-ports.ts';
import type { FlowRunInput } from '../../src/runtime/run-flow.ts';
import { flowOf, run } from '../support/flows.ts';

type Version = ReturnType<typeof flowOf>['flow']['versions'][number];

function withVersions(...versions: readonly Partial<Version>[]): ReturnType<typeof flowOf> {
  const flow = flowOf([{ name: 'A', microservice: 'filter' }]);
  const [first] = flow.flow.versions;
  if (first === undefined) throw new Error('no version');
  return {
    ...flow,
    flow: { ...flow.flow, versions: versions.map((one, index) => ({ ...first, iteration: index + 1, ...one })) },
  };
}
const who = (value: string): Partial<Version> => ({ variables: [{ name: 'who', value }] });

describe('the version that runs', () => {
  it.each([
    [
      'the deployed one, not the draft behind it',
      [
        { ...who('one'), is_deployed: true },
        { ...who('two'), status: 'Draft' },
      ],
      1,
    ],
    [
      'the one whose status says so',
      [
        { ...who('one'), status: 'Deployed' },
        { ...who('two'), status: 'Inactive' },
      ],
      1,
    ],
    [
      'the last of two deployed',
      [
        { ...who('one'), is_deployed: true },
        { ...who('two'), is_deployed: true },
      ],
      2,
    ],
    ['the last, where none is deployed', [{ ...who('one'), is_deployed: false }, who('two')], 2],
    [
      'not one that is said not to be deployed',
      [{ ...who('one'), is_deployed: false, status: 'Deployed' }, who('two')],
      2,
    ],
  ] as const)('is %s, with its variables', (_, versions, iteration) => {
    const flow = withVersions(...versions);
    expect(versionToRun(flow).iteration).toBe(iteration);
    expect(startVariables(flow)).toEqual([['who', iteration === 1 ? 'one' : 'two']]);
  });

  it('has to have steps', () => {
    expect(() => versionToRun(withVersions({ steps: [] }))).toThrow(
      expect.objectContaining({ code: 'run/nothing-to-run' }),
    );
  });
});

describe('a version that is asked for', () => {
  const flow = withVersions(
    { ...who('one'), status: 'Inactive' },
    { ...who('two'), status: 'Deployed' },
    { ...who('three'), status: 'Draft' },
  );
  it.each([
    [1, 1],
    [3, 3],
    ['draft', 3],
    ['deployed', 2],
    [undefined, 2],
  ] as const)('%s is version %s', (wanted, iteration) => {
    expect(versionToRun(flow, wanted).iteration).toBe(iteration);
  });

  it('by its number says so where it is inactive', async () => {
    const result = await run(flow, testPorts(), {}, { version: 1 });
    expect(result.start).toEqual({ version: 1, trigger: 'manual', priority: 3 });
    expect(result.warnings).toEqual([
      'Version 1 is inactive: another one has taken its place, and no trigger starts it.',
    ]);
  });

  it.each([
    [9, flow, 'has no version 9'],
    ['deployed', withVersions(who('one')), 'has no deployed version'],
    ['draft', withVersions({ status: 'Deployed' }), 'has no draft version'],
  ] as const)('%s has to be there', async (version, file, words) => {
    const { failures } = await run(file, testPorts(), {}, { version });
    expect(failures).toMatchObject([{ code: 'run/unknown-version' }]);
    expect(failures[0]?.message).toContain(words);
  });
});

describe('what starts a flow', () => {
  const all = ['api', 'webhook', 'schedule', 'callback', 'event'] as const;
  const started = async (file: ReturnType<typeof flowOf>, more: Partial<FlowRunInput>): Promise<string> => {
    const { status, failures } = await run(file, testPorts(), {}, more);
    return failures[0]?.code ?? status.name;
  };
  const flowWith = (isEnabled: boolean, ...versions: readonly Partial<Version>[]): ReturnType<typeof flowOf> => {
    const file = withVersions(...versions);
    return { ...file, flow: { ...file.flow, is_enabled: isEnabled } };
  };

  it('by hand: any version, enabled or not', async () => {
    expect(await started(flowWith(false, { status: 'Draft' }), {})).toBe('SUCCESS');
    expect(await started(flowWith(false, { status: 'Draft' }), { trigger: 'manual', version: 1 })).toBe('SUCCESS');
  });

  it.each(all)('by %s: nothing that is not deployed', async (trigger) => {
    expect(await started(flowWith(true, { status: 'Draft' }), { trigger })).toBe('run/not-started');
    expect(await started(flowWith(true, { status: 'Deployed' }), { trigger })).toBe('SUCCESS');
  });

  it.each(all)('by %s: a flow that is not enabled only through the API', async (trigger) => {
    const expected = trigger === 'api' ? 'SUCCESS' : 'run/not-started';
    expect(await started(flowWith(false, { status: 'Deployed' }), { trigger })).toBe(expected);
  });

  it('through the API: any version that is named', async () => {
    expect(await started(flowWith(false, { status: 'Draft' }), { trigger: 'api', version: 1 })).toBe('SUCCESS');
  });
});

describe('the start', () => {
  it('gives flow variables their values', async () => {
    const read = {
      name: 'Say',
      microservice: 'notify',
      config: { level: 'info', channels: 'log', template: '{{flow.variables.who}} {{flow.variables.used}}' },
    };
    const file = flowOf([read]);
    const [version] = file.flow.versions;
    if (version !== undefined) version.variables = [{ name: 'who', value: 'own' }];
    const result = await run(file, testPorts(), {}, { variables: { who: 'given', used: 'too' } });
    expect(result.notifications).toMatchObject([{ text: 'given too' }]);
  });

  it('refuses a value for a variable that there is not', async () => {
    const file = withVersions(who('own'));
    const { failures } = await run(file, testPorts(), {}, { variables: { woh: 'x' } });
    expect(failures).toMatchObject([{ code: 'run/unknown-variable', help: 'Did you mean "who"?' }]);
  });

  it('may bring a payload that is no JSON', async () => {
    const read = {
      name: 'Say',
      microservice: 'notify',
      config: { level: 'info', channels: 'log', template: '[[payload]]' },
    };
    const result = await run(flowOf([read]), testPorts(), {}, { payload: '<a/>', payloadFormat: 'xml' });
    expect(result.notifications).toMatchObject([{ text: '<a/>' }]);
  });

  it.each([
    [undefined, '2026-02-28'],
    [true, '2026-02-28'],
    [false, '2026-03-01'],
  ])('use_queued_time %s: relative dates are measured from %s', async (useQueuedTime, day) => {
    const set = {
      name: 'Set',
      microservice: 'set-variables',
      config: { meta: [{ key: 'a', value: 'now', value_type: 'relative_date', date_format: 'Y-m-d' }] },
    };
    const map = {
      name: 'Map',
      microservice: 'map',
      config: { rules: [{ target: 'b', transforms: [{ function: 'custom dynamic date' }] }] },
    };
    const only = {
      name: 'Only',
      microservice: 'filter',
      filters: [{ field: 'b', comparison: 'on', value: 'now', value_type: 'relative_date', keep_matching: true }],
    };
    const say = {
      name: 'Say',
      microservice: 'notify',
      config: { level: 'info', channels: 'log', template: '[[meta.a]] [[payload.b]]' },
    };
    const file = flowOf([set, map, only, say]);
    if (useQueuedTime !== undefined) file.flow.use_queued_time = useQueuedTime;
    const result = await run(file, testPorts(), {}, { queuedMs: Date.UTC(2026, 1, 28, 23, 30) });
    const time = useQueuedTime === false ? '10:00:00' : '23:30:00';
    expect(result.notifications).toMatchObject([{ text: `${day} ${day} ${time}` }]);
  });
});

it.each(['{{environment.variables.e}}', 'a {{ environment.variables.e }} b'])(
  '%s is never sent as it stands',
  async (payload) => {
    const result = await run(
      flowOf([{ name: 'Manual', microservice: 'manual-input', config: { payload } }]),
      testPorts(),
      {},
    );
    expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code: 'run/unresolved-variable' }] });
  },
);
