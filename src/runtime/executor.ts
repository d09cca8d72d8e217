import type { RunContext } from '../contract/context.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { endsRun, isRunError, located, TerminalError } from '../contract/errors.ts';
import type { FailedPayloadRecord } from '../contract/journal.ts';
import type { CachedPayload } from '../contract/ports.ts';
import type { Failure, StepStatistics } from '../contract/events.ts';
import { emptyPayload, restorePayload, storePayload, type Payload } from '../contract/payload.ts';
import { recordOrigin } from '../contract/record-origin.ts';
import type { PayloadObserver } from '../contract/payload-observer.ts';
import type { BucketTools, FailedPayload, Leg, Room, RunLeg } from '../contract/step.ts';
import { applyInTurn, applySideBySide } from './apply-effect.ts';
import type { PlanStep } from './plan.ts';
import { firstFinalStep, reasonToWait, writesWhatIsTouched, type ReasonToWait } from './order.ts';
import { catchingSteps, type ResumePoint } from './resume-point.ts';
import { requireInTime } from './shape-limit.ts';
import { WaitingRoom } from './waiting-room.ts';

/** What may wait in memory in front of one step, in bytes; the rest waits in a file. */
const memoryBudget = 16 * 1024 * 1024;
/** Failures that the result lists one by one; the rest is counted. */
const listedFailures = 10_000;

type Bucket = AsyncIterable<Payload> | Iterable<Payload>;
type OnFailure = (failed: FailedPayload) => void;
type CaughtStatus = 'partial_success' | 'success' | 'failure';

/** Where a chain of steps stands. */
interface Scope {
  readonly onFailure: OnFailure | undefined;
  /** Steps in front of the chain that may still be at work. */
  readonly pending: readonly PlanStep[];
}

interface Counters {
  readonly step: PlanStep;
  payloadsIn: number;
  payloadsOut: number;
  failed: number;
  durationMs: number;
}

/** What a step hands on one by one, for the steps from `at` on. */
class Rest {
  readonly payloads: Generator<Payload>;
  readonly counter: Counters;
  readonly at: number;

  constructor(payloads: Generator<Payload>, counter: Counters, at: number) {
    this.payloads = payloads;
    this.counter = counter;
    this.at = at;
  }
}

interface PureFailure {
  readonly counter: Counters;
  readonly failed: Payload;
  readonly error: unknown;
}

/**
 * Runs a plan over a bucket.
 *
 * The contract is the platform's: a step sees its whole input before the next one starts. Neighbouring steps overlap
 * where nobody could tell (order.ts); elsewhere everything waits until the input of the later step is complete.
 * `stream` lets pages be pushed as they arrive.
 */
export class Executor {
  readonly #context: RunContext;
  readonly #stream: boolean;
  readonly #runCaches: ReadonlyMap<string, CachedPayload>;
  readonly #observer: PayloadObserver | undefined;
  readonly #counters = new Map<PlanStep, Counters>();
  #rooms = 0;
  /** Rooms that may still have a file. */
  readonly #openRooms = new Set<WaitingRoom>();
  /** Work for the end of the flow: catch legs. */
  #atEnd: (() => Bucket)[] = [];
  /** In front of this step the bucket is written down. */
  #checkpointStep: PlanStep | undefined;
  #resume: ResumePoint | undefined;
  /** Failures that a try/catch took, in order. */
  readonly caught: Failure[] = [];
  caughtCount = 0;
  /** The worst status that a try/catch with failures asks for. */
  caughtStatus: CaughtStatus | undefined;

  constructor(
    context: RunContext,
    options: {
      readonly stream: boolean;
      readonly runCaches: ReadonlyMap<string, CachedPayload>;
      readonly observer?: PayloadObserver | undefined;
    },
  ) {
    this.#context = context;
    this.#stream = options.stream;
    this.#runCaches = options.runCaches;
    this.#observer = options.observer;
  }

