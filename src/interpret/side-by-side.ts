export interface SideBySide<Input, Prepared, Result> {
  /** How many may be at work at once. */
  readonly limit: number;
  /** Called in the order of the inputs. */
  readonly prepare: (input: Input) => Prepared | Promise<Prepared>;
  /** What gives the same text is worked on one after the other. */
  readonly orderKey: (prepared: Prepared) => string | undefined;
  /** Fails only when everything has to end. Calls `leave` when the next may start although the result is still to come. */
  readonly work: (prepared: Prepared, leave: () => void) => Promise<Result>;
}

type Outcome<Result> = { readonly result: Result } | { readonly isSkipped: true };

/** How many results may wait for a slow one in front of them, as a multiple of the limit. */
const waitingResults = 16;

/**
 * Works on several inputs at once and yields the results in the order of the inputs. After a failure, of the work or of the
 * inputs, none starts; those under way are awaited and their results yielded, and then the failure is thrown.
 */
export async function* sideBySide<Input, Prepared, Result>(
  inputs: AsyncIterable<Input>,
  { limit, prepare, orderKey, work }: SideBySide<Input, Prepared, Result>,
): AsyncGenerator<Result> {
  // One at a time means that a result has been taken before the next input is touched.
  const window = limit === 1 ? 1 : limit * waitingResults;
  let failure: { readonly error: unknown } | undefined;
  let isStopped = false;
  const fail = (error: unknown): void => {
    failure ??= { error };
    isStopped = true;
  };
  let atWork = 0;
  const queue: (() => void)[] = [];
  const lastOf = new Map<string, Promise<unknown>>();

  const run = async (prepared: Prepared, before: Promise<unknown> | undefined): Promise<Outcome<Result>> => {
    if (before !== undefined) await before;
    while (atWork >= limit) await new Promise<void>((resolve) => queue.push(resolve));
    atWork++;
    let isInside = true;
    const leave = (): void => {
      if (!isInside) return;
      isInside = false;
      atWork--;
      queue.shift()?.();
    };
    try {
      return isStopped ? { isSkipped: true } : { result: await work(prepared, leave) };
    } catch (error) {
      fail(error);
      return { isSkipped: true };
    } finally {
      leave();
    }
  };
  const start = (prepared: Prepared): Promise<Outcome<Result>> => {
    const key = orderKey(prepared);
    if (key === undefined) return run(prepared, undefined);
    const outcome = run(prepared, lastOf.get(key));
    lastOf.set(key, outcome);
    return outcome.finally(() => {
      if (lastOf.get(key) === outcome) lastOf.delete(key);
    });
  };

  const started: Promise<Outcome<Result>>[] = [];
  const source = inputs[Symbol.asyncIterator]();
  let isDrained = false;
  const takeNext = async (): Promise<void> => {
    try {
      const next = await source.next();
      if (next.done === true) isDrained = true;
      else if (!isStopped) started.push(start(await prepare(next.value)));
    } catch (error) {
      fail(error);
    }
  };
  try {
    for (;;) {
      while (!isDrained && !isStopped && started.length < window) await takeNext();
      const outcome = await started.shift();
      if (outcome === undefined) break;
      if ('result' in outcome) yield outcome.result;
    }
  } finally {
    isStopped = true; // the reader may have left early
    await Promise.all(started);
    await source.return?.();
  }
  if (failure !== undefined) throw failure.error;
}
