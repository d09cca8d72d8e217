import type { JsonObject } from '../text/json.ts';
import type { Failure, InDoubt, ShownRequest } from './events.ts';
import type { Origin, StoredPayload } from './payload.ts';
import type { CachedPayload, Stores } from './ports.ts';

/**
 * What tells one effect of a run from all others, the same in every attempt to carry the run out: the step, what it
 * sends, and how many equal ones came before.
 */
export interface EffectId {
  readonly step: string;
  /** SHA-256 of what is sent, in hexadecimal. */
  readonly digest: string;
  /** 1 for the first effect with this digest, 2 for the next that is equal. */
  readonly ordinal: number;
}

/** Something that cannot be taken back: a request that changes the third party, a message to people. */
export interface Effect extends EffectId {
  /** True where the other side recognises a repetition, by an idempotency key or by the method (PUT, DELETE). */
  readonly repeatable: boolean;
  readonly origin?: Origin;
  readonly request?: ShownRequest;
}

/**
 * `started`: it may have happened, nobody has confirmed it. `acknowledged`: it has happened.
 * `rejected`: it has not happened, the other side refused it.
 */
export type EffectState = 'started' | 'acknowledged' | 'rejected';

export interface KnownEffect extends Effect {
  readonly state: EffectState;
  /** What the other side answered, where later steps work on it. */
  readonly answer?: StoredPayload;
}

/** A payload that a step could not handle, with the reason. */
export interface FailedPayloadRecord {
  readonly step: string;
  readonly failure: Failure;
  readonly payload: StoredPayload;
  /** Key under which the request was sent that failed; a repetition sends it again. */
  readonly idempotencyKey?: string;
}

/** Where a run can go on from: everything before this step is done, and its input waits in the spill file of this name. */
export interface Checkpoint {
  readonly step: string;
  readonly file: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Caches of scope "flow run", by cache and key. */
  readonly runCaches: Readonly<Record<string, CachedPayload>>;
}

export interface KeptCheckpoint extends Checkpoint {
  /** What failed before it. */
  readonly failed: readonly FailedPayloadRecord[];
}

/** What is to be done with something that a run has read, such as a file, once the run has ended well. */
export interface Cleanup {
  readonly connector: string;
  readonly instance: string;
  /** For the transport that noted it; it also tells one from another. */
  readonly what: JsonObject;
}

/**
 * The memory of one run. Effects are written down before and after they happen, so that a run that was ended by force
 * can be carried on without losing or repeating one; what the run adds to pools and caches is seen by this run alone
 * until `commit`.
 *
 * Every method is one durable step: when its promise resolves, what it says survives the end of the process. The
 * engine that runs steps on several machines implements the same methods.
 * Errors: TerminalError `run/state-unusable`, `run/disk-full`.
 */
export interface RunJournal {
  readonly run: string;
  /** Pools, caches and ledgers as this run sees them. */
  readonly stores: Stores;
  /** What an earlier attempt of this run has noted about an effect. */
  find(id: EffectId): Promise<KnownEffect | undefined>;
  /** Notes that the effect is about to happen. */
  start(effect: Effect): Promise<void>;
  /** Notes that it has happened. */
  acknowledge(id: EffectId, answer?: StoredPayload): Promise<void>;
  /** Notes that it has not happened. */
  reject(id: EffectId): Promise<void>;
  /** Effects of earlier attempts that nobody confirmed. */
  unconfirmed(): Promise<readonly KnownEffect[]>;
  /** Notes what may have happened twice, so that a run that is ended by force once more still says so. */
  doubt(request: InDoubt): Promise<void>;
  /** What earlier attempts of this run have noted as in doubt. */
  doubts(): Promise<readonly InDoubt[]>;
  /** Keeps a payload that failed, for `run --retry-failed`. */
  keepFailed(failed: FailedPayloadRecord): Promise<void>;
  /** Keeps a place to go on from, and with it what the run has added to stores so far. */
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** The place to go on from, when an earlier attempt left one. */
  checkpoint(): Promise<KeptCheckpoint | undefined>;
  /** Lets everybody see what the run has added to stores, and makes its cleanups due. Called once, when the run has ended well. */
  commit(): Promise<void>;
  /** Notes what is to be done after the run. Noted twice, it is done once. */
  noteCleanup(cleanup: Cleanup): Promise<void>;
  /** What runs of this flow or service that ended well have left to be done. */
  dueCleanups(): Promise<readonly Cleanup[]>;
  /** It has been done, by whichever run. */
  finishCleanup(cleanup: Cleanup): Promise<void>;
}