  async run(steps: readonly PlanStep[], bucket: readonly Payload[]): Promise<void> {
    if (!this.#stream) this.#checkpointStep = firstFinalStep(steps);
    await this.#runAll(steps, bucket);
  }

  async #runAll(steps: readonly PlanStep[], bucket: readonly Payload[]): Promise<void> {
    try {
      await this.#drain(this.#chain(steps, bucket, { onFailure: undefined, pending: [] }));
      for (const work of this.#atEnd.splice(0)) await this.#drain(work());
    } finally {
      for (const room of this.#openRooms) room.close();
      this.#openRooms.clear();
    }
  }

  async #drain(bucket: Bucket): Promise<void> {
    for await (const _ of bucket) this.#context.signal.throwIfAborted();
  }

  /** Goes on from inside the plan: everything in front of the point is done, but for catch legs. */
  async resume(steps: readonly PlanStep[], point: ResumePoint): Promise<void> {
    this.#resume = point;
    const owners = catchingSteps(steps);
    for (const [owner, failed] of Map.groupBy(point.failed, ({ step }) => owners.get(step)))
      if (owner !== undefined && !point.path.slice(0, -1).includes(owner)) await this.#replayCaught(owner, failed);
    await this.#runAll(steps, []);
  }

  /** What a try/catch had caught whose try leg was through before the point: the catch leg has still to run. */
  async #replayCaught(owner: PlanStep, failed: readonly FailedPayloadRecord[]): Promise<void> {
    const { compiled } = owner;
    if (compiled.kind !== 'legs') return;
    const counter = this.#countersOf(owner);
    const legs = this.#legsOf(owner, counter, { onFailure: undefined, pending: [] }).map((leg, index) =>
      index === compiled.mainLeg ? { ...leg, run: this.#replayLeg(failed, counter, compiled.caughtStatus) } : leg,
    );
    await this.#drain(compiled.run(nothing(), legs, this.#tools(counter, undefined)));
  }

