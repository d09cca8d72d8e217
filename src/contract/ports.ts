import type { SigningHook } from './define-auth.ts';
import type { Secret } from '../text/secret.ts';
import type { RunEvent } from './events.ts';

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

/** Keys that a de-dupe shape has seen. Keys live in a named pool and are scoped by entity type. */
export interface PoolStore {
  known(pool: string, entityType: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  add(pool: string, entityType: string, keys: readonly string[], nowMs: number): Promise<void>;
  /** All keys in insertion order. */
  list(pool: string): Promise<readonly { readonly key: string; readonly entityType: string }[]>;
}

export type CacheScope = 'flow run' | 'flow' | 'company';

/** Cached payloads, by scope owner (run id, flow name, or company), cache name and key. */
export interface CacheStore {
  get(owner: string, cache: string, key: string): Promise<unknown>;
  set(owner: string, cache: string, key: string, value: unknown): Promise<void>;
  has(owner: string, cache: string, key: string): Promise<boolean>;
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
  readonly updatedAtMs: number;
}

export interface LedgerStore {
  get(ledger: string, identity: string): Promise<LedgerEntry | undefined>;
  put(ledger: string, entry: LedgerEntry): Promise<void>;
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

/** Everything the runtime may touch outside itself. */
export interface Ports {
  readonly http: HttpPort;
  readonly clock: Clock;
  /** A number in [0, 1); used for jitter and ids only. */
  readonly random: () => number;
  readonly secrets: SecretsPort;
  /** Signing hooks by the name that authentication methods call them. */
  readonly hooks?: ReadonlyMap<string, SigningHook>;
  readonly stores: Stores;
  readonly notify: (notification: Notification) => Promise<void>;
  /** Receives every event of the run, in order. */
  readonly log: (event: RunEvent) => void;
  /** Folder for payloads beyond the memory budget; created on first use and removed at the end. */
  readonly spillFolder: string;
}
