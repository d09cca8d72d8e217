import { createHash } from 'node:crypto';
import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import { createContext } from '../runtime/create-context.ts';
import type { RunContext } from '../contract/context.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { endsRun, located, RetryableError, TerminalError } from '../contract/errors.ts';
import {
  runStatus,
  type Failure,
  type ItemResult,
  type RunProgress,
  type RunResult,
  type RunStatusCode,
} from '../contract/events.ts';
import type { HttpClient } from '../contract/http-call.ts';
import { createHttpClient } from '../runtime/http/client.ts';
import type { LedgerEntry, Ports } from '../contract/ports.ts';
import { compilePath } from '../text/path.ts';
import { openDictionary } from './dictionary.ts';
import { compileFilters } from './filters.ts';
import { compileIdentity, type Identity } from './identity.ts';
import { compileMapping } from './map-record.ts';
import { unapplied } from './unapplied.ts';
import { resolveSide, type Side } from './resolve-side.ts';

/** Pushes of one record before it counts as failed for good. Inferred: "up to four" on the sync report. */
const defaultAttempts = 4;
const timeoutMs = 30_000;

export interface ServiceRunInput {
  readonly bundle: ServiceBundle;
  readonly serviceId: string;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Names of endpoints, where several fit an entity. */
  readonly endpoints?: { readonly source?: string; readonly destination?: string };
  /** JSON value that arrived at an inbound service: a record or a list of records. */
  readonly payload?: unknown;
  readonly nowMs: number;
  readonly ports: Ports;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  readonly run: string;
  /** Is given, once, what says how far the run has got. */
  readonly onProgress?: (read: () => RunProgress) => void;
}

/**
 * Runs one legacy service: pull, ledger, mapping and push, record by record, in pull order.
 *
 * A failed record does not end the run; it is pushed again by later runs until its attempts are used up. Returns the
 * result also when the run fails: status 2 success, 3 failure, 4 stopped, 5 when some records failed.
 */
export async function runService(input: ServiceRunInput): Promise<RunResult> {
  const { ports, bundle } = input;
  const started = ports.clock.now();
  const since = ports.clock.elapsed();
  const service = bundle.services.find(({ id }) => id === input.serviceId);
  const name = service?.name ?? input.serviceId;
  const { context, notes } = createContext({ ...input, name, company: bundle.company.name });
  const client = createHttpClient(context);
  context.log({ event: 'run-started', run: input.run, kind: 'service', name });
  const items: ItemResult[] = [];
  const failures: Failure[] = [];
  let pulled = 0;
  let code: RunStatusCode;
  try {
    if (service === undefined) throw unknownService(input);
    for (const text of unapplied(service, bundle)) context.warn(text);
    const sync = openSync(service, input, context, client);
    const { counts } = client;
    input.onProgress?.(() => ({ pages: counts.received, records: pulled, sent: counts.sent, failed: failures.length }));
    for await (const { record, passes } of sync.pull()) {
      pulled++;
      if (!passes) continue;
      const item = await sync.process(record);
      context.log({ event: 'item', item });
      items.push(item);
      if (item.failure !== undefined) failures.push(item.failure);
    }
    code = failures.length > 0 ? 5 : 2;
    if (failures.length > 0 && service.alerts.active) await alert(service, failures.length, input, context);
  } catch (error) {
    const failure = describeFailure(error, name);
    if (!input.signal.aborted && failure === undefined) throw error;
    if (failure !== undefined) failures.push(failure);
    code = input.signal.aborted ? 4 : 3;
  }
  context.log({ event: 'run-finished', status: code });
  const pushed = items.filter(({ status }) => status === 'OK' || status === 'Sent').length;
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
    counts: { pulled, pushed },
    items,
    failures,
    inDoubt: notes.inDoubt(),
    notifications: notes.notifications(),
    warnings: notes.warnings(),
    omitted: { ...notes.omitted(), failures: 0 },
    assumed: notes.assumed(),
  };
}

interface Pulled {
  readonly record: unknown;
  /** Whether the filters that the API did not evaluate let the record through. */
  readonly passes: boolean;
}

interface Sync {
  pull(): AsyncIterable<Pulled>;
  process(record: unknown): Promise<ItemResult>;
}

