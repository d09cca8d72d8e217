import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import type { FlowFile } from '../flow/model.ts';
import type { RunContext } from '../contract/context.ts';
import { createContext, type ContextInput } from './create-context.ts';
import { TerminalError } from '../contract/errors.ts';
import {
  runStatus,
  type Failure,
  type RunProgress,
  type RunResult,
  type RunStart,
  type RunStatusCode,
  type RunTrigger,
} from '../contract/events.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { openEnvironment, type OpenedEnvironment } from './environment-variables.ts';
import { Executor } from './executor.ts';
import type { FailedPayloadRecord } from '../contract/journal.ts';
import type { Stub } from '../contract/step.ts';
import {
  emptyPayload,
  encodedPayload,
  restorePayload,
  withLabels,
  type Payload,
  type PayloadFormat,
  type StoredPayload,
} from '../contract/payload.ts';
import type { PayloadObserver } from '../contract/payload-observer.ts';
import { compilePlan, type Plan, type PlanStep } from './plan.ts';
import { pathTo } from './resume-point.ts';
import { scriptsOf } from './flow-scripts.ts';
import { liveWarnings, resolveStart, type Start } from './start.ts';
import { chosenVersion, startVariables, versionWarnings, type VersionChoice } from './version-to-run.ts';
import { readPayloads } from './waiting-room.ts';
import type { HttpClient } from '../contract/http-call.ts';
import { cleanUpAfter, type RunClient } from './client.ts';
import type { Ports } from '../contract/ports.ts';
import type { Shape } from '../contract/define-shape.ts';

export interface FlowRunInput {
  readonly flow: FlowFile;
  /** The catalogue of shapes that steps are looked up in. */
  readonly shapes: readonly Shape[];
  /** Definitions besides the ones in `flow.systems`; those in the file win. */
  readonly connectors?: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  /** JSON value of the trigger: webhook body, API body or manual payload. */
  readonly payload?: unknown;
  /** What the run starts with in the place of `payload`, with its metadata. */
  readonly start?: StoredPayload;
  /** What stands in for steps whose shape cannot be run, by name. */
  readonly stubs?: Readonly<Record<string, Stub>>;
  /** Format of a payload that is text and no JSON value. */
  readonly payloadFormat?: PayloadFormat;
  /** Start values of flow variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The virtual environment that the run belongs to: what it replaces, and its variables. */
  readonly environment?: EnvironmentFile;
  /** Default: the version of the environment, then the deployed one, then the draft. */
  readonly version?: VersionChoice;
  /** What starts the run; all but a start by hand ask for a deployed version. Default: `manual`. */
  readonly trigger?: RunTrigger;
  /**
   * When the run was queued, in milliseconds since the epoch: relative dates are measured from then, unless the flow says
   * `use_queued_time: false`. Default: `nowMs`.
   */
  readonly queuedMs?: number;
  /** The run's moment, in milliseconds since the epoch. */
  readonly nowMs: number;
  readonly ports: Ports;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  /** Run id. */
  readonly run: string;
  /** Payloads that failed in an earlier run: the run sends just those, from the steps where they failed. */
  readonly retry?: readonly FailedPayloadRecord[];
  /** Push pages as they arrive instead of waiting for the whole bucket. */
  readonly stream?: boolean;
  /** Is given, once, what says how far the run has got. */
  readonly onProgress?: (read: () => RunProgress) => void;
  /** Sees every payload that reaches a step or leaves it. */
  readonly observer?: PayloadObserver;
}

/**
 * Runs one version of a flow: the deployed one, or its draft, where nothing else is asked for.
 *
 * Returns the result also when the run fails: status 2 success, 3 failure, 4 stopped, 5 partial success.
 * Throws only for bugs of the toolkit.
 */
export async function runFlow(input: FlowRunInput): Promise<RunResult> {
  const { ports } = input;
  const started = ports.clock.now();
  const since = ports.clock.elapsed();
  const resolved = resolveStart(input);
  const { flow } = resolved;
  const opened = input.environment === undefined ? undefined : openEnvironment(input.environment);
  const { context, collected } = createContext({ ...contextOf(input, resolved), ...given(opened) });
  context.log({ event: 'run-started', run: input.run, kind: 'flow', name: flow.flow.name });
  let executor: Executor | undefined;
  const failures: Failure[] = [];
  let code: RunStatusCode = 2;
  let isComplete = false;
  let client: RunClient | undefined;
  let start: RunStart | undefined;
  try {
    await collected.recall();
    for (const text of versionWarnings(flow, resolved.wanted)) context.warn(text);
    const { version, start: found } = resolved.open();
    start = found;
    const before = chosenVersion(input.flow, resolved.wanted);
    for (const text of liveWarnings(version, input.environment, before, input.instances)) context.warn(text);
    await opened?.resolve(context);
    const plan = await compilePlan(version, input.shapes, context, input.stubs);
    client = plan.client;
    const { observer } = input;
    executor = new Executor(context, { stream: input.stream ?? false, runCaches: plan.runCaches, observer });
    watch(input, client.counts, executor);
    // A file that an earlier run has read and not put away would be read again.
    await client.cleanUp();
    await carryOut(plan, executor, input, context);
    code = caughtCode(executor);
    await context.journal.commit();
    isComplete = true;
    await cleanUpAfter(client, context);
  } catch (error) {
    if (input.signal.aborted) {
      code = 4;
    } else {
      const failure = describeFailure(error, flow.flow.name, context.redaction);
      if (failure === undefined) throw error;
      failures.push(failure);
      code = 3;
    }
  } finally {
    await client?.close();
  }
  await context.scripts.close();
  if (code !== 4) await context.caller?.giveUp(failures[0]?.message ?? 'The flow has ended without an answer.');
  const steps = executor?.statistics() ?? [];
  for (const step of steps) context.log({ event: 'step-finished', step });
  context.log({ event: 'run-finished', status: code });
  return {
    run: input.run,
    kind: 'flow',
    name: flow.flow.name,
    ...(start === undefined ? {} : { start }),
    status: { code, name: runStatus[code] },
    isComplete,
    canResume: false,
    startedAt: new Date(started).toISOString(),
    durationMs: Math.round(ports.clock.elapsed() - since),
    requests: { received: 0, records: 0, sent: 0, ...client?.counts },
    steps,
    failures: [...failures, ...(executor?.caught ?? [])],
    inDoubt: collected.inDoubt(),
    notifications: collected.notifications(),
    warnings: collected.warnings(),
    omitted: { ...collected.omitted(), failures: executor?.unlisted ?? 0, items: 0 },
    assumed: collected.assumed(),
  };
}

