import type { Instance } from '../../connector/instance.ts';
import type { Clock } from '../../contract/ports.ts';

const unitMs = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Resolves when the next request may leave. */
export type RateLimit = (signal: AbortSignal) => Promise<void>;

/** A token bucket: a burst of up to `count`, refilled evenly over the unit. */
export function createRateLimit(limit: Instance['rateLimit'], clock: Clock): RateLimit {
  if (limit === undefined) return () => Promise.resolve();
  const perMs = limit.count / unitMs[limit.unit];
  let tokens = limit.count;
  let since = clock.elapsed();
  return async (signal) => {
    const now = clock.elapsed();
    tokens = Math.min(limit.count, tokens + (now - since) * perMs) - 1;
    since = now;
    // A negative balance is a place in the queue: whoever comes later waits longer.
    if (tokens < 0) await clock.sleep(Math.ceil(-tokens / perMs), signal);
  };
}
