import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import { createContext } from '../runtime/create-context.ts';
import type { RunContext } from '../contract/context.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { TerminalError } from '../contract/errors.ts';
import { runStatus, type Failure, type RunProgress, type RunResult, type RunStatusCode } from '../contract/events.ts';
import type { HttpClient } from '../contract/http-call.ts';
import type { FailedPayloadRecord } from '../contract/journal.ts';
import type { Ports } from '../contract/ports.ts';
import { cleanUpAfter, createClient } from '../runtime/client.ts';
import { alertGroups } from './alert.ts';
import { effectiveService } from './effective-service.ts';
import { compileProcessing } from './process-records.ts';
import { arrivedRecords, failedRecords, pullRecords } from './pull-records.ts';
import type { SourceRecord } from './source-record.ts';
import { SyncReport } from './sync-report.ts';
import { unapplied } from './unapplied.ts';

export interface ServiceRunInput {
  readonly bundle: ServiceBundle;
  readonly serviceId: string;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Names of endpoints, where several fit an entity. */
  readonly endpoints?: { readonly source?: string; readonly destination?: string };
  /** JSON value that arrived at an inbound service: a record or a list of records. */
  readonly payload?: unknown;
  /** What a record has to pass besides the filters, where somebody has decided so. Default: all do. */
  readonly admits?: (record: unknown) => boolean;
  /**
   * True where each page is checked before anything is pushed, as flows do it: of one record that comes several times the first of
   * each page is pushed. Default: what has arrived is not pushed again.
   */
  readonly checksPagesFirst?: boolean;
  readonly nowMs: number;
  readonly ports: Ports;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  readonly run: string;
  /** Is given, once, what says how far the run has got. */
  readonly onProgress?: (read: () => RunProgress) => void;
  /** Records that failed in an earlier run: the run pushes just those. */
  readonly retry?: readonly FailedPayloadRecord[];
  /** Earlier runs of the service that were ended by force. */
  readonly interrupted?: readonly string[];
}

/**
 * Runs one legacy service: pull page by page, then ledger, mapping and push for each record, with results in pull order.
 *
 * A failed record does not end the run; it is pushed again by later runs until its attempts are used up. A pull that breaks
 * ends it, and so does a refused login: what was pushed before is done, and the ledger says so. Returns the result also when
 * the run fails: status 2 success, 3 failure, 4 stopped, 5 when some records failed.
 */
export async function runService(input: ServiceRunInput): Promise<RunResult> {
  const { ports, bundle } = input;
  const started = ports.clock.now();
  const since = ports.clock.elapsed();
  const service = bundle.services.find(({ id }) => id === input.serviceId);
  const name = service?.name ?? input.serviceId;
  const { context, collected } = createContext({
    ...input,
    name,
    company: bundle.company.name,
    scripts: bundle.scripts.map(({ id, language, code }) => ({ name: id, language, code })),
  });
  const client = createClient(context);
  context.log({ event: 'run-started', run: input.run, kind: 'service', name });
  const report = new SyncReport(context);
  const ending: Failure[] = [];
  let code: RunStatusCode;
  try {
    if (service === undefined) throw unknownService(input);
    await collected.recall();
    const { counts } = client;
    input.onProgress?.(() => ({
      pages: counts.received,
      records: report.pulled,
      sent: counts.sent,
      failed: report.failures.length,
    }));
    // A file that an earlier run has read and not put away would be read again.
    await client.cleanUp();
    await sync(service, input, context, client, report);
    code = report.failures.length > 0 ? 5 : 2;
    await cleanUpAfter(client, context);
  } catch (error) {
    const failure = describeFailure(error, name, context.redaction);
    if (!input.signal.aborted && failure === undefined) throw error;
    if (failure !== undefined) ending.push(failure);
    code = input.signal.aborted ? 4 : 3;
  } finally {
    await client.close();
  }
  await context.scripts.close();
  context.log({ event: 'run-finished', status: code });
  return {
    run: input.run,
    kind: 'service',
    name,
    status: { code, name: runStatus[code] },
    isComplete: code === 2 || code === 5,
    canResume: false,
    startedAt: new Date(started).toISOString(),
    durationMs: Math.round(ports.clock.elapsed() - since),
    requests: { ...client.counts },
    steps: [],
    ...report.result,
    failures: [...report.failures, ...ending],
    inDoubt: collected.inDoubt(),
    notifications: collected.notifications(),
    warnings: collected.warnings(),
    omitted: { ...collected.omitted(), failures: 0, items: report.omitted },
    assumed: collected.assumed(),
  };
}

async function sync(
  service: Service,
  input: ServiceRunInput,
  context: RunContext,
  client: HttpClient,
  report: SyncReport,
): Promise<void> {
  const { bundle, endpoints } = input;
  for (const run of input.interrupted ?? [])
    context.warn(
      `Run ${run} of this service was ended by force. What it had not pushed is pushed by this run where its filters let it through; for the window of that run: repatch run --resume ${run}.`,
    );
  for (const text of unapplied(service, bundle)) context.warn(text);
  const process = await compileProcessing({
    service: effectiveService(service, bundle),
    bundle,
    endpointName: endpoints?.destination,
    isRetry: input.retry !== undefined,
    checksPagesFirst: input.checksPagesFirst ?? false,
    context,
    client,
  });
  for await (const item of process(recordsFor(service, input, context, client, report))) report.add(item);
  await context.journal.commit();
  await alertGroups(service, report.failures.length, bundle, context);
}

function recordsFor(
  service: Service,
  { bundle, endpoints, payload, retry, admits }: ServiceRunInput,
  context: RunContext,
  client: HttpClient,
  report: SyncReport,
): AsyncIterable<SourceRecord> {
  const count = (): void => void report.pulled++;
  if (retry !== undefined) return failedRecords(retry, { context, count });
  const { kind } = service.trigger ?? {};
  const more = admits === undefined ? {} : { admits };
  if (kind === 'inboundApi' || kind === 'webhook')
    return arrivedRecords(payload, { service, bundle, context, count, ...more });
  return pullRecords({ service, bundle, endpointName: endpoints?.source, context, client, count, ...more });
}

function unknownService({ serviceId, bundle }: ServiceRunInput): TerminalError {
  return new TerminalError({
    code: 'run/unknown-service',
    message: `The bundle has no service "${serviceId}".`,
    help: `Services: ${bundle.services.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none'}.`,
  });
}
