import type { RunContext } from '../contract/context.ts';
import type { Failure, StepStatistics } from '../contract/events.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { atStep } from '../contract/errors.ts';
import { emptyPayload, type Payload } from '../contract/payload.ts';
import type { PlanStep } from './plan.ts';
import type { FailedPayload, RunLeg } from '../contract/step.ts';
import { WaitingRoom } from './waiting-room.ts';

/** What may wait in memory in front of one step, in bytes; the rest waits in a file. */
const memoryBudget = 16 * 1024 * 1024;

type Bucket = AsyncIterable<Payload> | Iterable<Payload>;
type OnFailure = (failed: FailedPayload) => void;

interface Counters {
  readonly step: PlanStep;
  payloadsIn: number;
  payloadsOut: number;
  failed: number;
  durationMs: number;
}

/**
 * Runs a plan over a bucket.
 *
 * The contract is the platform's: a step sees its whole input before the next one starts. Neighbouring steps
 * overlap where nobody could tell; in front of a step that writes, everything waits until its input is
 * complete. `stream` lifts that, so that pages are pushed as they arrive.
 */
export class Executor {
  readonly #context: RunContext;
  readonly #stream: boolean;
  readonly #counters = new Map<PlanStep, Counters>();
  #rooms = 0;
  /** Failures that a try/catch took, in order. */
  readonly caught: Failure[] = [];
  caughtCount = 0;
  caughtStatus: 'partial_success' | 'success' | 'failure' | undefined;

  constructor(context: RunContext, options: { readonly stream: boolean }) {
    this.#context = context;
    this.#stream = options.stream;
  }

  async run(steps: readonly PlanStep[], bucket: readonly Payload[]): Promise<void> {
    const output = this.#chain(steps, bucket, undefined);
    for await (const _ of output) this.#context.signal.throwIfAborted();
  }

