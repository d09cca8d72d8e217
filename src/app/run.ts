import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FlowFile } from '../flow/model.ts';
import { runService, type ServiceRunInput } from '../interpret/run-service.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { RunEvent, RunResult } from '../contract/events.ts';
import type { Ports } from '../contract/ports.ts';
import { runFlow } from '../runtime/run-flow.ts';
import { shapes } from '../shapes/index.ts';
import { systemClock } from '../workspace/ports/clock.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createSqliteStores } from '../workspace/ports/sqlite-stores.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';

export interface RunOptions {
  readonly file: string;
  readonly instances?: string;
  readonly state?: string;
  /** Moment that relative dates are measured from, in milliseconds since the epoch. Default: the clock's. */
  readonly nowMs?: number;
  /** JSON value of the trigger. */
  readonly payload?: unknown;
  readonly variables?: Readonly<Record<string, string>>;
  readonly stream?: boolean;
  /** Id of the service to run, when the file is a bundle. */
  readonly service?: string;
  /** Names of endpoints of a service, where several fit an entity. */
  readonly endpoints?: { readonly source?: string; readonly destination?: string };
  readonly signal: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface RunReport {
  readonly exit: number;
  /** Absent when the documents have errors. */
  readonly result?: RunResult;
  readonly diagnostics: readonly Diagnostic[];
}

/** What `repatch run --json` prints: the result, or why nothing was run. */
export type RunOutput = RunResult | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Runs one flow file, or one service of a bundle, against the instances of its workspace. */
export async function runFile(options: RunOptions): Promise<RunReport> {
  const document = await readDocument(options.file);
  if (hasErrors(document.diagnostics)) return { exit: EXIT.problems, diagnostics: document.diagnostics };
  const start = starterOf(document, options);
  const workspace = await loadWorkspace(options.file, options);
  const diagnostics = [...document.diagnostics, ...workspace.diagnostics];
  if (hasErrors(diagnostics)) return { exit: EXIT.problems, diagnostics };
  const result = await runInWorkspace(start, workspace, options);
  return { exit: exitOf(result), result, diagnostics };
}

type Surroundings = Omit<ServiceRunInput, 'bundle' | 'serviceId'>;
type Start = (surroundings: Surroundings) => Promise<RunResult>;

function starterOf({ kind, value }: ReadDocument, { file, service, endpoints, variables, stream }: RunOptions): Start {
  if (kind === 'flow' && service === undefined) {
    const flow = value as FlowFile; // accepted by the schema of its kind
    return (around) => runFlow({ ...around, flow, shapes, variables: variables ?? {}, stream: stream ?? false });
  }
  if (kind === 'services' && service !== undefined) {
    const bundle = value as ServiceBundle; // accepted by the schema of its kind
    return (around) => runService({ ...around, bundle, serviceId: service, endpoints: endpoints ?? {} });
  }
  const help =
    kind === 'services'
      ? 'Name the service with --service ID.'
      : 'Give a *.flow file, or a *.services file with --service ID.';
  throw new CliError(
    'cli/wrong-usage',
    `"${file}" ${service === undefined ? 'is not a flow' : 'is not a bundle of services'}.`,
    { help, exit: EXIT.usage },
  );
}

async function runInWorkspace(start: Start, workspace: Workspace, options: RunOptions): Promise<RunResult> {
  const run = randomUUID();
  const spillFolder = join(tmpdir(), `repatch-${run}`);
  const ports: Ports = {
    http: createHttpPort(),
    clock: systemClock,
    random: Math.random,
    secrets: workspace.secrets,
    hooks: workspace.hooks,
    stores: createSqliteStores(join(workspace.stateFolder, 'state.sqlite')),
    notify: () => Promise.resolve(),
    log: options.onEvent ?? (() => undefined),
    spillFolder,
  };
  try {
    return await start({
      connectors: workspace.connectors,
      instances: workspace.instances,
      nowMs: options.nowMs ?? ports.clock.now(),
      ports,
      profile: workspace.profile,
      signal: options.signal,
      run,
      ...(options.payload === undefined ? {} : { payload: options.payload }),
    });
  } finally {
    await ports.stores.close();
    await ports.http.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

/** Failures of the third party or of records are problems (1); a refused or unreachable third party is the environment (3). */
function exitOf({ status, failures }: RunResult): number {
  if (status.code === 2) return EXIT.clean;
  if (status.code === 4) return EXIT.interrupted;
  const environment = ['run/connection-failed', 'run/unauthorised', 'run/missing-credential', 'run/login-failed'];
  return status.code === 3 && failures.some(({ code }) => environment.includes(code))
    ? EXIT.environment
    : EXIT.problems;
}
