import { HttpError, NetworkError, RateLimitedError } from '../../../connector/src/runtime/errors.ts';
import { RateLimiter } from '../../../connector/src/runtime/rate-limiter.ts';
import { withRetry } from '../../../connector/src/runtime/retry.ts';
import { readRetryAfter } from '../../../connector/src/runtime/retry-after.ts';
import { systemClock, type Clock } from '../../../connector/src/runtime/wait.ts';
import type { SoapClientOptions } from './caller.ts';
import type { TransportResponse } from './transport.ts';

/** Statuses without a meaning in SOAP: something in front of the service is busy or broken. */
const passing = new Set([408, 425, 429, 502, 503, 504]);

/** Sends requests no faster than allowed, and again where that is safe. */
export class Delivery {
  readonly #options: SoapClientOptions;
  readonly #clock: Clock;
  readonly #limiter: RateLimiter | undefined;

  constructor(options: SoapClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#limiter = options.rateLimit === undefined ? undefined : new RateLimiter(options.rateLimit, this.#clock);
  }

  /** The last answer, whatever its status. No wait goes beyond `limitMs`. Errors: those of the transport. */
  async deliver(
    operation: string,
    limitMs: number,
    signal: AbortSignal,
    send: () => Promise<TransportResponse>,
  ): Promise<TransportResponse> {
    const { retry = {}, isSafe } = this.#options;
    let last: TransportResponse | undefined;
    const attempt = async (): Promise<TransportResponse> => {
      last = undefined;
      await this.#limiter?.take(signal);
      last = await send().catch((error: unknown) => {
        throw isNetwork(error, signal) ? new NetworkError(operation, error) : error;
      });
      if (passing.has(last.status)) throw this.#refusal(operation, last);
      return last;
    };
    try {
      if (retry === false) return await attempt();
      const budgetMs = Math.min(retry.budgetMs ?? 120_000, limitMs);
      return await withRetry(attempt, isSafe?.(operation) === true, { ...retry, budgetMs }, this.#clock, signal);
    } catch (error) {
      if (last !== undefined && error instanceof HttpError) return last;
      throw error instanceof NetworkError ? error.cause : error;
    }
  }

  #refusal(operation: string, { status, headers = new Headers() }: TransportResponse): HttpError {
    return status === 429
      ? new RateLimitedError(operation, { body: undefined, headers }, readRetryAfter(headers, this.#clock.now(), status))
      : new HttpError(operation, { status, body: undefined, headers });
  }
}

/** What fetch throws when the connection fails, and nobody has given up. */
function isNetwork(error: unknown, signal: AbortSignal): boolean {
  return !signal.aborted && error instanceof TypeError && error.cause !== undefined;
}
