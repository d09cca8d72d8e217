import { resolveProfile, type Profile } from '../../src/config/profile.ts';
import type { RunEvent, RunResult } from '../../src/contract/events.ts';
import type { HttpPort } from '../../src/contract/ports.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import { runFlow } from '../../src/runtime/run-flow.ts';
import { shapes } from '../../src/shapes/index.ts';
import { openState, type OpenRun } from '../../src/workspace/state/open-state.ts';
import { testPorts } from './fake-ports.ts';

/** What stands for the end of the process: no failure that anything in the product knows. */
export class Killed extends Error {}

export interface KeptRun {
  readonly folder: string;
  readonly flow: FlowFile;
  /** Base URL of the instance. */
  readonly origin: string;
  /** Other values of the instance. */
  readonly values?: Readonly<Record<string, string>>;
  /** Gets every event; ends the "process" by throwing Killed. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Ends the "process" at this request, before it leaves or when its answer arrives; counted from 1. */
  readonly kill?: { readonly at: number; readonly when: 'before' | 'after' };
  /** Ends the "process" when the run has ended, before its result is written down. */
  readonly killAtEnd?: boolean;
  readonly profile?: Partial<Profile>;
  readonly resume?: string;
  readonly abandon?: string;
  readonly retryOf?: string;
  readonly id?: string;
  readonly digest?: string;
}

/** One run of a flow on a folder of state, as a process of its own would run it. */
export async function keptRun(options: KeptRun): Promise<RunResult> {
  const { folder, flow, origin, values, kill, resume, abandon, retryOf } = options;
  const state = openState(folder);
  let begun: OpenRun | undefined;
  const base = testPorts();
  try {
    if (abandon !== undefined) state.abandon(abandon);
    begun =
      resume === undefined
        ? state.begin(
            options.id ?? `run-${state.list().length + 1}`,
            {
              kind: 'flow',
              name: flow.flow.name,
              file: '/flows/test.flow.json',
              digest: options.digest ?? 'd',
              nowMs: base.clock.now(),
              ...(retryOf === undefined ? {} : { retryOf }),
            },
            base.clock.now(),
          )
        : state.resume(resume);
    const result = await runFlow({
      flow,
      shapes,
      ports: {
        ...base,
        stores: state.stores,
        journal: begun.journal,
        spill: begun.spill,
        http: mortal(base.http, kill),
        log: options.onEvent ?? base.log,
      },
      instances: new Map([['Shop', { name: 'Shop', connector: 'shop', values: { baseUrl: origin, ...values } }]]),
      nowMs: begun.input.nowMs,
      profile: resolveProfile(options.profile),
      signal: new AbortController().signal,
      run: begun.run,
      ...(begun.retry === undefined ? {} : { retry: begun.retry }),
    });
    if (options.killAtEnd === true) throw new Killed();
    return { ...result, canResume: begun.finish(result, base.clock.now()) };
  } finally {
    begun?.close();
    state.close();
    await base.http.close();
  }
}

/** The port until the "process" ends. */
export function mortal(http: HttpPort, kill: KeptRun['kill']): HttpPort {
  if (kill === undefined) return http;
  let count = 0;
  let isDead = false;
  return {
    close: () => http.close(),
    async send(request) {
      const number = ++count;
      if (isDead || (number === kill.at && kill.when === 'before')) {
        isDead = true;
        throw new Killed();
      }
      const response = await http.send(request);
      if (isDead || number === kill.at) {
        isDead = true;
        throw new Killed();
      }
      return response;
    },
  };
}
