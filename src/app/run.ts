import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FlowFile } from '../flow/model.ts';
import type { RunEvent, RunResult } from '../runtime/events.ts';
import type { Ports } from '../runtime/ports.ts';
import { runFlow } from '../runtime/run-flow.ts';
import { systemClock } from './ports/clock.ts';
import { createHttpPort } from './ports/http.ts';
import { createSqliteStores } from './ports/sqlite-stores.ts';
import { readDocument } from './read-document.ts';
import { loadWorkspace, type Workspace } from './workspace.ts';

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
  readonly signal: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface RunReport {
  readonly exit: number;
  /** Absent when the documents have errors. */
  readonly result?: RunResult;
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs one flow file against the instances of its workspace. */
export async function runFile(options: RunOptions): Promise<RunReport> {
  const document = await readDocument(options.file);
  if (hasErrors(document.diagnostics)) return { exit: EXIT.problems, diagnostics: document.diagnostics };
  if (document.kind !== 'flow') {
    throw new CliError('cli/wrong-usage', `"${options.file}" is not a flow.`, {
      help: 'Give a *.flow.json or *.flow.yaml file.',
      exit: EXIT.usage,
    });
  }
  const workspace = await loadWorkspace(options.file, options);
  const diagnostics = [...document.diagnostics, ...workspace.diagnostics];
  if (hasErrors(diagnostics)) return { exit: EXIT.problems, diagnostics };
  const result = await runInWorkspace(document.value as FlowFile, workspace, options); // accepted by the flow schema
  return { exit: exitOf(result), result, diagnostics };
}

async function runInWorkspace(flow: FlowFile, workspace: Workspace, options: RunOptions): Promise<RunResult> {
  const run = randomUUID();
  const spillFolder = join(tmpdir(), `repatch-${run}`);
  const ports: Ports = {
    http: createHttpPort(),
    clock: systemClock,
    random: Math.random,
    secrets: workspace.secrets,
    stores: createSqliteStores(join(workspace.stateFolder, 'state.sqlite')),
    notify: () => Promise.resolve(),
    log: options.onEvent ?? (() => undefined),
    spillFolder,
  };
  try {
    return await runFlow({
      flow,
      connectors: workspace.connectors,
      instances: workspace.instances,
      nowMs: options.nowMs ?? ports.clock.now(),
      ports,
      profile: workspace.profile,
      signal: options.signal,
      run,
      stream: options.stream ?? false,
      ...(options.payload === undefined ? {} : { payload: options.payload }),
      ...(options.variables === undefined ? {} : { variables: options.variables }),
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
