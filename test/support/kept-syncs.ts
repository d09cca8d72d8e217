import { resolveProfile, type Profile } from '../../src/config/profile.ts';
import type { ConnectorDefinition } from '../../src/connector/definition.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { runService } from '../../src/interpret/run-service.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { openState, type OpenRun } from '../../src/workspace/state/open-state.ts';
import { testPorts } from './fake-ports.ts';
import { mortal, type KeptRun } from './kept-runs.ts';

export interface KeptSync extends Pick<KeptRun, 'folder' | 'origin' | 'kill' | 'resume' | 'abandon' | 'retryOf'> {
  readonly bundle: ServiceBundle;
  readonly connector: ConnectorDefinition;
  readonly profile?: Partial<Profile>;
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

/** One run of service 1001 on a folder of state, as a process of its own would run it. */
export async function keptSync(options: KeptSync): Promise<RunResult> {
  const { folder, bundle, connector, origin, concurrency, kill, resume, abandon, retryOf } = options;
  const state = openState(folder);
  const base = testPorts();
  const nowMs = base.clock.now();
  let begun: OpenRun | undefined;
  try {
    if (abandon !== undefined) state.abandon(abandon);
    const input = { kind: 'service', name: '1001', file: '/test.services.yaml', digest: 'd', nowMs } as const;
    begun =
      resume === undefined
        ? state.begin(
            `run-${state.list().length + 1}`,
            { ...input, ...(retryOf === undefined ? {} : { retryOf }) },
            nowMs,
          )
        : state.resume(resume);
    const result = await runService({
      bundle,
      serviceId: '1001',
      connectors: new Map([[connector.name, connector]]),
      instances: new Map([
        [
          'Store',
          {
            name: 'Store',
            connector: connector.name,
            values: { baseUrl: origin },
            ...(concurrency === undefined ? {} : { concurrency }),
          },
        ],
      ]),
      ports: {
        ...base,
        stores: state.stores,
        journal: begun.journal,
        spill: begun.spill,
        http: mortal(base.http, kill),
      },
      nowMs: begun.input.nowMs,
      profile: resolveProfile(options.profile),
      signal: options.signal ?? new AbortController().signal,
      run: begun.run,
      interrupted: begun.interrupted ?? [],
      ...(begun.retry === undefined ? {} : { retry: begun.retry }),
    });
    return { ...result, canResume: begun.finish(result, base.clock.now()) };
  } finally {
    begun?.close();
    state.close();
    await base.http.close();
  }
}
