import { describe, expect, it } from 'vitest';
import { createHttpPort } from '../../src/workspace/ports/http.ts';
import { resolveProfile } from '../../src/config/profile.ts';
import { runService } from '../../src/interpret/run-service.ts';
import { shapes } from '../../src/shapes/index.ts';
import { bundleOf } from '../support/acme.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, run } from '../support/flows.ts';
import { startServer } from '../support/http-server.ts';

const orders = { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' };
const basic = { name: 'Basic', type: 'basic' };

/** Runs without any server: nothing of this may get that far. */
async function failuresOf(steps: readonly object[], connector: object = {}, more: object = {}): Promise<string[]> {
  const result = await run(flowOf(steps, { endpoints: [orders], ...connector }), testPorts(), {}, more);
  expect(result).toMatchObject({ status: { name: 'FAILURE' }, requests: { received: 0, sent: 0 } });
  return result.failures.map(({ code, message, help = '' }) => `${code}: ${message} ${help}`);
}

describe('a flow that cannot be run is refused before a request is made', () => {
  it.each([
    ['run/nothing-to-run: The version of flow "Test" that runs, version 1, has no steps.', []],
    [
      'run/unknown-shape: Step "Push" is a shape that is not known: "conector".',
      [{ name: 'Push', microservice: 'conector' }],
    ],
    ['run/bad-settings: The settings of step "Pull" are wrong', [{ ...pull(), config: { retries: 'two' } }]],
  ])('%s', async (start, steps) => {
    expect(await failuresOf(steps)).toEqual([expect.stringMatching(start)]);
  });

  it('names the shape that nothing runs, and the flow that nothing would start', async () => {
    const drawn = shapes.map((shape) => (shape.kind === 'filter' ? { ...shape, run: undefined } : shape));
    expect(await failuresOf([{ name: 'Paid', microservice: 'filter' }], {}, { shapes: drawn })).toEqual([
      expect.stringMatching('run/unsupported-shape: Step "Paid" is a Filter shape'),
    ]);
    expect(await failuresOf([{ name: 'Stock', microservice: 'run-flow', config: { flow: 'Stock' } }])).toEqual([
      expect.stringMatching('run/no-queue: Step "Stock" starts flow "Stock"'),
    ]);
  });

  it('names the token that has no value', async () => {
    const endpoint = { ...orders, url: 'https://api.example/orders/{{shop}}' };
    const failures = await failuresOf([pull()], { endpoints: [endpoint] });
    expect(failures).toEqual([expect.stringMatching('run/unresolved-token: .*{{shop}}')]);
  });

  it('names the authentication method that the connector does not have', async () => {
    const instances = new Map([['Shop', { name: 'Shop', connector: 'shop', authMethod: 'Token', values: {} }]]);
    const failures = await failuresOf([pull()], { authMethods: [basic] }, { instances });
    expect(failures).toEqual([expect.stringMatching('run/unknown-auth-method: .*"Token"')]);
  });
});

it('names the variable that leads nowhere, where the profile says so', async () => {
  const steps = [
    { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'a', value: '[[payload.id]]' }] } },
  ];
  const profile = resolveProfile({ 'flow.unresolvedVariable': 'fail' });
  expect(await failuresOf(steps, {}, { profile })).toEqual([
    expect.stringMatching('run/unresolved-variable: .*"payload.id"'),
  ]);
});

it('names the services there are, where one is asked for that is none of them', async () => {
  const ports = testPorts();
  const result = await runService({
    bundle: bundleOf(),
    serviceId: '9999',
    connectors: new Map(),
    instances: new Map(),
    nowMs: Date.UTC(2026, 2, 1, 10),
    ports,
    profile: resolveProfile(),
    signal: new AbortController().signal,
    run: 'sync-1',
  });
  expect(result.failures).toEqual([
    expect.objectContaining({ code: 'run/unknown-service', help: expect.stringContaining('1001') as unknown }),
  ]);
});

it('waits no longer for an answer than it is told to', async () => {
  const http = createHttpPort();
  const server = await startServer(() => new Promise<never>(() => undefined));
  try {
    const request = { method: 'GET', url: server.origin, headers: {}, timeoutMs: 20 };
    await expect(http.send(request)).rejects.toMatchObject({ name: 'RetryableError', code: 'run/timed-out' });
  } finally {
    await http.close();
    await server.close();
  }
});