function watch({ onProgress }: FlowRunInput, client: HttpClient['counts'], executor: Executor): void {
  onProgress?.(() => ({
    pages: client.received,
    records: client.records,
    sent: client.sent,
    failed: executor.caughtCount,
  }));
}

/** From the beginning, from where an earlier attempt of the run had got to, or from the steps where payloads failed. */
async function carryOut(plan: Plan, executor: Executor, input: FlowRunInput, context: RunContext): Promise<void> {
  const { journal, ports } = context;
  const checkpoint = await journal.checkpoint();
  if (checkpoint !== undefined) {
    for (const [name, value] of Object.entries(checkpoint.variables)) context.variables.set(name, value);
    for (const [key, value] of Object.entries(checkpoint.runCaches)) plan.runCaches.set(key, value);
    // What waits in the file may be of any format.
    for (const format of ['xml', 'csv'] as const) await context.codecs.load(format);
    const file = ports.spill.open(checkpoint.file);
    try {
      await executor.resume(plan.steps, {
        path: requirePath(checkpoint.step, plan),
        bucket: readPayloads(file, context.codecs),
        failed: checkpoint.failed,
      });
    } finally {
      file.close();
    }
    return;
  }
  if (input.retry === undefined) {
    await executor.run(plan.steps, [await firstPayload(input, context)]);
    return;
  }
  for (const { payload } of input.retry) await context.codecs.load(payload.format);
  for (const [step, failed] of Map.groupBy(input.retry, ({ step: name }) => name)) {
    const bucket = failed.map(({ payload, idempotencyKey }) =>
      withLabels(
        restorePayload(payload, context.codecs),
        idempotencyKey === undefined ? {} : { retryKey: idempotencyKey },
      ),
    );
    await executor.resume(plan.steps, { path: requirePath(step, plan), bucket, failed: [] });
  }
}

function requirePath(step: string, { steps }: Plan): readonly PlanStep[] {
  const path = pathTo(step, steps);
  if (path !== undefined) return path;
  throw new TerminalError({
    code: 'run/cannot-resume',
    message: `The flow has no step "${step}" any more, from which the run would go on.`,
    help: 'Take the flow as it was, or give the earlier run up with --abandon RUN.',
  });
}

function given(opened: OpenedEnvironment | undefined): Pick<ContextInput, 'environment'> {
  return opened === undefined ? {} : { environment: opened.environment };
}

function contextOf(input: FlowRunInput, { flow, wanted }: Start): Omit<ContextInput, 'environment'> {
  const { profile, connectors, instances, nowMs, ports, signal, run, queuedMs } = input;
  return {
    instances,
    nowMs,
    ports,
    signal,
    run,
    ...(queuedMs === undefined || flow.flow.use_queued_time === false ? {} : { datesFromMs: queuedMs }),
    name: flow.flow.name,
    company: flow.metadata.company_name,
    connectors: connectorsOf(flow, connectors),
    lookups: flow['x-repatch']?.lookups ?? [],
    scripts: scriptsOf(flow),
    variables: [...startVariables(flow, wanted), ...Object.entries(input.variables ?? {})],
    profile: { ...profile, ...definedAnswers(flow) },
  };
}

function definedAnswers(flow: FlowFile): Partial<Profile> {
  return (flow['x-repatch']?.profile ?? {}) as Partial<Profile>; // the schema admits only keys and choices of the profile
}

function connectorsOf(
  flow: FlowFile,
  others: ReadonlyMap<string, ConnectorDefinition> | undefined,
): ReadonlyMap<string, ConnectorDefinition> {
  const connectors = new Map(others);
  for (const { system } of flow.systems) {
    // A system that only names itself refers to a definition kept elsewhere.
    if (system.endpoints !== undefined || !connectors.has(system.name)) connectors.set(system.name, system);
  }
  return connectors;
}

async function firstPayload(input: FlowRunInput, context: RunContext): Promise<Payload> {
  const { start } = input;
  if (start === undefined) return startPayload(input, context);
  await context.codecs.load(start.format);
  return restorePayload(start, context.codecs);
}

async function startPayload(
  { payload: value, payloadFormat: format = 'json' }: FlowRunInput,
  { codecs }: RunContext,
): Promise<Payload> {
  if (value === undefined) return emptyPayload;
  if (format === 'json') return { ...emptyPayload, value };
  const codec = await codecs.load(format);
  const bytes = Buffer.from(String(value));
  return encodedPayload(bytes, { format, meta: {}, ...(codec === undefined ? {} : { codec }) });
}

function caughtCode(executor: Executor): RunStatusCode {
  if (executor.caughtCount === 0 || executor.caughtStatus === 'success') return 2;
  return executor.caughtStatus === 'failure' ? 3 : 5;
}
