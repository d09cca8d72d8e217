import type { Clock } from '../../src/contract/ports.ts';

export interface ManualClock extends Clock {
  /** Waits under way, in milliseconds, in the order in which they began. */
  readonly waiting: readonly number[];
  /** Resolves when this many waits are under way. */
  until(count: number): Promise<void>;
  /** Ends the oldest wait. */
  tick(): void;
}

/** A clock that stands still; its waits end when the test says so. */
export function manualClock(): ManualClock {
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  const watchers: { readonly count: number; readonly resolve: () => void }[] = [];
  const check = (): void => {
    for (const { count, resolve } of watchers) if (waits.length >= count) resolve();
  };
  return {
    now: () => Date.UTC(2026, 2, 1, 10),
    elapsed: () => 0,
    get waiting() {
      return waits.map(({ ms }) => ms);
    },
    until: (count) =>
      new Promise((resolve) => {
        watchers.push({ count, resolve });
        check();
      }),
    tick: () => waits.shift()?.end(),
    sleep: (ms, signal) =>
      new Promise((end, fail) => {
        const wait = { ms, end };
        waits.push(wait);
        signal?.addEventListener('abort', () => {
          waits.splice(waits.indexOf(wait), 1);
          fail(signal.reason as Error); // the reason of an abort
        });
        check();
      }),
  };
}
