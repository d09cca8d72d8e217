import type { Touches } from './define-shape.ts';
import type { FlowStep } from '../flow/model.ts';
import type { RunContext } from './context.ts';
import type { HttpClient } from './http-call.ts';
import type { Payload, PayloadFormat } from './payload.ts';
import type { CachedPayload } from './ports.ts';
import type { TemplateOptions } from './template.ts';

/** What a shape's run module default-exports: settings in, behaviour out. Called once for each step and run. */
export type CompileStep<Settings> = (input: StepInput<Settings>) => CompiledStep | Promise<CompiledStep>;

export interface StepInput<Settings> {
  readonly step: FlowStep;
  readonly settings: Settings;
  readonly context: RunContext;
  readonly http: HttpClient;
  /** Compiles text with variables; see template.ts. */
  readonly template: (text: string, options?: TemplateOptions) => (payload: Payload) => string;
  /** Caches of scope "flow run": they live and die with the run. */
  readonly runCaches: Map<string, CachedPayload>;
  /** True when no step works on what this one hands on. */
  readonly isLast: boolean;
}

/** What stands in for a step whose shape cannot be run: it hands on this payload for each that arrives. */
export interface Stub {
  readonly format: PayloadFormat;
  readonly text: string;
}

export type CompiledStep = PureStep | EffectStep | LegStep;

interface Step {
  /** What the step touches beside what its shape says: what only its compiled form knows. */
  readonly touches?: Touches;
}

/** Works on one payload at a time, at once, with nothing but the payload. Throws TerminalError. */
export interface PureStep extends Step {
  readonly kind: 'pure';
  /** What is no list is taken one by one, so that not all of it is held at once; once begun it must not fail. */
  readonly apply: (payload: Payload) => readonly Payload[] | Generator<Payload>;
  /** Called at the end of a bucket, with the number of payloads that have arrived in it. Throws TerminalError. */
  readonly atEnd?: (arrived: number) => void;
}

/** Reaches out for each payload. Throws RetryableError or TerminalError. */
export interface EffectStep extends Step {
  readonly kind: 'effect';
  /** True when the step only needs the payload's text: what waits for it is kept encoded. */
  readonly takesText?: boolean;
  /** How many payloads may be at work at once; what they give is handed on in order. Default: 1. */
  readonly concurrency?: () => number;
  /** Payloads that give the same text are worked on one after the other. */
  readonly orderKey?: (payload: Payload) => string | undefined;
  readonly apply: (payload: Payload) => AsyncIterable<Payload> | Promise<readonly Payload[]>;
}

export interface FailedPayload {
  readonly payload: Payload;
  readonly error: Error;
  readonly step: string;
}

/**
 * Runs one leg on a bucket. A failure goes to `onFailure`; without it to the try/catch around the step, or it ends the leg
 * and is thrown.
 */
export type RunLeg = (
  bucket: AsyncIterable<Payload> | Iterable<Payload>,
  onFailure?: (failed: FailedPayload) => void,
) => AsyncIterable<Payload>;

export interface Leg {
  readonly name: string;
  readonly run: RunLeg;
  /** Failures inside the leg that were caught so far. */
  readonly caught: () => number;
}

/** Payloads that wait until somebody reads them, as often as they are wanted. What does not fit into memory is in a file. */
export interface Room {
  add(payload: Payload): void;
  readonly size: number;
  /** `isLast`: nobody reads them again, so each is let go once it has been read. */
  read(isLast?: boolean): Iterable<Payload>;
  close(): void;
}

/** What a step that works on a whole bucket is given. */
export interface BucketTools {
  /** A room that shares the memory for what waits with so many others. */
  openRoom(sharedBy?: number): Room;
  /** Work for the end of the flow, when all other steps are through. */
  atEnd(work: () => AsyncIterable<Payload>): void;
  /** Hands the failure of one payload to the try/catch around the step, or throws it. */
  fail(payload: Payload, error: unknown): Promise<void>;
}

/** Works on the bucket as a whole, and decides what runs down each of its legs, where it has any. */
export interface LegStep extends Step {
  readonly kind: 'legs';
  readonly run: (bucket: AsyncIterable<Payload>, legs: readonly Leg[], tools: BucketTools) => AsyncIterable<Payload>;
  /** Index of the one leg that the whole bucket goes down, where there is one: a run can go on from inside it. */
  readonly mainLeg?: number;
  /** Status of a run in which this step caught failures. Absent: it catches none. */
  readonly caughtStatus?: 'partial_success' | 'success' | 'failure';
  /** True when what the legs hand on ends there, and the step hands on what has arrived. */
  readonly endsLegs?: boolean;
}
