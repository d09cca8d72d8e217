import { hash, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { isEnvironmental } from '../contract/environment-codes.ts';
import { isRunError } from '../contract/errors.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { runStatus, type RunEvent, type RunProgress, type RunResult, type RunTrigger } from '../contract/events.ts';
import type { PayloadFormat, StoredPayload } from '../contract/payload.ts';
import type { CallerPort, Ports } from '../contract/ports.ts';
import type { Stub } from '../contract/step.ts';
import type { RunInput } from '../contract/run-record.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import type { FlowFile } from '../flow/model.ts';
import { runService, type ServiceRunInput } from '../interpret/run-service.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { runFlow } from '../runtime/run-flow.ts';
import type { VersionChoice } from '../runtime/version-to-run.ts';
import { createMemoryJournal } from '../runtime/stores/memory-journal.ts';
import { createMemorySpill } from '../runtime/stores/memory-spill.ts';
import { shapes } from '../shapes/index.ts';
import { findEnvironment } from '../workspace/environments.ts';
import { systemClock } from '../workspace/ports/clock.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createMailer } from '../workspace/ports/mail.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import { createLoginFiles } from '../workspace/state/login-files.ts';
import { writeWhole } from '../workspace/files.ts';
import { openFlowLibrary, type FlowLibrary } from '../workspace/flow-library.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { openState, type OpenRun, type State } from '../workspace/state/open-state.ts';
import { runQueued } from './child-runs.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';

export interface RunOptions {
  /** The document. May be left out with `resume` and `retryFailed`: the run knows it. */
  readonly file?: string;
  readonly instances?: string;
  readonly state?: string;
  /** Moment that relative dates are measured from, in milliseconds since the epoch. Default: the clock's. */
  readonly nowMs?: number;
  /** JSON value of the trigger. */
  readonly payload?: unknown;
  /** Format of a payload that is text and no JSON value. */
  readonly payloadFormat?: PayloadFormat;
  readonly variables?: Readonly<Record<string, string>>;
  /** Name of a virtual environment of the workspace. */
  readonly environment?: string;
  readonly version?: VersionChoice;
  readonly trigger?: RunTrigger;
  /** When the run was queued, in milliseconds since the epoch. Default: when it starts; for `retryFailed`, the queue time of the earlier run. */
  readonly queuedMs?: number;
  readonly stream?: boolean;
  /** What stands in for steps whose shape cannot be run, by the name of the step. */
  readonly stubs?: Readonly<Record<string, Stub>>;
  /** File for the answer of a callback step. Without it, flows that have one are refused. */
  readonly callback?: string;
  /** Id of the service to run, when the file is a bundle. */
  readonly service?: string;
  /** Names of endpoints of a service, where several fit an entity. */
  readonly endpoints?: { readonly source?: string; readonly destination?: string };
  /** Id of a run that did not finish, to be carried on with what it was started with. */
  readonly resume?: string;
  /** Id of a run that did not finish, to be given up before a new one starts. */
  readonly abandon?: string;
  /** Id of a run whose failed payloads are sent again, and nothing else. */
  readonly retryFailed?: string;
  /** False: nothing is written down, and the run cannot be carried on. For measuring what the journal costs. */
  readonly journal?: boolean;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** Is given, once, what says how far the run has got. */
  readonly onProgress?: (read: () => RunProgress) => void;
}

export interface RunReport {
  readonly exit: number;
  /** Absent when the documents have errors. */
  readonly result?: RunResult;
  readonly diagnostics: readonly Diagnostic[];
}

/** What `repatch run --json` prints: the result, or why nothing was run. */
export type RunOutput = RunResult | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Runs one flow file, or one service of a bundle, against the instances of its workspace.
 * Errors: CliError with the codes of `State.begin` and `State.resume`, `cli/wrong-usage`.
 */
export async function runFile(options: RunOptions): Promise<RunReport> {
  if (options.file === undefined && earlierOf(options) === undefined) throw noDocument(options);
  // Without a document the folder that one stands in says which state is meant.
  const workspace = await loadWorkspace(options.file ?? join(process.cwd(), '-'), options);
  // Read before the state is opened: a mistyped path must not make a folder of state.
  const document = options.file === undefined ? undefined : await readDocument(options.file);
  const diagnostics = [...(document?.diagnostics ?? []), ...workspace.diagnostics];
  if (hasErrors(diagnostics)) return { exit: EXIT.problems, diagnostics };
  const state = openOrExplain(() => openState(workspace.stateFolder));
  try {
    return await runWithState(options, document, workspace, state);
  } finally {
    state.close();
  }
}

async function runWithState(
  options: RunOptions,
  given: ReadDocument | undefined,
  workspace: Workspace,
  state: State,
): Promise<RunReport> {
  const { resume } = options;
  const id = earlierOf(options);
  const earlier = id === undefined ? undefined : openOrExplain(() => state.find(id))?.input;
  const file = options.file ?? earlier?.file;
  if (file === undefined) throw noDocument(options);
  const document = given ?? (await readDocument(file));
  const diagnostics = [...document.diagnostics, ...workspace.diagnostics];
  if (hasErrors(diagnostics)) return { exit: EXIT.problems, diagnostics };
  const asked = startOf(options, earlier);
  const environment =
    asked.environment === undefined
      ? undefined
      : await findEnvironment(asked.environment, workspace.environmentsFolder);
  if (environment !== undefined && hasErrors(environment.diagnostics))
    return { exit: EXIT.problems, diagnostics: [...diagnostics, ...environment.diagnostics] };
  const input = inputOf(document, file, asked, environment?.digest);
  if (earlier !== undefined && resume !== undefined) requireSame(earlier, input, resume);
  const begun = openOrExplain(() => {
    if (options.resume !== undefined) return state.resume(options.resume);
    if (options.abandon !== undefined) state.abandon(options.abandon);
    return state.begin(randomUUID(), input, systemClock.now());
  });
  try {
    const around = {
      state,
      workspace,
      options,
      environment: environment?.value,
      library: openFlowLibrary(workspace.folder),
    };
    const own = await runInWorkspace(document.value, begun, around);
    const result = await withChildren(own, begun, around);
    return { exit: exitOf(result), result, diagnostics };
  } finally {
    begun.close();
  }
}

/** The run that this one carries on or repeats a part of. */
function earlierOf({ resume, retryFailed }: RunOptions): string | undefined {
  return resume ?? retryFailed;
}

/** A run is carried on with what it was started with; what failed is sent again so, too, unless something else is given. */
function startOf(options: RunOptions, earlier: RunInput | undefined): RunOptions {
  if (earlier === undefined) return options;
  if (options.resume !== undefined) return { ...options, ...earlier };
  const service = options.service ?? earlier.service;
  // "A retry uses the original queue time", unless somebody names a moment.
  const queuedMs = options.nowMs === undefined ? (earlier.queuedMs ?? earlier.nowMs) : undefined;
  return {
    ...options,
    ...given({
      service,
      environment: options.environment ?? earlier.environment,
      version: options.version ?? earlier.version,
      queuedMs: options.queuedMs ?? (earlier.kind === 'flow' ? queuedMs : undefined),
    }),
    variables: { ...earlier.variables, ...options.variables },
    endpoints: { ...earlier.endpoints, ...options.endpoints },
  };
}

interface Surroundings {
  readonly state: State;
  readonly workspace: Workspace;
  readonly library: FlowLibrary;
  readonly options: RunOptions;
  /** Flows that the run starts belong to its environment, too. */
  readonly environment: EnvironmentFile | undefined;
}

/** Runs what the run has asked for, once it has ended well; its own status stays what it is. */
async function withChildren(own: RunResult, begun: OpenRun, around: Surroundings): Promise<RunResult> {
  const { state, options, library } = around;
  if (!own.isComplete) {
    if (own.canResume) return own;
    const dropped = state.queued.drop(begun.run);
    const text = `${dropped} runs of other flows were asked for and did not start, because the run failed.`;
    return dropped === 0 ? own : { ...own, warnings: [...own.warnings, text] };
  }
  const children = await runQueued(begun.input.name, {
    state,
    library,
    nowMs: begun.input.nowMs,
    startedMs: systemClock.now(),
    signal: options.signal,
    run: (found, child) => runInWorkspace(found.flow, child, around),
  });
  const warnings = children
    .filter(({ status }) => status !== 'SUCCESS')
    .map(({ flow, run, status, failure }) => {
      const which = run === undefined ? '' : ` (run ${run})`;
      return `Flow "${flow}", which this run has started, ended with ${status}${which}${failure === undefined ? '' : `: ${failure}`}`;
    });
  return children.length === 0 ? own : { ...own, children, warnings: [...own.warnings, ...warnings] };
}

async function runInWorkspace(
  value: unknown,
  begun: OpenRun,
  { state, workspace, library, options, environment }: Surroundings,
): Promise<RunResult> {
  const { run, input } = begun;
  const { mail, secrets } = workspace;
  const mailer = mail === undefined ? undefined : createMailer(mail, { secrets, clock: systemClock });
  const ports: Ports = {
    http: createHttpPort(),
    clock: systemClock,
    random: Math.random,
    secrets: workspace.secrets,
    logins: createLoginFiles(join(workspace.stateFolder, 'logins')),
    hooks: workspace.hooks,
    scripts: createScriptPort(workspace.scripts),
    stores: state.stores,
    journal: options.journal === false ? createMemoryJournal(state.stores, run) : begun.journal,
    notify: (notification) => mailer?.notify(notification) ?? Promise.resolve(),
    sendsMail: mailer !== undefined,
    log: options.onEvent ?? (() => undefined),
    spill: options.journal === false ? createMemorySpill() : begun.spill,
    ...(options.callback === undefined ? {} : { caller: callerOf(options.callback) }),
    queue: {
      find: async (name) => (await library.find(name))?.flow,
      add: (id, child) => Promise.resolve(state.queued.add(run, id, child)),
    },
  };
  const around: Omit<ServiceRunInput, 'bundle' | 'serviceId'> = {
    connectors: workspace.connectors,
    instances: workspace.instances,
    nowMs: input.nowMs,
    ports,
    profile: workspace.profile,
    signal: options.signal,
    run,
    ...(input.payload === undefined ? {} : { payload: input.payload }),
    ...(begun.retry === undefined ? {} : { retry: begun.retry }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
  try {
    const result = await (input.kind === 'flow'
      ? runFlow({
          ...around,
          shapes,
          flow: value as FlowFile, // accepted by the schema of its kind
          ...(input.start === undefined ? {} : { start: startPayloadOf(input.start) }),
          stubs: input.stubs ?? {},
          variables: input.variables ?? {},
          stream: input.stream ?? false,
          ...given({
            environment,
            payloadFormat: input.payloadFormat,
            version: input.version,
            trigger: input.trigger,
            queuedMs: input.queuedMs,
          }),
        })
      : runService({
          ...around,
          interrupted: begun.interrupted ?? [],
          bundle: value as ServiceBundle, // as above
          serviceId: input.service ?? '',
          endpoints: input.endpoints ?? {},
        }));
    return writeDown(result, begun, ports.clock.now());
  } finally {
    await mailer?.close();
    await ports.http.close();
  }
}

/** The answer of a callback step goes to a file. */
function callerOf(file: string): CallerPort {
  return { answer: ({ body }) => writeWhole(file, body) };
}

function startPayloadOf({ base64, ...head }: RunInput['start'] & object): StoredPayload {
  return base64 === undefined ? head : { ...head, bytes: Buffer.from(base64, 'base64') };
}

/** The result is handed on also where it cannot be written down any more. */
function writeDown(result: RunResult, begun: OpenRun, endedMs: number): RunResult {
  try {
    return { ...result, canResume: begun.finish(result, endedMs) };
  } catch (error) {
    const failure = describeFailure(error, result.name);
    if (failure === undefined) throw error;
    const status = { code: 3, name: runStatus[3] } as const;
    const isKnown = result.failures.some(({ code, message }) => code === failure.code && message === failure.message);
    const failures = isKnown ? result.failures : [failure, ...result.failures];
    // For the state the run is still at work, so it can be carried on.
    return { ...result, status, isComplete: false, canResume: true, failures };
  }
}

function inputOf(
  { kind, value, source }: ReadDocument,
  file: string,
  options: RunOptions,
  environmentDigest: string | undefined,
): RunInput {
  const { service, endpoints, variables, stream, stubs, payload, nowMs = systemClock.now(), retryFailed } = options;
  const { environment, version, trigger, queuedMs, payloadFormat } = options;
  const common = {
    file: resolve(file),
    digest: hash('sha256', source.text, 'hex'),
    nowMs,
    ...(payload === undefined ? {} : { payload }),
    ...(retryFailed === undefined ? {} : { retryOf: retryFailed }),
  };
  if (kind === 'flow' && service === undefined) {
    const { flow } = value as FlowFile; // accepted by the schema of its kind
    const start = given({ environment, environmentDigest, version, trigger, queuedMs, payloadFormat, stubs });
    return { ...common, ...start, kind: 'flow', name: flow.name, variables: variables ?? {}, stream: stream ?? false };
  }
  if (kind === 'services' && service !== undefined) {
    const bundle = value as ServiceBundle; // as above
    requireFlow({ environment, version, trigger, queuedMs });
    return { ...common, kind: 'service', name: ledgerOf(bundle, service), service, endpoints: endpoints ?? {} };
  }
  const help =
    kind === 'services'
      ? 'Name the service with --service ID.'
      : 'Give a *.flow file, or a *.services file with --service ID.';
  const what = service === undefined ? 'is not a flow' : 'is not a bundle of services';
  throw new CliError('cli/wrong-usage', `"${file}" ${what}.`, { help, exit: EXIT.usage });
}

/** Versions, environments, triggers and the queue belong to flows. */
function requireFlow(options: Readonly<Record<string, unknown>>): void {
  const flag = Object.keys(options).find((name) => options[name] !== undefined);
  if (flag === undefined) return;
  const name = flag === 'queuedMs' ? 'queued-at' : flag;
  throw new CliError('cli/wrong-usage', `--${name} is for process flows, and this is a service.`, {
    help: `Leave --${name} out.`,
    exit: EXIT.usage,
  });
}

/** Without the members that nobody gave. */
function given<Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never; // only members with a value are left
}

/** A sweeper works on the ledger of the service that it sweeps for. */
function ledgerOf({ services }: ServiceBundle, id: string): string {
  return services.find((one) => one.id === id)?.sweeps ?? id;
}

function requireSame(earlier: RunInput, { digest, environmentDigest, file, environment }: RunInput, run: string): void {
  if (digest === earlier.digest && environmentDigest === earlier.environmentDigest) return;
  const what = digest === earlier.digest ? `Environment "${environment ?? ''}"` : `"${file}"`;
  throw new CliError('run/cannot-resume', `${what} has changed since run ${run} began.`, {
    help: `Take the document as it was, or give the run up and start anew with --abandon ${run}.`,
    exit: EXIT.problems,
  });
}

function noDocument(options: RunOptions): CliError {
  const earlier = earlierOf(options);
  return earlier === undefined
    ? new CliError('cli/wrong-usage', 'No document to run was named.', {
        help: 'Give a *.flow file, or a *.services file with --service ID.',
        exit: EXIT.usage,
      })
    : new CliError('run/no-such-run', `There is no run "${earlier}" in this state.`, {
        help: 'List the runs with: repatch runs.',
        exit: EXIT.problems,
      });
}

/** What stands in the way of a run is said as a failure of the command. */
function openOrExplain<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!isRunError(error)) throw error;
    throw new CliError(error.code, error.message, {
      exit: isEnvironmental(error.code) ? EXIT.environment : EXIT.problems,
      ...(error.help === undefined ? {} : { help: error.help }),
      cause: error,
    });
  }
}

/**
 * Failures of the third party or of records are problems (1), also in a flow that this one has started; a refused or
 * unreachable third party is the environment (3).
 */
function exitOf({ status, failures, children = [] }: RunResult): number {
  if (status.code === 2) return children.every((child) => child.status === 'SUCCESS') ? EXIT.clean : EXIT.problems;
  if (status.code === 4) return EXIT.interrupted;
  return status.code === 3 && failures.some(({ code }) => isEnvironmental(code)) ? EXIT.environment : EXIT.problems;
}
