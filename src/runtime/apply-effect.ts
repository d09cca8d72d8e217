import type { Payload } from '../contract/payload.ts';
import type { PayloadObserver } from '../contract/payload-observer.ts';
import { requireInTime } from './shape-limit.ts';
import type { EffectStep } from '../contract/step.ts';

/** What applying an effect to a bucket needs and counts. */
export interface EffectRun {
  readonly compiled: EffectStep;
  readonly counter: {
    readonly step: { readonly name: string; readonly shape: string };
    payloadsIn: number;
    payloadsOut: number;
    durationMs: number;
  };
  readonly observer: PayloadObserver | undefined;
  readonly elapsed: () => number;
  readonly signal: AbortSignal;
  /** Hands a failure to whoever catches it, or throws it. */
  readonly fail: (payload: Payload, error: unknown) => Promise<void>;
}

/** One payload after the other; what it gives is handed on as it comes. */
export async function* applyInTurn(bucket: AsyncIterable<Payload>, run: EffectRun): AsyncGenerator<Payload> {
  const { compiled, counter, elapsed, observer } = run;
  for await (const payload of bucket) {
    run.signal.throwIfAborted();
    counter.payloadsIn++;
    observer?.arrived(counter.step.name, payload);
    let since = elapsed();
    try {
      requireInTime(counter);
      const applied = compiled.apply(payload);
      for await (const result of 'then' in applied ? await applied : applied) {
        counter.payloadsOut++;
        observer?.handedOn(counter.step.name, result);
        counter.durationMs += elapsed() - since;
        yield result;
        since = elapsed();
      }
      counter.durationMs += elapsed() - since;
    } catch (error) {
      counter.durationMs += elapsed() - since;
      await run.fail(payload, error);
    }
  }
}

type Outcome = { readonly payload: Payload } & (
  | { readonly results: readonly Payload[] }
  | { readonly error: unknown }
  | { readonly isSkipped: true }
);

/**
 * Up to `limit` payloads at work at once; what they give is handed on in the order of the bucket. After a failure that
 * nobody catches none starts, and those under way are awaited.
 */
export async function* applySideBySide(
  bucket: AsyncIterable<Payload>,
  limit: number,
  run: EffectRun,
): AsyncGenerator<Payload> {
  const { compiled, counter, elapsed, observer } = run;
  let isStopped = false;
  let atWork = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    atWork--;
    waiting.shift()?.();
  };
  const lastOf = new Map<string, Promise<unknown>>();
  const work = async (payload: Payload, before: Promise<unknown> | undefined): Promise<Outcome> => {
    if (before !== undefined) await before;
    // Asked in the order of the bucket, so that equal payloads are counted in that order.
    if (atWork >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    atWork++;
    try {
      if (isStopped) return { payload, isSkipped: true };
      run.signal.throwIfAborted();
      counter.payloadsIn++;
      observer?.arrived(counter.step.name, payload);
      const since = elapsed();
      try {
        const applied = compiled.apply(payload);
        return { payload, results: 'then' in applied ? await applied : await gather(applied) };
      } finally {
        counter.durationMs += elapsed() - since;
      }
    } catch (error) {
      return { payload, error };
    } finally {
      leave();
    }
  };
  /** Two payloads about one record never overtake each other. */
  const start = (payload: Payload): Promise<Outcome> => {
    const key = compiled.orderKey?.(payload);
    const before = key === undefined ? undefined : lastOf.get(key);
    const outcome = work(payload, before);
    if (key === undefined) return outcome;
    lastOf.set(key, outcome);
    return outcome.finally(() => {
      if (lastOf.get(key) === outcome) lastOf.delete(key);
    });
  };
  const started: Promise<Outcome>[] = [];
  const payloads = bucket[Symbol.asyncIterator]();
  let isDrained = false;
  try {
    for (;;) {
      // A few more than the limit: a slow one at the head does not keep the others from starting.
      while (!isDrained && !isStopped && started.length < limit * 4) {
        const next = await payloads.next();
        if (next.done === true) isDrained = true;
        else started.push(start(next.value));
      }
      const outcome = await started.shift();
      if (outcome === undefined) return;
      if ('isSkipped' in outcome) continue;
      if ('error' in outcome) {
        await run.fail(outcome.payload, outcome.error);
        continue;
      }
      counter.payloadsOut += outcome.results.length;
      if (observer !== undefined) for (const result of outcome.results) observer.handedOn(counter.step.name, result);
      yield* outcome.results;
    }
  } finally {
    isStopped = true;
    await Promise.all(started);
    await payloads.return?.();
  }
}

async function gather(payloads: AsyncIterable<Payload>): Promise<readonly Payload[]> {
  const all: Payload[] = [];
  for await (const payload of payloads) all.push(payload);
  return all;
}
