import { join, resolve } from 'node:path';
import { statSync } from 'node:fs';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { FlowFile } from '../flow/model.ts';
import { importBody, importFlow } from '../patchworks-api/import-flow.ts';
import { listRemoteRuns, type RemoteRun, type RunFilter } from '../patchworks-api/list-runs.ts';
import { openApi, type PatchworksApi } from '../patchworks-api/open-api.ts';
import { startFlow, type FlowStart, type StartedFlow } from '../patchworks-api/start-flow.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import { systemClock } from '../workspace/ports/clock.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { readDocument } from '../workspace/read-document.ts';
import { loadWorkspace } from '../workspace/workspace.ts';

export interface PushOptions {
  /** Says what would be sent, and sends nothing. */
  readonly dryRun?: boolean;
  readonly signal: AbortSignal;
}

export interface PushedFlow {
  readonly file: string;
  readonly name: string;
  /** "in doubt": no answer came; the flow may be in the account. */
  readonly state: 'imported' | 'refused' | 'in doubt' | 'not sent' | 'would be sent';
  /** Id in the account, where the answer names one. */
  readonly id?: string;
  readonly bytes: number;
  /** Why it is not imported: the code, and the message. */
  readonly code?: DiagnosticCode;
  readonly message?: string;
}

/** What `repatch push --json` prints. */
export interface PushResult {
  readonly ok: boolean;
  readonly flows: readonly PushedFlow[];
  /** Faults of the files: with errors nothing was sent. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface PushReport {
  readonly exit: number;
  readonly result: PushResult;
}

/**
 * Imports flow files into the account of their workspace, one after the other, all as new flows. With an error in any of them
 * nothing is sent; after refused credentials, or without an answer, nothing more is.
 * Errors: CliError `cli/no-files`, `patchworks/not-set-up`.
 */
export async function pushFlows(patterns: readonly string[], { dryRun, signal }: PushOptions): Promise<PushReport> {
  const files = await expandPatterns(patterns);
  const documents = await Promise.all(files.map(async (file) => ({ file, ...(await readDocument(file)) })));
  const flows = documents.filter(({ kind }) => kind === 'flow');
  const diagnostics = flows.flatMap((flow) => flow.diagnostics);
  if (flows.length === 0) {
    throw new CliError('cli/no-files', 'None of the files is a process flow.', {
      help: 'Name *.flow.json or *.flow.yaml files.',
      exit: EXIT.usage,
    });
  }
  if (hasErrors(diagnostics)) return { exit: EXIT.problems, result: { ok: false, flows: [], diagnostics } };
  const pushed: PushedFlow[] = [];
  let fault: CliError | undefined;
  await withApi(flows[0]?.file, signal, async (api) => {
    for (const { file, value } of flows) {
      const flow = value as FlowFile; // accepted by the schema of its kind
      const body = importBody(flow);
      const facts = { file, name: flow.flow.name, bytes: Buffer.byteLength(body) };
      if (dryRun === true || fault !== undefined) {
        pushed.push({ ...facts, state: dryRun === true ? 'would be sent' : 'not sent' });
        continue;
      }
      try {
        const id = await importFlow(api, body);
        pushed.push({ ...facts, state: 'imported', ...(id === undefined ? {} : { id }) });
      } catch (error) {
        if (!(error instanceof CliError) || error.code === 'patchworks/not-set-up') throw error;
        const { code, message, help = '' } = error;
        pushed.push({ ...facts, state: stateAfter(error), code, message: `${message} ${help}`.trim() });
        if (error.exit === EXIT.environment) fault = error;
      }
    }
  });
  const ok = pushed.every(({ state }) => state === 'imported' || state === 'would be sent');
  return { exit: ok ? EXIT.clean : (fault?.exit ?? EXIT.problems), result: { ok, flows: pushed, diagnostics } };
}

function stateAfter({ code }: CliError): PushedFlow['state'] {
  if (code === 'patchworks/unreachable') return 'in doubt';
  return code === 'patchworks/too-large' || code === 'patchworks/unauthorised' ? 'not sent' : 'refused';
}

export interface RemoteOptions {
  /** A document or folder of the workspace whose account is meant. Default: the current folder. */
  readonly for?: string | undefined;
  readonly signal: AbortSignal;
}

export type { StartedFlow };

/** Starts a flow in the account. Errors: those of `openApi`. */
export async function startRemote(start: FlowStart, options: RemoteOptions): Promise<StartedFlow> {
  return withApi(options.for, options.signal, (api) => startFlow(api, start));
}

/** What `repatch runs remote --json` prints: the newest run first. */
export interface RemoteRunList {
  readonly runs: readonly RemoteRun[];
}

/** Runs in the account. Errors: those of `openApi`. */
export async function listRunsRemotely(filter: RunFilter, options: RemoteOptions): Promise<RemoteRunList> {
  return withApi(options.for, options.signal, async (api) => ({ runs: await listRemoteRuns(api, filter) }));
}

async function withApi<Result>(
  target: string | undefined,
  signal: AbortSignal,
  work: (api: PatchworksApi) => Promise<Result>,
): Promise<Result> {
  const place = resolve(target ?? process.cwd());
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  const { patchworks, secrets } = await loadWorkspace(isFolder ? join(place, '-') : place);
  const http = createHttpPort();
  try {
    return await work(openApi(patchworks, { http, clock: systemClock, secrets, signal }));
  } finally {
    await http.close();
  }
}
