import type { SigningHook } from './define-auth.ts';
import type { Secret } from '../text/secret.ts';
import type { RunEvent } from './events.ts';
import type { RunJournal } from './journal.ts';
import type { PayloadFormat } from './payload.ts';
import type { RunQueue } from './run-queue.ts';
import type { ScriptPort } from './script.ts';
import type { SpillPort } from './spill.ts';

/** One HTTP request. `url` is absolute. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** One HTTP response; header names are in lower case, repeated headers are joined by a comma. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Sends one request. Rejects with RetryableError (`run/connection-failed`, `run/timed-out`); any status is an answer. */
export interface HttpPort {
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds from any fixed point; for durations. */
  elapsed(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface SecretsPort {
  /** The secret, or `undefined` when the provider does not have it. */
  secret(name: string): Promise<Secret | undefined>;
  /** A setting that is not secret. */
  setting(name: string): Promise<string | undefined>;
}

export interface PoolKey {
  readonly key: string;
  readonly entityType: string;
  readonly addedMs: number;
}

/** Keys that a de-dupe shape has seen. Keys live in a named pool and are scoped by entity type. */
export interface PoolStore {
  /** Those of the keys that were added at `sinceMs` or later. */
  known(pool: string, entityType: string, keys: readonly string[], sinceMs: number): Promise<ReadonlySet<string>>;
  add(pool: string, entityType: string, keys: readonly string[], nowMs: number): Promise<void>;
  /** Pools that have keys, by name. */
  names(): Promise<readonly string[]>;
  /** All keys in insertion order. */
  list(pool: string): Promise<readonly PoolKey[]>;
}

export type CacheScope = 'flow run' | 'flow' | 'company';

export interface CachedPayload {
  readonly format: PayloadFormat;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch. Absent: it does not expire. */
  readonly expiresMs?: number;
}

/** Cached payloads, by scope owner (run id, flow name, or company), cache name and key. */
export interface CacheStore {
  /** What is cached and has not expired at `nowMs`. */
  get(owner: string, cache: string, key: string, nowMs: number): Promise<CachedPayload | undefined>;
  set(owner: string, cache: string, key: string, value: CachedPayload): Promise<void>;
  /** Bytes under each key of the cache, of what has not expired at `nowMs`. */
  sizes(owner: string, cache: string, nowMs: number): Promise<ReadonlyMap<string, number>>;
  clear(owner: string): Promise<void>;
}

export type ItemStatus = 'OK' | 'Sent' | 'Pending' | 'Failed';

/** One row of a service's ledger: what became of one source record. */
export interface LedgerEntry {
  readonly identity: string;
  readonly sourceId: string;
  readonly reference?: string;
  readonly status: ItemStatus;
  readonly attempts: number;
  readonly lastError?: string;
  /** True when nobody knows whether the last push arrived: it is under way, or a run ended during it, or its answer was lost. */
  readonly inDoubt?: boolean;
  readonly updatedAtMs: number;
}

export interface LedgerStore {
  get(ledger: string, identity: string): Promise<LedgerEntry | undefined>;
  /** `isPatient`: the row may wait a moment for others to be written with, because nothing is lost without it. */
  put(ledger: string, entry: LedgerEntry, isPatient?: boolean): Promise<void>;
  /** All rows in insertion order. */
  list(ledger: string): Promise<readonly LedgerEntry[]>;
}

export interface TrackedValue {
  readonly flow: string;
  readonly step: string;
  readonly entityType: string;
  readonly direction: 'receive' | 'send';
  readonly field: string;
  readonly value: string;
  readonly atMs: number;
}

export interface TrackStore {
  add(values: readonly TrackedValue[]): Promise<void>;
  list(flow: string): Promise<readonly TrackedValue[]>;
}

export interface Stores {
  readonly pools: PoolStore;
  readonly caches: CacheStore;
  readonly ledgers: LedgerStore;
  readonly tracked: TrackStore;
  close(): Promise<void>;
}

export interface Notification {
  readonly level: 'success' | 'info' | 'warning' | 'error';
  readonly channel: 'email+log' | 'log';
  readonly groups: readonly string[];
  readonly text: string;
}

/** The request that has started a run and waits for an answer. */
export interface CallerPort {
  /** Called once. The content type is that of the trigger. */
  answer(answer: { readonly status: 200 | 500; readonly body: string }): Promise<void>;
}

/** Everything the runtime may touch outside itself. */
/** What logins of people have left: refresh tokens by instance, which nobody else may read. */
export interface LoginStore {
  load(instance: string): Promise<string | undefined>;
  save(instance: string, refreshToken: string): Promise<void>;
}

/** What comes back from the page where somebody logs in. */
export interface LoginReturn {
  readonly code?: string;
  readonly error?: string;
}

export interface Ports {
  readonly http: HttpPort;
  readonly clock: Clock;
  /** A number in [0, 1); used for jitter and ids only. */
  readonly random: () => number;
  readonly secrets: SecretsPort;
  /** What `repatch login` has kept. Absent: nobody has logged in. */
  readonly logins?: LoginStore;
  /** Signing hooks by the name that authentication methods call them. */
  readonly hooks?: ReadonlyMap<string, SigningHook>;
  /** Runs custom scripts. Absent: documents that have some are refused. */
  readonly scripts?: ScriptPort;
  /** Pools, caches and ledgers as everybody sees them; a run works on those of its journal. */
  readonly stores: Stores;
  readonly journal: RunJournal;
  readonly notify: (notification: Notification) => Promise<void>;
  /** True where `notify` sends e-mails to the people of the groups. Absent: it does not. */
  readonly sendsMail?: boolean;
  /** Who waits for the answer of a callback step. Absent: nobody, and flows with one are refused. */
  readonly caller?: CallerPort;
  /** Flows that a flow may start. Absent: flows that start others are refused. */
  readonly queue?: RunQueue;
  /** Receives every event of the run, in order. */
  readonly log: (event: RunEvent) => void;
  /** Files for payloads beyond the memory budget; made at the first use. */
  readonly spill: SpillPort;
}
