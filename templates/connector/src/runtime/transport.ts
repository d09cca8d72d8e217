import type { Authoriser } from './auth/authorise.ts';
import { ConnectorError, HttpError, NetworkError, RateLimitedError, type RequestSummary, TimeoutError } from './errors.ts';
import type { OperationSpec } from './operation.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type RateLimit, RateLimiter } from './rate-limiter.ts';
import type { PreparedRequest } from './request.ts';
import { type DecodedBody, decodeBody } from './response.ts';
import { type RetryOptions, withRetry } from './retry.ts';
import type { Secrets } from './secrets.ts';
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
  readonly #secrets: Secrets;
  readonly #limiter: RateLimiter | undefined;
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(
    options: ClientOptions,
    limit: RateLimit | false,
    fetch: typeof globalThis.fetch,
    clock: Clock,
    authoriser: Authoriser,
    secrets: Secrets,
  ) {
    this.#options = options;
    this.#fetch = fetch;
    this.#clock = clock;
    this.#authoriser = authoriser;
    this.#secrets = secrets;
    this.#limiter = limit === false ? undefined : new RateLimiter(limit, clock);
  }

  send(spec: OperationSpec, request: PreparedRequest, settings: SendSettings): Promise<Answer> {
    const { retry, signal } = settings;
    this.#secrets.passRequest(request.url, request.headers);
    const attempt = (): Promise<Answer> => this.#attempt(spec, request, settings);
    if (retry === false) return attempt();
    return withRetry(attempt, spec.isSafeToRetry === true || hasIdempotencyKey(spec, request), retry, this.#clock, signal);
  }

  /** What may be shown of a request, and of a text about its answer. */
  async shown({ method, url }: Pick<PreparedRequest, 'method' | 'url'>, text: string): Promise<{ request: RequestSummary; text: string }> {
    const redactor = await this.#secrets.redactor();
    return { request: { method, url: redactor.url(url) }, text: redactor.text(text) };
  }

  /** One attempt; a second at once, with a new token, when the server refuses the first one's. */
  async #attempt(spec: OperationSpec, request: PreparedRequest, settings: SendSettings): Promise<Answer> {
    for (let isRenewed = false; ; isRenewed = true) {
      await this.#limiter?.take(settings.signal);
      await this.#limiterOf(spec)?.take(settings.signal);
      const signed = { ...request, url: new URL(request.url), headers: new Headers(request.headers) };
      const body = typeof signed.body === 'string' || signed.body instanceof Uint8Array ? signed.body : undefined;
      const renew = await this.#authoriser.apply({ ...signed, body }, spec.id, spec.auth ?? [], settings.signal);
      const { response, decoded } = await this.#exchange(spec, signed, request.url, settings);
      if (response.ok && spec.isGraphql === true) await this.#refuseErrors(spec, request, decoded.value);
      if (response.ok) return { body: decoded.value, status: response.status, headers: response.headers };
      if (response.status === 401 && !isRenewed && renew()) continue;
      throw await this.#errorOf(spec, request, response, decoded);
    }
  }

  async #refuseErrors(spec: OperationSpec, request: PreparedRequest, body: unknown): Promise<void> {
    const { GraphqlError, hasErrors, wordsOf } = await import('./graphql-error.ts');
    if (!hasErrors(body)) return;
    const shown = await this.shown(request, wordsOf(body));
    throw new GraphqlError(spec.id, shown.text, body, shown.request);
  }

  /** `shownUrl`: the address without what was added to it for authentication. */
  async #exchange(
    spec: OperationSpec,
    request: PreparedRequest,
    shownUrl: URL,
    { timeoutMs, signal: given }: SendSettings,
  ): Promise<{ response: Response; decoded: DecodedBody }> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = given === undefined ? timeout : AbortSignal.any([given, timeout]);
    const maxBytes = this.#options.maxResponseBytes ?? defaultMaxBytes;
    try {
      const response = await send(this.#fetch, request, signal);
      const { method } = request;
      return { response, decoded: await decodeBody({ spec, response, method, url: shownUrl, maxBytes, secrets: this.#secrets }) };
    } catch (error) {
      given?.throwIfAborted();
      if (error instanceof ConnectorError) throw error;
      const redactor = await this.#secrets.redactor();
      const summary = { method: request.method, url: redactor.url(shownUrl) };
      if (timeout.aborted) throw new TimeoutError(spec.id, timeoutMs, summary);
      throw new NetworkError(spec.id, redactor.error(error), summary);
    }
  }

  async #errorOf(spec: OperationSpec, { method, url }: PreparedRequest, response: Response, decoded: DecodedBody): Promise<HttpError> {
    const { status, headers } = response;
    const redactor = await this.#secrets.redactor();
    const failure = {
      status,
      statusText: redactor.text(response.statusText),
      body: decoded.value,
      excerpt: redactor.excerpt(decoded.text),
      headers,
      request: { method, url: redactor.url(url) },
    };
    if (status !== 429) return new HttpError(spec.id, failure);
    const { readRetryAfter } = await import('./retry-after.ts');
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
function hasIdempotencyKey({ idempotencyHeader, idempotencyMember }: OperationSpec, { headers }: PreparedRequest): boolean {
  if (idempotencyMember !== undefined) return true;
  return [idempotencyHeader, 'idempotency-key', 'x-idempotency-key'].some((name) => name !== undefined && headers.has(name));
}
