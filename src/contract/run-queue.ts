import type { FlowFile } from '../flow/model.ts';
import type { StoredPayload } from './payload.ts';

/** A run that another run has asked for. */
export interface ChildRun {
  /** Name of the flow. */
  readonly flow: string;
  /** Number of the version. Absent: the one that runs usually. */
  readonly version?: number;
  readonly variables: Readonly<Record<string, string>>;
  /** What it starts with; its metadata travel along. */
  readonly start: StoredPayload;
}

/** What became of a run that another one has asked for. */
export interface ChildResult {
  readonly flow: string;
  /** Absent: it could not begin. */
  readonly run?: string;
  readonly status: string;
  /** The first failure. */
  readonly failure?: string;
}

/** The flows of a workspace, and the queue of runs that wait until the run that asked for them has ended well. */
export interface RunQueue {
  /** The flow of this name. Errors: TerminalError `run/unknown-flow` where several files have it. */
  find(name: string): Promise<FlowFile | undefined>;
  /** One durable step; the same id is in the queue once. */
  add(id: string, child: ChildRun): Promise<void>;
}