function openSync(service: Service, input: ServiceRunInput, context: RunContext, client: HttpClient): Sync {
  const { bundle, endpoints } = input;
  const partner = bundle.services.find(({ id }) => id === service.sweeps);
  // A sweeper without mappings of its own works as its partner does, and both share one ledger.
  const mappings = service.mappings.length === 0 && partner !== undefined ? partner.mappings : service.mappings;
  const effective: Service = {
    ...service,
    mappings,
    ...(service.dedupe === undefined && partner?.dedupe !== undefined ? { dedupe: partner.dedupe } : {}),
  };
  if (service.payloadScript !== undefined) throw scriptUnsupported(service);
  const destination = resolveSide(
    bundle,
    { ...service.destination, direction: 'Send', endpointName: endpoints?.destination },
    context,
  );
  const systemOf = (connectorId: string): ServiceBundle['systems'][number] | undefined =>
    bundle.systems.find(({ id }) => id === bundle.connectors.find((one) => one.id === connectorId)?.systemId);
  const sourceDictionary = openDictionary(systemOf(service.source.connectorId), service.source.entity);
  const map = compileMapping({
    rows: mappings,
    source: sourceDictionary,
    destination: openDictionary(destination.system, service.destination.entity),
    crossReferences: bundle.crossReferences,
    context,
  });
  const identify = compileIdentity(effective, sourceDictionary, context);
  const ledger = partner?.id ?? service.id;
  const limit = service.source.maximumAttempts ?? partner?.source.maximumAttempts ?? defaultAttempts;
  const push = (record: unknown, key: string | undefined): Promise<unknown> => {
    const call = { ...destination, variables: {}, timeoutMs, retries: 0, step: 'push' };
    const body = JSON.stringify(mappings.length === 0 ? record : map(record));
    // The ledger lets a record through once, so its key is the same in every run: an answer that was lost is not
    // pushed a second time. Without a ledger every run means its push.
    const idempotencyKey = idempotencyKeyOf(key === undefined ? [input.run, body] : [ledger, key]);
    return client.send(call, body, { idempotencyKey });
  };
  return {
    pull: () =>
      service.trigger?.kind === 'inboundApi' || service.trigger?.kind === 'webhook'
        ? arrived(input.payload)
        : pull(service, input, context, client),
    process: (record) =>
      processRecord(record, identify(record), {
        ledger,
        limit,
        sent: destination.system.kind === 'file',
        push,
        context,
      }),
  };
}

function idempotencyKeyOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u001F')).digest('hex').slice(0, 32);
}

async function* arrived(payload: unknown): AsyncGenerator<Pulled> {
  if (payload === undefined) return;
  for (const record of [payload].flat()) yield { record, passes: true };
}

async function* pull(
  service: Service,
  input: ServiceRunInput,
  context: RunContext,
  client: HttpClient,
): AsyncGenerator<Pulled> {
  const side: Side = resolveSide(
    input.bundle,
    { ...service.source, direction: 'Receive', endpointName: input.endpoints?.source },
    context,
  );
  const filters = compileFilters(
    service.filters,
    side.endpoint,
    openDictionary(side.system, service.source.entity),
    context,
  );
  const recordsOf =
    side.endpoint.dataPath === undefined ? (body: unknown) => body : compilePath(side.endpoint.dataPath);
  const call = { ...side, variables: {}, parameters: filters.parameters, timeoutMs, retries: 2, step: 'pull' };
  const pages: unknown[] = [];
  for await (const { payload } of client.receive(call)) pages.push(payload.value);
  for (const page of pages) {
    for (const record of [recordsOf(page)].flat())
      if (record !== undefined) yield { record, passes: filters.test(record) };
  }
}

interface Processing {
  readonly ledger: string;
  readonly limit: number;
  /** True for file destinations: nobody confirms, so the record is Sent and not OK. */
  readonly sent: boolean;
  readonly push: (record: unknown, key: string | undefined) => Promise<unknown>;
  readonly context: RunContext;
}

async function processRecord(record: unknown, identity: Identity, processing: Processing): Promise<ItemResult> {
  const { ledger, limit, sent, push, context } = processing;
  const { ledgers } = context.journal.stores;
  const { key, sourceId, reference } = identity;
  const known = key === undefined ? undefined : await ledgers.get(ledger, key);
  const base = { sourceId, ...(reference === undefined ? {} : { reference }) };
  const done = known?.status === 'OK' || known?.status === 'Sent';
  if (known !== undefined && (done || known.attempts >= limit))
    return { ...base, status: 'Skipped', attempts: known.attempts };
  const attempts = (known?.attempts ?? 0) + 1;
  const entry = (status: LedgerEntry['status'], lastError?: string): LedgerEntry => ({
    ...base,
    identity: key ?? '',
    status,
    attempts,
    updatedAtMs: context.nowMs,
    ...(lastError === undefined ? {} : { lastError }),
  });
  try {
    await push(record, key);
  } catch (error) {
    const failure = describeFailure(located(error, 'push', { key: sourceId }), 'push');
    // A refused login is no record's fault: it ends the run.
    if (failure === undefined || endsRun(failure.code)) throw error;
    const status = error instanceof RetryableError && attempts < limit ? 'Pending' : 'Failed';
    if (key !== undefined) await ledgers.put(ledger, entry(status, failure.message));
    return { ...base, status, attempts, failure };
  }
  const status = sent ? 'Sent' : 'OK';
  if (key !== undefined) await ledgers.put(ledger, entry(status));
  return { ...base, status, attempts };
}

async function alert(
  service: Service,
  failed: number,
  { bundle, ports }: ServiceRunInput,
  context: RunContext,
): Promise<void> {
  const groups = service.alerts.notificationGroupIds.map(
    (id) => bundle.notificationGroups?.find((group) => group.id === id)?.name ?? id,
  );
  const text = `Service "${service.name}": ${failed} record${failed === 1 ? '' : 's'} failed.`;
  const notification = { level: 'error', channel: 'email+log', groups, text } as const;
  context.log({ event: 'notification', ...notification });
  await ports.notify(notification);
}

function unknownService({ serviceId, bundle }: ServiceRunInput): TerminalError {
  return new TerminalError({
    code: 'run/unknown-service',
    message: `The bundle has no service "${serviceId}".`,
    help: `Services: ${bundle.services.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none'}.`,
  });
}

function scriptUnsupported(service: Service): TerminalError {
  return new TerminalError({
    code: 'run/unsupported-script',
    message: `Service "${service.id}" has a payload script, which cannot be run yet.`,
    help: 'Leave the script out of the copy that you run.',
  });
}
