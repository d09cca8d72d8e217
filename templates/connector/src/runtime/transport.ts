import type { Authoriser } from './auth/authorise.ts';
import { ConnectorError, HttpError, NetworkError, RateLimitedError, type RequestSummary, TimeoutError } from './errors.ts';
import type { OperationSpec } from './operation.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type RateLimit, RateLimiter } from './rate-limiter.ts';
import { type Redactor, excerptOf } from './redact.ts';
import type { PreparedRequest } from './request.ts';
import { type DecodedBody, decodeBody } from './response.ts';
import { type RetryOptions, withRetry } from './retry.ts';
import { readRetryAfter } from './retry-after.ts';
import { send } from './send.ts';
import type { Clock } from './wait.ts';

export interface Answer {
  readonly body: unknown;
  readonly status: number;
  readonly headers: Headers;
}

/** What a call may set for itself. */
export interface SendSettings {
  readonly retry: RetryOptions | false;
  readonly timeoutMs: number;
  readonly signal: CallOptions['signal'];
}

/** Sends requests with credentials, within limits, and again where that is right. */
export class Transport {
  readonly #options: ClientOptions;
  readonly #fetch: typeof globalThis.fetch;
  readonly #clock: Clock;
  readonly #authoriser: Authoriser;
  readonly #redactor: Redactor;
  readonly #limiter: RateLimiter | undefined;
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(
    options: ClientOptions,
    limit: RateLimit | false,
    fetch: typeof globalThis.fetch,
    clock: Clock,
    authoriser: Authoriser,
    redactor: Redactor,
  ) {
    this.#options = options;
    this.#fetch = fetch;
    this.#clock = clock;
    this.#authoriser = authoriser;
    this.#redactor = redactor;
    this.#limiter = limit === false ? undefined : new RateLimiter(limit, clock);
  }

  send(spec: OperationSpec, request: PreparedRequest, settings: SendSettings): Promise<Answer> {
    const { retry, signal } = settings;
    this.#redactor.passRequest(request.url, request.headers);
    const attempt = (): Promise<Answer> => this.#attempt(spec, request, settings);
    if (retry === false) return attempt();
    return withRetry(attempt, spec.isSafeToRetry === true || hasIdempotencyKey(spec, request), retry, this.#clock, signal);
  }

  /** One attempt; a second at once, with a new token, when the server refuses the first one's. */
  async #attempt(spec: OperationSpec, request: PreparedRequest, settings: SendSettings): Promise<Answer> {
    for (let isRenewed = false; ; isRenewed = true) {
      await this.#limiter?.take(settings.signal);
      await this.#limiterOf(spec)?.take(settings.signal);
      const signed = { ...request, url: new URL(request.url), headers: new Headers(request.headers) };
      const body = typeof signed.body === 'string' || signed.body instanceof Uint8Array ? signed.body : undefined;
      const renew = await this.#authoriser.apply({ ...signed, body }, spec.id, spec.auth ?? [], settings.signal);
      const summary = { method: request.method, url: this.#redactor.url(request.url) };
      const { response, decoded } = await this.#exchange(spec, signed, settings, summary);
      if (response.ok) return { body: decoded.value, status: response.status, headers: response.headers };
      if (response.status === 401 && !isRenewed && renew()) continue;
      throw this.#errorOf(spec, response, decoded, summary);
    }
  }

  async #exchange(
    spec: OperationSpec,
    request: PreparedRequest,
    { timeoutMs, signal: given }: SendSettings,
    summary: RequestSummary,
  ): Promise<{ response: Response; decoded: DecodedBody }> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = given === undefined ? timeout : AbortSignal.any([given, timeout]);
    const { redact } = this.#redactor;
    const maxBytes = this.#options.maxResponseBytes ?? defaultMaxBytes;
    try {
      const response = await send(this.#fetch, request, signal);
      return { response, decoded: await decodeBody({ spec, response, request: summary, maxBytes, redact }) };
    } catch (error) {
      given?.throwIfAborted();
      if (error instanceof ConnectorError) throw error;
      if (timeout.aborted) throw new TimeoutError(spec.id, timeoutMs, summary);
      throw new NetworkError(spec.id, this.#redactor.error(error), summary);
    }
  }

  #errorOf(spec: OperationSpec, response: Response, { value, text }: DecodedBody, request: RequestSummary): HttpError {
    const { status, headers } = response;
    const { redact } = this.#redactor;
    const statusText = redact(response.statusText);
    const failure = { status, statusText, body: value, excerpt: excerptOf(text, redact), headers, request };
    if (status !== 429) return new HttpError(spec.id, failure);
    return new RateLimitedError(spec.id, failure, readRetryAfter(headers, this.#clock.now(), status));
  }

  #limiterOf(spec: OperationSpec): RateLimiter | undefined {
    if (spec.rateLimit === undefined || this.#options.rateLimit === false) return undefined;
    let limiter = this.#limiters.get(spec.id);
    if (limiter === undefined) this.#limiters.set(spec.id, (limiter = new RateLimiter(spec.rateLimit, this.#clock)));
    return limiter;
  }
}

const defaultMaxBytes = 256 * 1024 * 1024;

/** The server knows a repetition by its key, whoever has set it. */
function hasIdempotencyKey({ idempotencyHeader }: OperationSpec, { headers }: PreparedRequest): boolean {
  return [idempotencyHeader, 'idempotency-key', 'x-idempotency-key'].some((name) => name !== undefined && headers.has(name));
}
