import type { RunResult, RunTrigger } from './events.ts';
import type { PayloadFormat, StoredPayload } from './payload.ts';
import type { Stub } from './step.ts';

/** `running`: nobody knows more, it may be at work. `unfinished`: it can be carried on. `given up`: somebody decided not to. */
export type RunState = 'running' | 'unfinished' | 'ended' | 'given up';

/** What a run was started with; the same again carries it on. */
export interface RunInput {
  readonly kind: 'flow' | 'service';
  /** Name of the flow; of a service the name of its ledger. Two runs of one name never overlap. */
  readonly name: string;
  /** Absolute path of the document. */
  readonly file: string;
  /** SHA-256 of the document. */
  readonly digest: string;
  /** The moment relative dates are measured from, in milliseconds since the epoch. */
  readonly nowMs: number;
  readonly payload?: unknown;
  /** What a run starts with that another run has asked for, with its metadata. */
  readonly start?: Omit<StoredPayload, 'bytes'> & { readonly base64?: string };
  /** What stands in for steps whose shape cannot be run, by name. */
  readonly stubs?: Readonly<Record<string, Stub>>;
  /** Format of the payload, where it is no JSON value but text. */
  readonly payloadFormat?: PayloadFormat;
  readonly variables?: Readonly<Record<string, string>>;
  /** Name of the virtual environment, and SHA-256 of its document. */
  readonly environment?: string;
  readonly environmentDigest?: string;
  readonly version?: number | 'draft' | 'deployed';
  readonly trigger?: RunTrigger;
  /** When the run was queued, in milliseconds since the epoch. */
  readonly queuedMs?: number;
  readonly service?: string;
  readonly endpoints?: { readonly source?: string; readonly destination?: string };
  readonly stream?: boolean;
  /** The run whose failed payloads this one sends again. */
  readonly retryOf?: string;
}

/** One row of the history of runs. */
export interface RunSummary {
  readonly run: string;
  readonly kind: 'flow' | 'service';
  readonly name: string;
  readonly file: string;
  /** Id of the service, where it ran one. */
  readonly service?: string;
  /** Name of the virtual environment. */
  readonly environment?: string;
  /** The version that was asked for. */
  readonly version?: number | 'draft' | 'deployed';
  readonly state: RunState;
  readonly startedMs: number;
  readonly endedMs?: number;
  readonly status?: RunResult['status'];
  readonly requests?: RunResult['requests'];
  readonly failures?: number;
  readonly inDoubt?: number;
  /** Failed payloads that are kept and have not been sent again. */
  readonly retryable: number;
}
