import { AuthenticationError, ConnectorError, HttpError, NetworkError, TimeoutError } from './errors.ts';
import type { Clock } from './wait.ts';

export interface RetryOptions {
  /** Attempts in all, the first included. Those that the server puts off (429, 503 with Retry-After) do not count. Default 4. */
  readonly attempts?: number;
  /** Wait before the second attempt; doubled before each further one. Default 500. */
  readonly baseDelayMs?: number;
  /** No single wait is longer, except one that the server asks for. Default 30 000. */
  readonly maxDelayMs?: number;
  /** All waits of a call together. A longer Retry-After fails at once. Default 120 000. */
  readonly budgetMs?: number;
}

/** A server that puts off one request so many times is not going to take it. */
const mostPutOff = 20;

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
  let failed = 0;
  let putOff = 0;
  let waitedMs = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (wasPutOff(error)) putOff++;
      else failed++;
      if (failed >= attempts || putOff > mostPutOff || !isRepeatable(error, isSafe)) throw error;
      const asked = await askedWait(answerOf(error), clock);
      // Full jitter: clients that failed together do not come back together.
      const usual = Math.ceil(clock.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (failed + putOff - 1)));
      // A server that says "at once" again and again does not mean it.
      const isHasty = asked !== undefined && putOff > 1 && asked < baseDelayMs;
      const delayMs = asked === undefined || isHasty ? usual : asked;
      waitedMs += delayMs;
      if (waitedMs > budgetMs) throw error;
      await clock.wait(delayMs, signal);
    }
  }
}

interface Answer {
  readonly status?: number;
  readonly headers?: Headers | undefined;
}

/** Of the server, or of the token endpoint before anything was sent to the server. */
function answerOf(error: unknown): Answer | undefined {
  if (error instanceof AuthenticationError) return error.answer;
  return error instanceof HttpError ? error : undefined;
}

async function askedWait(answer: Answer | undefined, clock: Clock): Promise<number | undefined> {
  if (answer?.headers === undefined) return undefined;
  const { readRetryAfter } = await import('./retry-after.ts');
  return readRetryAfter(answer.headers, clock.now(), answer.status);
}

/** The server says that it has not done anything yet. */
function wasPutOff(error: unknown): boolean {
  if (error instanceof ConnectorError && 'wasPutOff' in error) return error.wasPutOff === true;
  const answer = answerOf(error);
  return answer?.status === 429 || (answer?.status === 503 && answer.headers?.has('retry-after') === true);
}

const passing = new Set([408, 425, 500, 502, 503, 504]);

function isRepeatable(error: unknown, isSafe: boolean): boolean {
  if (wasPutOff(error) || wasNeverSent(error)) return true;
  if (error instanceof AuthenticationError)
    return error.answer !== undefined && (error.answer.status === undefined || passing.has(error.answer.status));
  if (!isSafe) return false;
  if (error instanceof NetworkError || error instanceof TimeoutError) return true;
  return error instanceof HttpError && passing.has(error.status);
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** Nothing listens, or the name leads nowhere: the cause of the cause says so. */
function wasNeverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && neverSent.has(String(cause.code))) return error instanceof NetworkError;
  return false;
}
