import { TerminalError, type RetryableError } from '../../contract/errors.ts';
import { longestWaitMs } from '../../contract/wait-asked-for.ts';
import type { Pause } from './pause.ts';

/** Waits for a rate limit are no attempts, but they come to an end: so many, and so long where nobody says how long. */
const mostWaits = 50;
const longestGuessMs = 30_000;

export interface NextTry {
  readonly waitMs: number;
  /** The third party has had too many requests, or asks for the wait: it holds for all requests of the instance. */
  readonly isShared: boolean;
}

/** What one request may still do after a failure: wait for a rate limit, or be tried again. */
export class RetryBudget {
  readonly #retries: number;
  readonly #pause: Pause;
  readonly #backoffMs: (count: number) => number;
  #waits = 0;
  #askedMs = 0;
  #guessedMs = 0;
  attempt = 1;

  /** `backoffMs`: how long to wait before the attempt of this number, where nobody says it. */
  constructor(retries: number, pause: Pause, backoffMs: (count: number) => number) {
    this.#retries = retries;
    this.#pause = pause;
    this.#backoffMs = backoffMs;
  }

  /** What comes after this failure; `undefined` when it is final. */
  next(failure: RetryableError): NextTry | undefined {
    const { retryAfterMs } = failure;
    if (retryAfterMs !== undefined && retryAfterMs > longestWaitMs) return undefined;
    const isAskedFor = retryAfterMs !== undefined;
    const isLimit = isRateLimit(failure);
    const isShared = isLimit || isAskedFor;
    if (isLimit) {
      // Who says "at once" again and again does not mean it.
      const isHasty = retryAfterMs !== undefined && retryAfterMs < 1000 && this.#waits > 0;
      const waitMs = isHasty ? this.#backoffMs(1) : (retryAfterMs ?? this.#backoffMs(this.#waits + 1));
      if (this.#mayWait(waitMs, isAskedFor)) return { waitMs, isShared };
      this.#pause.isLasting = true;
    }
    if (this.attempt > this.#retries) return undefined;
    const waitMs = retryAfterMs ?? this.#backoffMs(this.attempt);
    this.attempt++;
    return { waitMs, isShared };
  }

  #mayWait(waitMs: number, isAskedFor: boolean): boolean {
    if (this.#pause.isLasting || this.#waits === mostWaits) return false;
    const sum = (isAskedFor ? this.#askedMs : this.#guessedMs) + waitMs;
    if (sum > (isAskedFor ? longestWaitMs : longestGuessMs)) return false;
    if (isAskedFor) this.#askedMs = sum;
    else this.#guessedMs = sum;
    this.#waits++;
    return true;
  }

  /** The last failure of the request, with what was done about it. */
  final(failure: RetryableError): RetryableError | TerminalError {
    const { retryAfterMs } = failure;
    if (retryAfterMs !== undefined && retryAfterMs > longestWaitMs) return tooLong(failure, retryAfterMs);
    if (this.#waits === 0) return failure;
    const waited = lengthOf(this.#askedMs + this.#guessedMs);
    return failure.with({
      message: `${failure.message} It was sent again after ${this.#waits} waits of ${waited} in all.`,
    });
  }
}

/** The third party did not work on the request because there were too many. */
function isRateLimit({ code, status, retryAfterMs }: RetryableError): boolean {
  return code === 'run/rate-limited' || (status === 503 && retryAfterMs !== undefined);
}

function tooLong({ details, message }: RetryableError, askedMs: number): TerminalError {
  return new TerminalError({
    ...details,
    code: 'run/wait-too-long',
    message: `${message} It asks to wait ${lengthOf(askedMs)}, and no request waits longer than ${lengthOf(longestWaitMs)}.`,
    help: 'Run again, or carry the run on with --resume, when the limit has been lifted.',
  });
}

function lengthOf(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} seconds` : `${Math.round(ms / 60_000)} minutes`;
}