  #replayLeg(failed: readonly FailedPayloadRecord[], owner: Counters, status: CaughtStatus | undefined): RunLeg {
    return (_, onFailure) => {
      for (const one of failed) this.#recall(one, (failure) => this.#caught(failure, owner, status, onFailure));
      return nothing();
    };
  }

  statistics(): StepStatistics[] {
    return Array.from(this.#counters.values(), ({ step, ...counts }) => ({
      name: step.name,
      shape: step.shape,
      ...counts,
      durationMs: Math.round(counts.durationMs),
    }));
  }

  async *#chain(steps: readonly PlanStep[], bucket: Bucket, scope: Scope): AsyncGenerator<Payload> {
    // Steps pull from each other, so the last one starts first; the statistics keep the order of the flow.
    for (const step of steps) this.#countersOf(step);
    let current = bucket;
    let pending = [...scope.pending];
    let group: PlanStep[] = [];
    const closeGroup = (): void => {
      if (group.length > 0) current = this.#pure(group, current, scope.onFailure);
      group = [];
    };
    for (const step of this.#stepsToRun(steps)) {
      if (step === this.#resume?.path.at(-1)) {
        current = this.#resume.bucket;
        pending = [];
        this.#resume = undefined;
      }
      const reason = reasonToWait(step, pending, step === this.#checkpointStep);
      if (reason !== undefined && !this.#lifts(reason, step, pending)) {
        closeGroup();
        current = this.#wait(step, current);
        pending = [];
      }
      pending.push(step);
      if (step.compiled.kind === 'pure' && !group.some((one) => writesWhatIsTouched(one, step))) {
        group.push(step);
        continue;
      }
      closeGroup();
      if (step.compiled.kind === 'pure') group.push(step);
      else if (step.compiled.kind === 'effect') current = this.#effect(step, current, scope.onFailure);
      else current = this.#legs(step, current, { ...scope, pending: pending.slice(0, -1) });
    }
    closeGroup();
    yield* current;
  }

  /** All steps, or those from the point on where the run goes on. */
  #stepsToRun(steps: readonly PlanStep[]): readonly PlanStep[] {
    const from = steps.findIndex((step) => this.#resume?.path.includes(step) === true);
    return from < 0 ? steps : steps.slice(from);
  }

  /** `--stream` lets a later effect happen although an earlier step may still fail, and says so. */
  #lifts(reason: ReasonToWait, step: PlanStep, pending: readonly PlanStep[]): boolean {
    if (!this.#stream || reason === 'shared resource') return false;
    const before = pending.at(-1);
    if (before !== undefined) {
      this.#context.log({
        event: 'message',
        level: 'info',
        step: step.name,
        text: `--stream: "${step.name}" starts before "${before.name}" has ended; if an earlier step fails, what was sent stays sent.`,
      });
    }
    return true;
  }

  async *#pure(steps: readonly PlanStep[], bucket: Bucket, onFailure: OnFailure | undefined): AsyncGenerator<Payload> {
    const counters = steps.map((step) => this.#countersOf(step));
    for await (const payload of bucket) {
      this.#context.signal.throwIfAborted();
      yield* this.#emit(counters, 0, payload, onFailure);
    }
    for (const { step, payloadsIn } of counters) if (step.compiled.kind === 'pure') step.compiled.atEnd?.(payloadsIn);
  }

  async *#emit(
    counters: readonly Counters[],
    from: number,
    payload: Payload,
    onFailure: OnFailure | undefined,
  ): AsyncGenerator<Payload> {
    const output: (Payload | Rest)[] = [];
    const failures: PureFailure[] = [];
    this.#applyPure(counters, from, payload, output, failures);
    for (const { counter, failed, error } of failures) await this.#fail(counter, failed, error, onFailure);
    for (const one of output) {
      if (!(one instanceof Rest)) {
        yield one;
        continue;
      }
      for (const part of this.#counted(one)) {
        this.#context.signal.throwIfAborted();
        yield* this.#emit(counters, one.at, part, onFailure);
      }
    }
  }

  *#counted({ payloads, counter }: Rest): Generator<Payload> {
    for (;;) {
      requireInTime(counter);
      const started = this.#context.ports.clock.elapsed();
      const next = payloads.next();
      counter.durationMs += this.#context.ports.clock.elapsed() - started;
      if (next.done === true) return;
      counter.payloadsOut++;
      this.#observer?.handedOn(counter.step.name, next.value);
      yield next.value;
    }
  }

  #applyPure(
    counters: readonly Counters[],
    at: number,
    payload: Payload,
    output: (Payload | Rest)[],
    failures: PureFailure[],
  ): void {
    const counter = counters[at];
    if (counter === undefined) {
      output.push(payload);
      return;
    }
    const { compiled } = counter.step;
    if (compiled.kind !== 'pure') throw new Error(`Step "${counter.step.name}" is not pure`);
    const started = this.#context.ports.clock.elapsed();
    counter.payloadsIn++;
    this.#observer?.arrived(counter.step.name, payload);
    let results: ReturnType<typeof compiled.apply>;
    try {
      requireInTime(counter);
      results = compiled.apply(payload);
    } catch (error) {
      failures.push({ counter, failed: payload, error });
      return;
    } finally {
      counter.durationMs += this.#context.ports.clock.elapsed() - started;
    }
    if (!Array.isArray(results)) {
      output.push(new Rest(results as Generator<Payload>, counter, at + 1));
      return;
    }
    counter.payloadsOut += results.length;
    for (const result of results as readonly Payload[]) {
      this.#observer?.handedOn(counter.step.name, result);
      this.#applyPure(counters, at + 1, result, output, failures);
    }
  }

  async *#effect(step: PlanStep, bucket: Bucket, onFailure: OnFailure | undefined): AsyncGenerator<Payload> {
    const { compiled } = step;
    if (compiled.kind !== 'effect') throw new Error(`Step "${step.name}" has no effect to run`);
    const counter = this.#countersOf(step);
    const { signal, ports } = this.#context;
    const limit = compiled.concurrency?.() ?? 1;
    const around = {
      compiled,
      counter,
      observer: this.#observer,
      elapsed: () => ports.clock.elapsed(),
      signal,
      fail: (payload: Payload, error: unknown) => this.#fail(counter, payload, error, onFailure),
    };
    const payloads = this.#unlessEmpty(step, bucket);
    yield* limit === 1 ? applyInTurn(payloads, around) : applySideBySide(payloads, limit, around);
  }

  /** A step that sends and gets no payload at all does nothing, or works on one empty payload, as the profile says. */
  async *#unlessEmpty(step: PlanStep, bucket: Bucket): AsyncGenerator<Payload> {
    let empty = true;
    for await (const payload of bucket) {
      empty = false;
      yield payload;
    }
    if (!empty || !step.isFinal) return;
    if (this.#context.assume('flow.emptyBucket') === 'continue') yield emptyPayload;
    else
      this.#context.log({
        event: 'message',
        level: 'info',
        text: 'No payload arrived; the step did nothing.',
        step: step.name,
      });
  }

  async *#legs(step: PlanStep, bucket: Bucket, scope: Scope): AsyncGenerator<Payload> {
    const { compiled } = step;
    if (compiled.kind !== 'legs') throw new Error(`Step "${step.name}" has no legs`);
    const counter = this.#countersOf(step);
    const path = this.#resume?.path;
    const legs = this.#legsOf(step, counter, scope);
    // A run that goes on inside a leg does not begin the legs before it again; what others had to do is done or is not asked for.
    const resumed =
      compiled.mainLeg === undefined
        ? legs.find((_, index) => step.legs[index]?.steps.some((one) => path?.includes(one) === true))
        : undefined;
    const output =
      resumed === undefined
        ? compiled.run(countIn(bucket, counter, this.#observer), legs, this.#tools(counter, scope.onFailure))
        : resumed.run([]);
    for await (const payload of output) {
      if (resumed !== undefined && compiled.endsLegs === true) continue;
      counter.payloadsOut++;
      this.#observer?.handedOn(step.name, payload);
      yield payload;
    }
  }

  #tools(counter: Counters, onFailure: OnFailure | undefined): BucketTools {
    return {
      openRoom: (sharedBy = 1) => this.#openRoom(Math.floor(memoryBudget / sharedBy)),
      atEnd: (work) => void this.#atEnd.push(work),
      fail: (payload, error) => this.#fail(counter, payload, error, onFailure),
    };
  }

  #openRoom(budget: number): Room {
    const room = new WaitingRoom({
      memoryBudget: budget,
      encode: false,
      keep: false,
      codecs: this.#context.codecs,
      spill: this.#context.ports.spill,
      name: `waiting-${++this.#rooms}`,
    });
    this.#openRooms.add(room);
    return {
      get size() {
        return room.size;
      },
      add: (payload) => room.add(payload),
      read(isLast = false) {
        room.complete();
        return room.read(isLast);
      },
      close: () => {
        room.close();
        this.#openRooms.delete(room);
      },
    };
  }

  #legsOf(step: PlanStep, counter: Counters, scope: Scope): readonly Leg[] {
    const { compiled } = step;
    if (compiled.kind !== 'legs') return [];
    const { caughtStatus, mainLeg } = compiled;
    return step.legs.map((leg, index) => {
      // Other legs than the main one get what has been gathered before they start.
      const pending = index === mainLeg ? scope.pending : [];
      let caught = 0;
      // What fails in a catch leg ends the run, whatever stands around it.
      const outer = caughtStatus === undefined ? scope.onFailure : undefined;
      const count = (failed: FailedPayload): void => {
        caught++;
        outer?.(failed);
      };
      const run: RunLeg = (bucket, onFailure) => {
        if (onFailure === undefined)
          return this.#chain(leg.steps, bucket, { pending, onFailure: outer === undefined ? undefined : count });
        const note = (failed: FailedPayload): void => {
          caught++;
          this.#caught(failed, counter, caughtStatus, onFailure);
        };
        this.#recallFailed(leg.steps, step, note);
        return this.#chain(leg.steps, bucket, { pending, onFailure: note });
      };
      return { name: leg.name, run, caught: () => caught };
    });
  }

  #caught(
    failed: FailedPayload,
    owner: Counters,
    status: CaughtStatus | undefined,
    onFailure: OnFailure | undefined,
  ): void {
    owner.failed++;
    this.caughtCount++;
    this.caughtStatus = worst(this.caughtStatus, status);
    onFailure?.(failed);
  }

  /** What failed inside the try leg before the run was interrupted still has to be caught. */
  #recallFailed(steps: readonly PlanStep[], owner: PlanStep, note: OnFailure): void {
    const point = this.#resume;
    if (point?.path.some((step) => steps.includes(step)) !== true) return;
    const owners = catchingSteps([owner]);
    for (const one of point.failed) if (owners.get(one.step) === owner) this.#recall(one, note);
  }

  #recall({ step, failure, payload }: FailedPayloadRecord, note: OnFailure): void {
    this.#list(failure);
    note({ step, payload: restorePayload(payload, this.#context.codecs), error: new TerminalError(failure) });
  }

  /** The one place where a whole bucket is held back. */
  async *#wait(step: PlanStep, bucket: Bucket): AsyncGenerator<Payload> {
    const keep = step === this.#checkpointStep;
    const name = keep ? 'checkpoint' : `waiting-${++this.#rooms}`;
    const room = new WaitingRoom({
      memoryBudget,
      encode: step.compiled.kind === 'effect' && step.compiled.takesText === true,
      keep,
      spill: this.#context.ports.spill,
      codecs: this.#context.codecs,
      name,
    });
    try {
      for await (const payload of bucket) room.add(payload);
      room.complete();
      if (keep) await this.#saveCheckpoint(step, name);
      yield* room.read(true);
    } finally {
      room.close();
    }
  }

  async #saveCheckpoint(step: PlanStep, file: string): Promise<void> {
    await this.#context.journal.saveCheckpoint({
      step: step.name,
      file,
      variables: Object.fromEntries(this.#context.variables),
      runCaches: Object.fromEntries(this.#runCaches),
    });
  }

  /** Hands a failure to the try/catch around the step, or throws it. */
  async #fail(counter: Counters, payload: Payload, thrown: unknown, onFailure: OnFailure | undefined): Promise<void> {
    const error = located(thrown, counter.step.name, recordOrigin(payload));
    const failure = describeFailure(error, counter.step.name, this.#context.redaction);
    if (failure === undefined || !(error instanceof Error)) throw error;
    const isCaught = onFailure !== undefined && !endsRun(failure.code);
    counter.failed++;
    this.#context.log({ event: 'payload-failed', step: counter.step.name, failure, caught: isCaught });
    if (!isCaught) throw error;
    const idempotencyKey = isRunError(error) ? error.details.idempotencyKey : undefined;
    await this.#context.journal.keepFailed({
      step: counter.step.name,
      failure,
      payload: storePayload(payload),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
    this.#list(failure);
    onFailure({ payload, error, step: counter.step.name });
  }

  /** Failures that `caught` leaves out. */
  get unlisted(): number {
    return this.caughtCount - this.caught.length;
  }

  #list(failure: Failure): void {
    if (this.caught.length < listedFailures) this.caught.push(failure);
  }

  #countersOf(step: PlanStep): Counters {
    let counter = this.#counters.get(step);
    if (counter === undefined) {
      counter = { step, payloadsIn: 0, payloadsOut: 0, failed: 0, durationMs: 0 };
      this.#counters.set(step, counter);
    }
    return counter;
  }
}

async function* nothing(): AsyncGenerator<Payload> {
  // the empty bucket
}

async function* countIn(
  bucket: Bucket,
  counter: Counters,
  observer: PayloadObserver | undefined,
): AsyncGenerator<Payload> {
  for await (const payload of bucket) {
    counter.payloadsIn++;
    observer?.arrived(counter.step.name, payload);
    yield payload;
  }
}

const statuses: readonly (CaughtStatus | undefined)[] = [undefined, 'success', 'partial_success', 'failure'];

/** Of two try/catches the worse one decides. */
function worst(a: CaughtStatus | undefined, b: CaughtStatus | undefined): CaughtStatus | undefined {
  return statuses[Math.max(statuses.indexOf(a), statuses.indexOf(b))];
}
