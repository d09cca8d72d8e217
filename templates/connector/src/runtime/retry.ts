import { HttpError, NetworkError, RateLimitedError, TimeoutError } from './errors.ts';
import type { Clock } from './wait.ts';

export interface RetryOptions {
  /** Attempts in all, the first included. Default 4. */
  readonly attempts?: number;
  /** Wait before the second attempt; doubled before each further one. Default 500. */
  readonly baseDelayMs?: number;
  /** No single wait is longer, except one that the server asks for. Default 30 000. */
  readonly maxDelayMs?: number;
  /** All waits of a call together. A longer Retry-After fails at once. Default 120 000. */
  readonly budgetMs?: number;
}

/**
 * Runs an attempt until it succeeds, cannot be repeated safely, or the budget is used up; then throws its last error.
 *
 * What could have been carried out is repeated only when that does no harm. Always repeated is what was not: a 429, a 503
 * that says when to come back, and a connection that was never made.
 */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  isSafe: boolean,
  options: RetryOptions,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const { attempts = 4, baseDelayMs = 500, maxDelayMs = 30_000, budgetMs = 120_000 } = options;
  let waitedMs = 0;
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= attempts || !isRepeatable(error, isSafe)) throw error;
      const asked = error instanceof HttpError ? readRetryAfter(error.headers, clock.now()) : undefined;
      // Full jitter: clients that failed together do not come back together.
      const delayMs = asked ?? Math.ceil(clock.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (count - 1)));
      waitedMs += delayMs;
      if (waitedMs > budgetMs) throw error;
      await clock.wait(delayMs, signal);
    }
  }
}

function isRepeatable(error: unknown, isSafe: boolean): boolean {
  if (error instanceof RateLimitedError || wasNeverSent(error)) return true;
  if (error instanceof HttpError && error.status === 503 && error.headers.has('retry-after')) return true;
  if (!isSafe) return false;
  if (error instanceof NetworkError || error instanceof TimeoutError) return true;
  return error instanceof HttpError && [408, 425, 500, 502, 503, 504].includes(error.status);
}

/** Nothing listens, or the name leads nowhere: the cause of the cause says so. */
function wasNeverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(cause.code)))
      return error instanceof NetworkError;
  return false;
}

/** Milliseconds to wait by `Retry-After` (seconds or a date, RFC 9110 section 10.2.3), or by the reset headers in use. */
export function readRetryAfter(headers: Headers, nowMs: number): number | undefined {
  const text = headers.get('retry-after');
  if (text !== null) {
    const seconds = Number(text);
    const ms = text.trim() !== '' && Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - nowMs;
    return Number.isNaN(ms) ? undefined : Math.max(0, ms);
  }
  if ((headers.get('x-ratelimit-remaining') ?? headers.get('ratelimit-remaining')) !== '0') return undefined;
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  if (Number.isNaN(reset)) return undefined;
  // Observed: some send seconds to wait, others the second since 1970.
  return Math.max(0, reset > 1_000_000_000 ? reset * 1000 - nowMs : reset * 1000);
}
