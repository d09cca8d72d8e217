import type { Clock } from '../../contract/ports.ts';

/** A clock that starts at a given moment and moves only when somebody sleeps, which takes no time. */
export function createVirtualClock(startMs: number): Clock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    elapsed: () => nowMs - startMs,
    sleep(ms, signal) {
      signal?.throwIfAborted();
      nowMs += ms;
      return Promise.resolve();
    },
  };
}
