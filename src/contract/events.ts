import type { ProfileKey } from '../config/profile.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { Origin } from './payload.ts';
import type { ItemStatus, Notification } from './ports.ts';
import type { ChildResult } from './run-queue.ts';

/** Run status codes as the platform numbers them. */
export type RunStatusCode = 1 | 2 | 3 | 4 | 5;

export const runStatus = {
  1: 'STARTED',
  2: 'SUCCESS',
  3: 'FAILURE',
  4: 'STOPPED',
  5: 'PARTIAL_SUCCESS',
} as const satisfies Record<RunStatusCode, string>;

/** A request as it may be shown: without credentials, the address redacted. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
}

export interface Failure {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly step?: string;
  readonly status?: number;
  readonly attempt?: number;
  /** Which record or page it met. */
  readonly origin?: Origin;
  readonly request?: ShownRequest;
  /** The first 500 characters of the answer, redacted. */
  readonly answer?: string;
}

/** An effect that may have happened although nobody confirmed it, and that may therefore happen twice. */
export interface InDoubt {
  readonly step: string;
  readonly origin?: Origin;
  readonly request?: ShownRequest;
  /** Why nobody knows, as a clause: "the connection broke before the answer". */
  readonly reason: string;
}

interface At {
  /** RFC 3339, from the clock port. */
  readonly at: string;
}

/** One line of the run log. Events never hold payload values or secrets. */
export type RunEvent = At &
  (
    | { readonly event: 'run-started'; readonly run: string; readonly kind: 'flow' | 'service'; readonly name: string }
    | { readonly event: 'step-finished'; readonly step: StepStatistics }
    | {
        readonly event: 'request';
        readonly step: string;
        readonly method: string;
        readonly url: string;
        readonly status: number;
        readonly durationMs: number;
        readonly attempt: number;
      }
    | {
        readonly event: 'retry';
        readonly step: string;
        /** Number of the attempt that follows. */
        readonly attempt: number;
        readonly waitMs: number;
        readonly reason: string;
      }
    | { readonly event: 'payload-failed'; readonly step: string; readonly failure: Failure; readonly caught: boolean }
    | { readonly event: 'in-doubt'; readonly request: InDoubt }
    | { readonly event: 'item'; readonly item: ItemResult }
    | { readonly event: 'assumed-semantics'; readonly key: ProfileKey; readonly answer: string }
    | {
        readonly event: 'notification';
        readonly level: Notification['level'];
        readonly channel: Notification['channel'];
        readonly text: string;
        readonly groups: readonly string[];
      }
    | {
        readonly event: 'message';
        readonly level: 'info' | 'warning' | 'error';
        readonly text: string;
        readonly step?: string;
      }
    | { readonly event: 'run-finished'; readonly status: RunStatusCode }
  );

/** A `RunEvent` without its time. */
export type RunEventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'at'> : never) : never;

export interface StepStatistics {
  readonly name: string;
  readonly shape: string;
  readonly payloadsIn: number;
  readonly payloadsOut: number;
  readonly failed: number;
  readonly durationMs: number;
}

/** What became of one record of a service run. */
export interface ItemResult {
  readonly sourceId: string;
  readonly reference?: string;
  readonly status: ItemStatus | 'Skipped';
  readonly attempts: number;
  readonly failure?: Failure;
}

/** A message to people, and how often it was given. */
export interface GivenNotification extends Notification {
  readonly count: number;
}

/** How far a run has got, for whoever watches it. */
export interface RunProgress {
  /** Pages received, and the records on them as far as the endpoint says where they are. */
  readonly pages: number;
  readonly records: number;
  readonly sent: number;
  readonly failed: number;
}

/** How many more there were than the result lists; the log has them all. */
export interface Omitted {
  readonly failures: number;
  readonly items: number;
  readonly notifications: number;
  readonly warnings: number;
}

/** What started a run. By hand: any version, whether the flow is enabled or not. */
export type RunTrigger = 'manual' | 'api' | 'webhook' | 'schedule' | 'callback' | 'event';

/** Which version of a flow was run, where, and why. */
export interface RunStart {
  /** Number of the version. */
  readonly version: number;
  readonly trigger: RunTrigger;
  /** Place in the queue of the platform: 1 is first, 5 last. */
  readonly priority: number;
  /** Name of the virtual environment. */
  readonly environment?: string;
}

/** The result of `repatch run`, for a flow or a service. Payloads are not part of it. */
export interface RunResult {
  readonly run: string;
  readonly kind: 'flow' | 'service';
  readonly name: string;
  /** Flow runs that got as far as to know it. */
  readonly start?: RunStart;
  readonly status: { readonly code: RunStatusCode; readonly name: string };
  /** True when every step has done its work, whatever it met; false when the run was stopped or ended by a failure. */
  readonly isComplete: boolean;
  /** True when the run can be carried on with --resume. */
  readonly canResume: boolean;
  readonly startedAt: string;
  readonly durationMs: number;
  /** `records`: those on the pages received, as far as the endpoint says where they are. */
  readonly requests: { readonly received: number; readonly records: number; readonly sent: number };
  /** Flow runs: one row for each step, in running order. */
  readonly steps: readonly StepStatistics[];
  /** Service runs: records that the third party returned, records pushed, and what became of those that passed the filters. */
  readonly counts?: {
    readonly pulled: number;
    readonly pushed: number;
    readonly byStatus: Readonly<Record<ItemResult['status'], number>>;
  };
  /**
   * Service runs: records that passed the filters, in pull order. All that failed are listed, and of the others the first
   * 10,000; `counts` has all, and `omitted` how many are missing.
   */
  readonly items?: readonly ItemResult[];
  readonly failures: readonly Failure[];
  /** Requests without an idempotency key that were repeated, or were under way when a run was ended from outside. */
  readonly inDoubt: readonly InDoubt[];
  /** Runs of other flows that this one has asked for, in order. */
  readonly children?: readonly ChildResult[];
  /** Messages to people, each once, in the order in which they were first given. */
  readonly notifications: readonly GivenNotification[];
  readonly warnings: readonly string[];
  readonly omitted: Omitted;
  readonly assumed: readonly { readonly key: ProfileKey; readonly answer: string }[];
}
