import { describe, expect, it } from 'vitest';
import { startVariables, versionToRun } from '../../src/runtime/version-to-run.ts';
import { testPorts } from '../support/fake-ports.ts';
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
