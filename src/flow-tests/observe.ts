import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { FailedPayloadRecord } from '../contract/journal.ts';
import type { RunEvent, RunResult } from '../contract/events.ts';
import type { Payload, StoredPayload } from '../contract/payload.ts';
import type { CallerPort, Ports, Stores, TrackedValue } from '../contract/ports.ts';
import { recordOrigin } from '../contract/record-origin.ts';
import type { ScriptPort } from '../contract/script.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import type { Given } from '../flow/flow-test.ts';
import type { FlowFile } from '../flow/model.ts';
import { runService } from '../interpret/run-service.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { runFlow } from '../runtime/run-flow.ts';
import { createMemoryJournal } from '../runtime/stores/memory-journal.ts';
import { createMemorySpill } from '../runtime/stores/memory-spill.ts';
import { createMemoryStores } from '../runtime/stores/memory.ts';
import { shapes } from '../shapes/index.ts';
import { Secret } from '../text/secret.ts';
import { createVirtualClock } from '../workspace/ports/virtual-clock.ts';
import type { SeenRequest, UnmatchedRequest } from './exchanges.ts';
import { onlyStep } from './single-step.ts';

export type Subject =
  | { readonly kind: 'flow'; readonly flow: FlowFile }
  | { readonly kind: 'service'; readonly bundle: ServiceBundle; readonly service: string };

/** What a test runs in. */
export interface Surroundings {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly http: Ports['http'] & {
    readonly requests: readonly SeenRequest[];
    readonly unmatched: readonly UnmatchedRequest[];
  };
  readonly environment?: EnvironmentFile;
  readonly profile: Profile;
  readonly scripts: ScriptPort;
  readonly signal: AbortSignal;
}

/** All that can be seen of one run. */
export interface Observed {
  readonly result: RunResult;
  readonly requests: readonly SeenRequest[];
  readonly unmatched: readonly UnmatchedRequest[];
  /** Payloads that reached a step, and those that it handed on, by its name. */
  readonly arrived: ReadonlyMap<string, readonly Payload[]>;
  readonly handedOn: ReadonlyMap<string, readonly Payload[]>;
  readonly events: readonly RunEvent[];
  readonly stores: Stores;
  readonly tracked: readonly TrackedValue[];
  readonly answer?: Parameters<CallerPort['answer']>[0];
}

const defaultNow = '2026-01-01T00:00:00Z';

function momentOf({ now = defaultNow }: Given): number {
  return Date.parse(now);
}

/** Runs what is tested once, with what is given; `bucket`: payloads that it begins with at a step, in the place of them. Errors: TerminalError `test/unknown-step`. */
export async function observe(
  subject: Subject,
  given: Given,
  around: Surroundings,
  step?: string,
  bucket?: readonly FailedPayloadRecord[],
): Promise<Observed> {
  const nowMs = momentOf(given);
  const stores = createMemoryStores();
  await fillStores(stores, subject, given, nowMs);
  const watch = watchRun(around.http.requests);
  const tracked: TrackedValue[] = [];
  let answer: Observed['answer'];
  const ports: Ports = {
    http: around.http,
    clock: createVirtualClock(nowMs),
    random: () => 0.5,
    // Secrets of the user are out of reach.
    secrets: {
      secret: (name) => Promise.resolve(new Secret(`simulated-${name}`)),
      setting: (name) => Promise.resolve(`simulated-${name}`),
    },
    scripts: around.scripts,
    stores,
    journal: createMemoryJournal({
      ...stores,
      tracked: {
        ...stores.tracked,
        add(values) {
          tracked.push(...values);
          return stores.tracked.add(values);
        },
      },
    }),
    notify: () => Promise.resolve(),
    sendsMail: true,
    caller: { answer: (sent) => ((answer = sent), Promise.resolve()) },
    log: watch.log,
    spill: createMemorySpill(),
  };
  const { connectors, instances, profile, signal, environment } = around;
  const common = { connectors, instances, nowMs, ports, profile, signal, run: 'test' };
  const result = await (subject.kind === 'service'
    ? runService({
        ...common,
        bundle: subject.bundle,
        serviceId: subject.service,
        ...(given.payload === undefined ? {} : { payload: given.payload }),
        ...(given.endpoints === undefined ? {} : { endpoints: endpointsOf(given.endpoints) }),
      })
    : runFlow({
        ...common,
        shapes,
        flow: step === undefined ? subject.flow : onlyStep(subject.flow, step, given.version),
        observer: watch,
        variables: given.variables ?? {},
        ...(bucket === undefined ? startOf(given, step) : { retry: bucket }),
        ...(environment === undefined ? {} : { environment }),
        ...(given.version === undefined ? {} : { version: given.version }),
        ...(given.trigger === undefined ? {} : { trigger: given.trigger }),
        ...(given.queuedAt === undefined ? {} : { queuedMs: Date.parse(given.queuedAt) }),
      }));
  return {
    result,
    requests: around.http.requests,
    unmatched: around.http.unmatched,
    arrived: watch.arrivedAt,
    handedOn: watch.handedOnBy,
    events: watch.events,
    stores,
    tracked,
    ...(answer === undefined ? {} : { answer }),
  };
}

