import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import { environmentSchema, type EnvironmentFile } from '../../src/flow/environment.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import type { FlowRunInput } from '../../src/runtime/run-flow.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { flowOf, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let live: TestServer;
let sandbox: TestServer;
beforeEach(async () => {
  live = await startServer(() => ({ status: 204 }));
  sandbox = await startServer(() => ({ status: 204 }));
});
afterEach(async () => {
  await live.close();
  await sandbox.close();
});

function staging(members: object): EnvironmentFile {
  return environmentSchema.parse({
    format: 'repatch-environment',
    formatVersion: 1,
    name: 'staging',
    type: 'test',
    ...members,
  });
}

const endpoint = { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders' };

/** Puts a text in the place of the payload and pushes it. */
function saying(payload: string, more: readonly object[] = [], extension?: object): FlowFile {
  const manual = { name: 'Manual', microservice: 'manual-input', config: { payload } };
  return flowOf([manual, ...more, push()], { endpoints: [endpoint] }, extension);
}

function start(
  flow: FlowFile,
  environment: EnvironmentFile | undefined,
  more: Partial<FlowRunInput> = {},
  ports: TestPorts = testPorts(),
): Promise<RunResult> {
  return run(
    flow,
    ports,
    {},
    {
      instances: new Map([
        ['Shop', { name: 'Shop', connector: 'shop', environment: 'live', values: { baseUrl: live.origin } }],
        ['Sandbox', { name: 'Sandbox', connector: 'shop', values: { baseUrl: sandbox.origin } }],
        ['Other', { name: 'Other', connector: 'erp', values: {} }],
      ]),
      ...(environment === undefined ? {} : { environment }),
      ...more,
    },
  );
}

const toSandbox = { instances: { Shop: 'Sandbox' } };

describe('what a virtual environment replaces', () => {
  it('instances: nothing reaches the one that is replaced', async () => {
    const result = await start(saying('{}'), staging({ replacements: toSandbox }));
    expect(result).toMatchObject({ status: { code: 2 }, start: { environment: 'staging', version: 1 }, warnings: [] });
    expect([live.received.length, sandbox.received.length]).toEqual([0, 1]);
  });

  it.each([
    ['nobody has', 'Sandbx', 'which no instances file has'],
    ['belongs to another connector', 'Other', 'belongs to connector "erp", not "shop"'],
  ])('but not by one that %s: nothing is sent', async (_, name, words) => {
    const result = await start(saying('{}'), staging({ replacements: { instances: { Shop: name } } }));
    expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code: 'run/bad-environment' }] });
    expect(result.failures[0]?.message).toContain(words);
    expect(live.received).toHaveLength(0);
  });

  it('data pools', async () => {
    const ports = testPorts();
    const dedupe = {
      name: 'Once',
      microservice: 'dedupe',
      data_pool: { name: 'seen' },
      config: { behaviour: 'filter_and_track', key: 'id' },
    };
    const environment = staging({ replacements: { ...toSandbox, data_pools: { seen: 'seen-staging' } } });
    await start(saying('{"id":1}', [dedupe]), environment, {}, ports);
    expect(await ports.stores.pools.list('seen')).toEqual([]);
    expect((await ports.stores.pools.list('seen-staging')).map(({ key }) => key)).toEqual(['1']);
  });

  it('lookups, by rows of the flow or of the environment', async () => {
    const map = {
      name: 'Map',
      microservice: 'map',
      config: {
        rules: [
          { sources: ['c'], target: 'c', transforms: [{ function: 'lookup', arguments: { lookup: 'Carriers' } }] },
          { sources: ['u'], target: 'u', transforms: [{ function: 'lookup', arguments: { lookup: 'Units' } }] },
        ],
      },
    };
    const table = (name: string, left_value: string, right_value: string): object => ({
      name,
      rows: [{ left_value, right_value }],
    });
    const lookups = [table('Carriers', 'DPD', 'live'), table('Units', 'kg', 'live'), table('Test units', 'kg', 'test')];
    const environment = staging({
      replacements: { ...toSandbox, lookups: { Carriers: 'Test carriers', Units: 'Test units' } },
      lookups: [table('Test carriers', 'DPD', 'test')],
    });
    const flow = saying('{"c":"DPD","u":"kg"}', [map], { lookups });
    await start(flow, environment);
    expect(sandbox.received.map(({ body }) => body)).toEqual(['{"c":"test","u":"test"}']);

    const nowhere = staging({ replacements: { ...toSandbox, lookups: { Carriers: 'Nobody has it' } } });
    expect(await start(flow, nowhere)).toMatchObject({ failures: [{ code: 'run/bad-environment' }] });
  });

  it('caches of the company, and no others', async () => {
    const ports = testPorts();
    const add = (name: string, scope: string): object => ({
      name: `Add ${scope}`,
      microservice: 'cache',
      cache: { name, scope },
      config: { action: 'add', key: 'k' },
    });
    const environment = staging({ replacements: { ...toSandbox, caches: { prices: 'other', own: 'other' } } });
    await start(saying('{"p":1}', [add('prices', 'company'), add('own', 'flow')]), environment, {}, ports);
    const nowMs = ports.clock.now();
    const held = (owner: string, cache: string): Promise<boolean> =>
      ports.stores.caches.get(owner, cache, 'k', nowMs).then((found) => found !== undefined);
    expect(await held('company:Acme', 'other')).toBe(true);
    expect(await held('company:Acme', 'prices')).toBe(false);
    expect(await held('flow:Test@staging', 'own')).toBe(true);
  });

  it('values of flow variables, below what the start says', async () => {
    const flow = saying('"{{flow.variables.a}} {{flow.variables.b}} {{flow.variables.c}}"');
    const [version] = flow.flow.versions;
    if (version === undefined) throw new Error('no version');
    version.variables = ['a', 'b', 'c'].map((name) => ({ name, value: 'own' }));
    const environment = staging({ replacements: { ...toSandbox, flow_variables: { b: 'test', c: 'test' } } });
    await start(flow, environment, { variables: { c: 'start' } });
    expect(sandbox.received.map(({ body }) => body)).toEqual(['"own test start"']);
  });

  it('the priority; and what is said for one flow wins', async () => {
    const environment = staging({
      replacements: { ...toSandbox, priority: 5 },
      flows: { Test: { replacements: { priority: 2 } }, Other: { replacements: { instances: { Shop: 'Shop' } } } },
    });
    expect((await start(saying('{}'), environment)).start).toMatchObject({ priority: 2 });
    expect((await start(saying('{}'), staging({ replacements: toSandbox }))).start).toMatchObject({ priority: 3 });
  });

  it('scripts, wherever a setting names them', async () => {
    const { applyEnvironment } = await import('../../src/runtime/apply-environment.ts');
    const call = { function: 'script', arguments: { script: 'Tidy' } };
    const steps = [
      { name: 'Script', microservice: 'custom-script', script_version: { name: 'Tidy', version: 3 } },
      { name: 'Map', microservice: 'map', config: { rules: [{ sources: ['Tidy'], target: 't', transforms: [call] }] } },
    ];
    const changed = applyEnvironment(
      flowOf(steps),
      staging({ replacements: { scripts: { Tidy: 'Other' } } }),
      new Map(),
    );
    expect(changed.flow.versions[0]?.steps).toMatchObject([
      { script_version: { name: 'Other' } },
      { config: { rules: [{ sources: ['Tidy'], transforms: [{ arguments: { script: 'Other' } }] }] } },
    ]);
  });

  it('nothing twice: two names may change places', async () => {
    const environment = staging({ replacements: { instances: { Shop: 'Sandbox', Sandbox: 'Shop' } } });
    await start(saying('{}'), environment);
    expect([live.received.length, sandbox.received.length]).toEqual([0, 1]);
  });

  it('the version, whatever is deployed elsewhere', async () => {
    const flow = saying('{}');
    const [first] = flow.flow.versions;
    if (first === undefined) throw new Error('no version');
    const versions = [1, 2].map((iteration) => ({ ...first, iteration, is_deployed: iteration === 2 }));
    const file = { ...flow, flow: { ...flow.flow, versions } };
    const environment = staging({ replacements: toSandbox, flows: { Test: { version: 1 } } });
    expect((await start(file, environment)).start).toMatchObject({ version: 1 });
    // Deployed to the environment, and enabled by that.
    expect(await start(file, environment, { trigger: 'webhook' })).toMatchObject({ status: { code: 2 } });
    expect(await start(file, staging({ flows: { Test: { version: 7 } } }))).toMatchObject({
      failures: [{ code: 'run/unknown-version' }],
    });
  });
});