  statistics(): StepStatistics[] {
    return Array.from(this.#counters.values(), ({ step, ...counts }) => ({
      name: step.name,
      shape: step.shape,
      ...counts,
      durationMs: Math.round(counts.durationMs),
    }));
  }

  async *#chain(steps: readonly PlanStep[], bucket: Bucket, onFailure: OnFailure | undefined): AsyncGenerator<Payload> {
    // Steps pull from each other, so the last one starts first; the statistics keep the order of the flow.
    for (const step of steps) this.#countersOf(step);
    let current = bucket;
    // True while something before this point may still be at work.
    let unfinished = !Array.isArray(bucket);
    for (const group of groupSteps(steps)) {
      const step = group[0];
      if (step.effect === 'writes' && unfinished && !this.#stream) {
        current = this.#wait(step, current);
        unfinished = false;
      }
      if (step.compiled.kind === 'pure') {
        current = this.#pure(group, current, onFailure);
        // A run-wide variable: what follows must not start before the last payload has set it.
        if (step.effect === 'writes') current = this.#wait(step, current);
      } else {
        current = step.compiled.kind === 'effect' ? this.#effect(step, current, onFailure) : this.#legs(step, current);
        unfinished = true;
      }
    }
    yield* current;
  }

  async *#pure(steps: readonly PlanStep[], bucket: Bucket, onFailure: OnFailure | undefined): AsyncGenerator<Payload> {
    const counters = steps.map((step) => this.#countersOf(step));
    for await (const payload of bucket) {
      this.#context.signal.throwIfAborted();
      const output: Payload[] = [];
      this.#applyPure(counters, 0, payload, output, onFailure);
      yield* output;
    }
  }

  #applyPure(
    counters: readonly Counters[],
    at: number,
    payload: Payload,
    output: Payload[],
    onFailure?: OnFailure,
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
    let results: readonly Payload[];
    try {
      results = compiled.apply(payload);
    } catch (error) {
      this.#fail(counter, payload, error, onFailure);
      return;
    } finally {
      counter.durationMs += this.#context.ports.clock.elapsed() - started;
    }
    counter.payloadsOut += results.length;
    for (const result of results) this.#applyPure(counters, at + 1, result, output, onFailure);
  }

  async *#effect(step: PlanStep, bucket: Bucket, onFailure: OnFailure | undefined): AsyncGenerator<Payload> {
    const counter = this.#countersOf(step);
    for await (const payload of this.#unlessEmpty(step, bucket)) {
      this.#context.signal.throwIfAborted();
      counter.payloadsIn++;
      const { elapsed } = this.#context.ports.clock;
      let since = elapsed();
      try {
        for await (const result of applyEffect(step, payload)) {
          counter.payloadsOut++;
          counter.durationMs += elapsed() - since;
          yield result;
          since = elapsed();
        }
        counter.durationMs += elapsed() - since;
      } catch (error) {
        counter.durationMs += elapsed() - since;
        this.#fail(counter, payload, error, onFailure);
      }
    }
  }

  /** A writing step that gets no payload at all does nothing, or works on one empty payload, as the profile says. */
  async *#unlessEmpty(step: PlanStep, bucket: Bucket): AsyncGenerator<Payload> {
    let empty = true;
    for await (const payload of bucket) {
      empty = false;
      yield payload;
    }
    if (!empty || step.effect !== 'writes') return;
    if (this.#context.assume('flow.emptyBucket') === 'continue') yield emptyPayload;
    else
      this.#context.log({
        event: 'message',
        level: 'info',
        text: 'No payload arrived; the step did nothing.',
        step: step.name,
      });
  }

  async *#legs(step: PlanStep, bucket: Bucket): AsyncGenerator<Payload> {
    const { compiled } = step;
    if (compiled.kind !== 'legs') throw new Error(`Step "${step.name}" has no legs`);
    const counter = this.#countersOf(step);
    const legs = step.legs.map((leg) => ({
      name: leg.name,
      run: this.#runLeg(leg.steps, counter, compiled.caughtStatus),
    }));
    for await (const payload of compiled.run(countIn(bucket, counter), legs)) {
      counter.payloadsOut++;
      yield payload;
    }
  }

  #runLeg(steps: readonly PlanStep[], owner: Counters, caughtStatus: Executor['caughtStatus']): RunLeg {
    return (bucket, onFailure) => {
      if (onFailure === undefined) return this.#chain(steps, bucket, undefined);
      return this.#chain(steps, bucket, (failed) => {
        owner.failed++;
        this.caughtCount++;
        this.caughtStatus = caughtStatus;
        onFailure(failed);
      });
    };
  }

  /** The one place where a whole bucket is held back. */
  async *#wait(step: PlanStep, bucket: Bucket): AsyncGenerator<Payload> {
    const room = new WaitingRoom({
      memoryBudget,
      encode: step.compiled.kind === 'effect' && step.compiled.takesText === true,
      folder: this.#context.ports.spillFolder,
      name: `${this.#context.run}-${++this.#rooms}`,
    });
    try {
      for await (const payload of bucket) room.add(payload);
      yield* room.drain();
    } finally {
      room.close();
    }
  }

  /** Hands a failure to the try/catch around the step, or throws it. */
  #fail(counter: Counters, payload: Payload, thrown: unknown, onFailure: OnFailure | undefined): void {
    const failure = describeFailure(thrown, counter.step.name);
    // A refused login is nobody's bad record: it ends the run, whatever stands around the step.
    const caught = failure !== undefined && onFailure !== undefined && failure.code !== 'run/unauthorised';
    if (failure !== undefined) {
      counter.failed++;
      this.#context.log({ event: 'payload-failed', step: counter.step.name, failure, caught });
    }
    if (!caught || !(thrown instanceof Error)) throw atStep(thrown, counter.step.name);
    if (this.caught.length < 100) this.caught.push(failure);
    onFailure({ payload, error: thrown, step: counter.step.name });
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

/** Neighbouring pure steps form one group; every other step stands alone. */
function groupSteps(steps: readonly PlanStep[]): readonly (readonly [PlanStep, ...PlanStep[]])[] {
  const groups: [PlanStep, ...PlanStep[]][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last !== undefined && isFusible(step) && isFusible(last[0])) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function isFusible(step: PlanStep): boolean {
  return step.compiled.kind === 'pure' && step.effect === 'pure';
}

async function* applyEffect(step: PlanStep, payload: Payload): AsyncGenerator<Payload> {
  if (step.compiled.kind !== 'effect') throw new Error(`Step "${step.name}" has no effect to run`);
  const result = step.compiled.apply(payload);
  yield* 'then' in result ? await result : result;
}

async function* countIn(bucket: Bucket, counter: Counters): AsyncGenerator<Payload> {
  for await (const payload of bucket) {
    counter.payloadsIn++;
    yield payload;
  }
}
