import { resolveProfile } from '../../src/config/profile.ts';
import { connectorSchema } from '../../src/connector/definition.ts';
import { flowSchema, type FlowFile } from '../../src/flow/model.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { runFlow, type FlowRunInput } from '../../src/runtime/run-flow.ts';
import { shapes } from '../../src/shapes/index.ts';
import type { TestPorts } from './fake-ports.ts';

/** A flow of one version with these steps, and one connector "shop" with these members. */
export function flowOf(
  steps: readonly object[],
  connector: object = {},
  extension?: object,
  scripts: readonly object[] = [],
): FlowFile {
  return flowSchema.parse({
    metadata: { company_name: 'Acme', flow_name: 'Test' },
    flow: { name: 'Test', is_enabled: false, versions: [{ flow_name: 'Test', steps }] },
    systems: [{ system: connectorSchema.parse({ name: 'shop', protocol: 'HTTP', ...connector }) }],
    scripts,
    ...(extension === undefined ? {} : { 'x-repatch': { format: 1, ...extension } }),
  });
}

export function pull(name = 'List orders'): object {
  return {
    name: 'Pull',
    microservice: 'connector',
    endpoint: { name, direction: 'Receive', http_method: 'GET' },
    connector: { name: 'Shop', system: 'shop' },
  };
}

export function push(name = 'Create order', config: object = {}): object {
  return {
    name: 'Push',
    microservice: 'connector',
    config,
    endpoint: { name, direction: 'Send', http_method: 'POST' },
    connector: { name: 'Shop', system: 'shop' },
  };
}

/** Runs a flow against an instance "Shop" with these values. */
export async function run(
  flow: FlowFile,
  ports: TestPorts,
  values: Record<string, string>,
  more: Partial<FlowRunInput> = {},
): Promise<RunResult> {
  try {
    return await runFlow({
      flow,
      shapes,
      ports,
      instances: new Map([['Shop', { name: 'Shop', connector: 'shop', values }]]),
      nowMs: Date.UTC(2026, 2, 1, 10),
      // One push after the other, so that tests can tell what arrives when.
      profile: resolveProfile({ 'connector.concurrency': '1' }),
      signal: new AbortController().signal,
      run: 'run-1',
      ...more,
    });
  } finally {
    await ports.http.close();
  }
}

/** One payload for each element of a list. */
export const single = {
  name: 'Single',
  microservice: 'batch',
  config: { path: '*', size: 1, do_not_wrap_single: true },
};

/** A step "Push" inside a try/catch whose catch leg says what failed. */
export function guarded(step: object = push()): readonly object[] {
  const routes = [
    { name: 'Try', first_step: 'Push' },
    { name: 'Catch', first_step: 'Say' },
  ];
  return [
    { name: 'Guard', microservice: 'try-catch', routes },
    step,
    { name: 'Say', microservice: 'notify', config: { level: 'error', template: '[[meta.error_message]]' } },
  ];
}