describe('a test environment', () => {
  it('is warned of what is live in it', async () => {
    const dedupe = {
      name: 'Once',
      microservice: 'dedupe',
      data_pool: { name: 'seen' },
      config: { behaviour: 'track', key: 'id' },
    };
    const { warnings } = await start(saying('{"id":1}', [dedupe]), staging({}));
    expect(warnings).toEqual([
      'Step "Push" uses the live instance "Shop" in test environment "staging".',
      'Step "Once" remembers keys in pool "seen", which test environment "staging" does not replace: live runs would skip those records.',
    ]);
    expect((await start(saying('{}'), staging({ type: 'live' }))).warnings).toEqual([]);
  });
});

describe('a variable of an environment', () => {
  it('stands wherever a flow variable may stand', async () => {
    const environment = staging({ variables: { region: 'eu', host: 'env://HOST' }, replacements: toSandbox });
    const flow = saying(
      '"{{ environment.variables.region }}-{{environment.variables.host}}-[[environment.variables.region]]"',
    );
    await start(flow, environment, {}, testPorts({ HOST: 'h1' }));
    expect(sandbox.received.map(({ body }) => body)).toEqual(['"eu-h1-[[environment.variables.region]]"']);
  });

  it('may be a secret, which nobody shows', async () => {
    const environment = staging({ variables: { key: 'secret://KEY' }, replacements: toSandbox });
    const say = {
      name: 'Say',
      microservice: 'notify',
      config: { level: 'info', channels: 'log', template: 'key {{environment.variables.key}}' },
    };
    const ports = testPorts({ KEY: 'hunter2-hunter2' });
    const result = await start(saying('"{{environment.variables.key}}"', [say]), environment, {}, ports);
    expect(sandbox.received.map(({ body }) => body)).toEqual(['"hunter2-hunter2"']);
    expect(JSON.stringify([result, ports.events])).not.toContain('hunter2');
    expect(result.notifications).toMatchObject([{ text: 'key ***' }]);
  });

  it('fails the run where its reference leads nowhere, if a step uses it', async () => {
    const environment = staging({ variables: { key: 'secret://NONE' }, replacements: toSandbox });
    expect(await start(saying('"{{environment.variables.key}}"'), environment)).toMatchObject({
      failures: [{ code: 'run/missing-credential' }],
    });
    expect(await start(saying('{}'), environment)).toMatchObject({ status: { code: 2 } });
  });

  it('that is not there is what the profile says of variables', async () => {
    const flow = saying('"a{{environment.variables.none}}b"');
    const environment = staging({ replacements: toSandbox });
    const lenient = await start(flow, environment);
    expect(lenient.warnings).toEqual([
      'The variable "environment.variables.none" leads nowhere and became empty text.',
    ]);
    expect(sandbox.received.map(({ body }) => body)).toEqual(['"ab"']);
    const { resolveProfile } = await import('../../src/config/profile.ts');
    const profile = resolveProfile({ 'flow.unresolvedVariable': 'fail' });
    expect(await start(flow, environment, { profile })).toMatchObject({
      failures: [{ code: 'run/unresolved-variable' }],
    });
  });
});
