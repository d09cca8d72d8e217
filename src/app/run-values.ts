import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { resolveProfile, type Profile } from '../config/profile.ts';
import type { RunResult } from '../contract/events.ts';
import type { Ports } from '../contract/ports.ts';
import { runService as runServiceOn, type ServiceRunInput } from '../interpret/run-service.ts';
import { runFlow as runFlowOn, type FlowRunInput } from '../runtime/run-flow.ts';
import { shapes } from '../shapes/index.ts';
import { createLoginFiles } from '../workspace/state/login-files.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { nodePorts, type NodePorts } from './node-ports.ts';

/** What a run needs besides the document; everything has a default. */
interface Around {
  /** Connectors, instances, profile, secrets and hooks of a folder. What is given beside it wins. */
  readonly workspace?: Workspace;
  /** Default: `nodePorts()`, closed when the run has ended. */
  readonly ports?: Ports;
  /** Answers to choose instead of the defaults. */
  readonly profile?: Partial<Profile>;
  /** Moment that relative dates are measured from, in milliseconds since the epoch. Default: now. */
  readonly nowMs?: number;
  /** Ends the run with status STOPPED. */
  readonly signal?: AbortSignal;
  /** Id of the run. Default: a new UUID. */
  readonly run?: string;
}

type Given<Input> = Around & Partial<Omit<Input, keyof Around>>;

export type FlowRunOptions = Given<Omit<FlowRunInput, 'shapes'>> & Pick<FlowRunInput, 'flow'>;
export type ServiceRunOptions = Given<ServiceRunInput> & Pick<ServiceRunInput, 'bundle' | 'serviceId'>;

/**
 * Runs the deployed version of a flow, or the last one.
 *
 * Returns the result also when the run fails: status 2 success, 3 failure, 4 stopped, 5 partial success.
 * Throws only for bugs of the toolkit.
 */
export function runFlow(options: FlowRunOptions): Promise<RunResult> {
  return withDefaults(options, (around) => runFlowOn({ ...options, ...around, shapes }));
}

/** Runs one service of a bundle. Returns and throws as `runFlow`. */
export function runService(options: ServiceRunOptions): Promise<RunResult> {
  return withDefaults(options, (around) => runServiceOn({ ...options, ...around }));
}

type Defaults = Pick<
  FlowRunInput & ServiceRunInput,
  'connectors' | 'instances' | 'profile' | 'nowMs' | 'signal' | 'run' | 'ports'
>;

async function withDefaults(
  options: Given<Pick<ServiceRunInput, 'connectors' | 'instances'>>,
  run: (around: Defaults) => Promise<RunResult>,
): Promise<RunResult> {
  const { workspace, signal = new AbortController().signal } = options;
  const own = options.ports === undefined ? portsOf(workspace) : undefined;
  const ports = options.ports ?? own!; // one of the two is there
  try {
    return await run({
      connectors: options.connectors ?? workspace?.connectors ?? new Map(),
      instances: options.instances ?? workspace?.instances ?? new Map(),
      profile: resolveProfile(workspace?.profile, options.profile),
      nowMs: options.nowMs ?? ports.clock.now(),
      run: options.run ?? randomUUID(),
      signal,
      ports,
    });
  } finally {
    await own?.close();
  }
}

function portsOf(workspace: Workspace | undefined): NodePorts {
  return nodePorts(
    workspace === undefined
      ? {}
      : {
          secrets: workspace.secrets,
          logins: createLoginFiles(join(workspace.stateFolder, 'logins')),
          hooks: workspace.hooks,
          scripts: createScriptPort(workspace.scripts),
        },
  );
}