/** A payload as a test writes it. */
function storedPayload(value: unknown, { payloadFormat: format = 'json', meta = {} }: Given): StoredPayload {
  const text = format === 'json' ? JSON.stringify(value) : String(value);
  return { format, meta, ...(text === '' ? {} : { bytes: Buffer.from(text) }) };
}

function startOf(
  given: Given,
  step: string | undefined,
): { readonly start?: StoredPayload; readonly retry?: readonly FailedPayloadRecord[] } {
  if (step !== undefined && given.payloads !== undefined)
    return {
      retry: bucketFor(
        step,
        given.payloads.map((value) => storedPayload(value, given)),
      ),
    };
  if (given.payload === undefined && given.meta === undefined) return {};
  const { format, meta, ...bytes } = storedPayload(given.payload ?? '', given);
  return { start: { format, meta, ...(given.payload === undefined ? {} : bytes) } };
}

/** A bucket that a run begins with at a step. */
export function bucketFor(step: string, payloads: readonly StoredPayload[]): readonly FailedPayloadRecord[] {
  return payloads.map((payload) => ({ step, payload, failure: { code: 'run/rejected', message: '' } }));
}

function endpointsOf({ source, destination }: Given['endpoints'] & object) {
  return { ...(source === undefined ? {} : { source }), ...(destination === undefined ? {} : { destination }) };
}

async function fillStores(stores: Stores, subject: Subject, given: Given, nowMs: number): Promise<void> {
  for (const [pool, types] of Object.entries(given.pools ?? {}))
    for (const [entityType, keys] of Object.entries(types)) await stores.pools.add(pool, entityType, keys, nowMs);
  for (const { cache, key, scope, value } of given.caches ?? [])
    await stores.caches.set(cacheOwner(subject, scope), cache, key, {
      format: 'json',
      bytes: Buffer.from(JSON.stringify(value)),
    });
  for (const { identity, sourceId = identity, status = 'OK', attempts = 1, reference } of given.ledger ?? [])
    await stores.ledgers.put(ledgerOf(subject), {
      identity,
      sourceId,
      status,
      attempts,
      updatedAtMs: nowMs,
      ...(reference === undefined ? {} : { reference }),
    });
}

export function cacheOwner(subject: Subject, scope: 'flow' | 'company' = 'flow'): string {
  if (subject.kind === 'service') return subject.bundle.company.name;
  return scope === 'company' ? subject.flow.metadata.company_name : subject.flow.flow.name;
}

/** A sweeper keeps the ledger of the service it sweeps for. */
export function ledgerOf(subject: Subject): string {
  if (subject.kind === 'flow') return subject.flow.flow.name;
  return subject.bundle.services.find(({ id }) => id === subject.service)?.sweeps ?? subject.service;
}

/** Follows a run: which payloads pass where, and which step sent which request for which record. */
function watchRun(requests: readonly SeenRequest[]) {
  const arrivedAt = new Map<string, Payload[]>();
  const handedOnBy = new Map<string, Payload[]>();
  const events: RunEvent[] = [];
  const recordAt = new Map<string, string>();
  let labelled = 0;
  return {
    arrivedAt,
    handedOnBy,
    events,
    arrived(step: string, payload: Payload): void {
      into(arrivedAt, step, payload);
      const name = nameOf(payload);
      if (name === undefined) recordAt.delete(step);
      else recordAt.set(step, name);
    },
    handedOn: (step: string, payload: Payload): void => into(handedOnBy, step, payload),
    log(event: RunEvent): void {
      events.push(event);
      if (event.event === 'request') {
        const request = requests.at(-1);
        if (request === undefined) return;
        request.step ??= event.step;
        const record = recordAt.get(event.step);
        if (record !== undefined) request.record ??= record;
      }
      if (event.event === 'payload-failed') {
        // A request that nobody answers is no event of its own.
        const request = requests.findLast(({ step }) => step === undefined);
        const { step, origin, code } = event.failure;
        const record = origin?.key ?? origin?.path;
        if (request === undefined || code !== 'test/unmatched-request' || step === undefined) return;
        request.step = step;
        if (record !== undefined) request.record = record;
      }
      if (event.event === 'item') {
        // A service works record by record: what left since the one before carried this one.
        for (; labelled < requests.length; labelled++) {
          const request = requests[labelled];
          if (request !== undefined && !['GET', 'HEAD'].includes(request.method) && event.item.sourceId !== '')
            request.record = event.item.sourceId;
        }
      }
    },
  };
}

function into(map: Map<string, Payload[]>, step: string, payload: Payload): void {
  const list = map.get(step);
  if (list === undefined) map.set(step, [payload]);
  else list.push(payload);
}

function nameOf(payload: Payload): string | undefined {
  // A payload that cannot be read fails at the step that reads it.
  try {
    const origin = recordOrigin(payload);
    return origin?.key ?? origin?.path;
  } catch {
    return undefined;
  }
}
