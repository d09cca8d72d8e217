import { Authoriser } from './auth/authorise.ts';
import type { AuthMethods, Credential, SchemeSpec } from './auth/credentials.ts';
import { HttpError, NetworkError, PaginationError, RateLimitedError, TimeoutError } from './errors.ts';
import type { Input, OperationSpec } from './operation.ts';
import type { CallOptions, ClientOptions, Overrides } from './options.ts';
import { Paged } from './paged.ts';
import { type Pagination, firstPage, nextPage, recordsOf } from './pagination.ts';
import { type RateLimit, RateLimiter } from './rate-limiter.ts';
import { type PreparedRequest, prepareRequest } from './request.ts';
import { decodeBody } from './response.ts';
import { readRetryAfter, withRetry } from './retry.ts';
import { send } from './send.ts';
import { Validation, type ValidationWarning } from './validation.ts';
import { type Clock, systemClock } from './wait.ts';

/** What the description says about the API as a whole. */
export interface ApiSpec {
  readonly name: string;
  /** Absent where the description names no server. */
  readonly baseUrl?: string;
  readonly schemes: Readonly<Record<string, SchemeSpec>>;
  readonly authMethods: AuthMethods;
  readonly rateLimit?: RateLimit;
}

interface Answer {
  readonly body: unknown;
  readonly status: number;
  readonly headers: Headers;
}

/** Sends operations: the one place where a call meets validation, limits, credentials, retries and pages. */
export class Core {
  readonly #api: ApiSpec;
  readonly #options: ClientOptions;
  readonly #overrides: Overrides;
  readonly #fetch: typeof globalThis.fetch;
  readonly #clock: Clock;
  readonly #authoriser: Authoriser;
  readonly #validation: Validation;
  readonly #limiter: RateLimiter | undefined;
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(api: ApiSpec, options: ClientOptions, overrides: Overrides) {
    this.#api = api;
    this.#options = options;
    this.#overrides = overrides;
    this.#fetch = options.fetch ?? globalThis.fetch;
    this.#clock = options.clock ?? systemClock;
    const credentials = (options.credentials ?? {}) satisfies Readonly<Record<string, Credential | undefined>>;
    this.#authoriser = new Authoriser(api.schemes, api.authMethods, credentials, this.#fetch, this.#clock);
    this.#validation = new Validation(options.onWarning ?? printWarning);
    const limit = options.rateLimit ?? api.rateLimit ?? false;
    this.#limiter = limit === false ? undefined : new RateLimiter(limit, this.#clock);
  }

  /** One operation, one result. */
  async call<Output>(spec: OperationSpec, input: object, options: CallOptions = {}): Promise<Output> {
    const { operation, request } = await this.#prepare(spec, input, options);
    return (await this.#send(operation, request, options)).body as Output;
  }

  /** An operation whose result comes in pages. */
  paged<Page, Item>(spec: OperationSpec, input: object, options: CallOptions = {}): Paged<Page, Item> {
    const pagination = this.#overrides[spec.id]?.pagination ?? spec.pagination;
    return new Paged<Page, Item>(
      () => this.call<Page>(spec, input, options),
      () => this.#pages<Page>(spec, input, options, pagination),
      (page) => (pagination === undefined ? undefined : recordsOf(pagination, page)) ?? [],
    );
  }

  async *#pages<Page>(
    spec: OperationSpec,
    input: object,
    options: CallOptions,
    pagination: Pagination | undefined,
  ): AsyncGenerator<Page, void, undefined> {
    const { operation, request } = await this.#prepare(spec, input, options);
    const visited = new Set<string>();
    let url: URL | undefined = pagination === undefined ? request.url : firstPage(request.url, pagination);
    while (url !== undefined) {
      if (url.origin !== request.url.origin) throw new PaginationError(spec.id, `the next page is on another host, ${url.host}`);
      if (visited.has(url.href)) throw new PaginationError(spec.id, 'a page links to one that was already read');
      visited.add(url.href);
      const { body, headers } = await this.#send(operation, { ...request, url }, options);
      yield body as Page;
      url = pagination === undefined ? undefined : nextPage({ url, body, headers }, pagination);
    }
  }

  async #prepare(
    spec: OperationSpec,
    input: object,
    options: CallOptions,
  ): Promise<{ operation: OperationSpec; request: PreparedRequest }> {
    options.signal?.throwIfAborted();
    const override = this.#overrides[spec.id];
    const operation: OperationSpec = override === undefined ? spec : { ...spec, ...withoutCallSettings(override) };
    await this.#validation.checkInput(operation, input, this.#setting('validation', spec, options) ?? 'warn');
    const key = operation.idempotencyHeader;
    const baseUrl = this.#options.baseUrl ?? operation.baseUrl ?? this.#api.baseUrl;
    if (baseUrl === undefined) throw new TypeError('The description names no server: set "baseUrl"');
    const request = prepareRequest(operation, String(baseUrl), input as Input, {
      ...this.#options.headers,
      ...override?.headers,
      ...(key === undefined ? {} : { [key]: options.idempotencyKey ?? crypto.randomUUID() }),
      ...options.headers,
    });
    return { operation, request };
  }

  #setting<Name extends 'validation' | 'timeoutMs' | 'retry'>(
    name: Name,
    spec: OperationSpec,
    options: CallOptions,
  ): CallOptions[Name] {
    return options[name] ?? this.#overrides[spec.id]?.[name] ?? this.#options[name];
  }

  async #send(spec: OperationSpec, request: PreparedRequest, options: CallOptions): Promise<Answer> {
    const retry = this.#setting('retry', spec, options) ?? {};
    const attempt = (): Promise<Answer> => this.#attempt(spec, request, options);
    const answer =
      retry === false
        ? await attempt()
        : await withRetry(attempt, spec.isSafeToRetry === true, retry, this.#clock, options.signal);
    options.onResponse?.({ status: answer.status, headers: answer.headers });
    const mode = this.#setting('validation', spec, options) ?? 'warn';
    await this.#validation.checkResponse(spec, answer.status, answer.body, mode);
    return answer;
  }

  /** One attempt; a second at once, with a new token, when the server refuses the first one's. */
  async #attempt(spec: OperationSpec, request: PreparedRequest, options: CallOptions): Promise<Answer> {
    for (let isRenewed = false; ; isRenewed = true) {
      await this.#limiter?.take(options.signal);
      await this.#limiterOf(spec)?.take(options.signal);
      const signed = { ...request, url: new URL(request.url), headers: new Headers(request.headers) };
      const body = typeof signed.body === 'string' || signed.body instanceof Uint8Array ? signed.body : undefined;
      const renew = await this.#authoriser.apply({ ...signed, body }, spec.id, spec.auth ?? [], options.signal);
      const { response, body: decoded } = await this.#exchange(spec, signed, options);
      if (response.ok) return { body: decoded, status: response.status, headers: response.headers };
      if (response.status === 401 && !isRenewed && renew()) continue;
      throw this.#errorOf(spec, response, decoded);
    }
  }

  async #exchange(
    spec: OperationSpec,
    request: PreparedRequest,
    options: CallOptions,
  ): Promise<{ response: Response; body: unknown }> {
    const timeoutMs = this.#setting('timeoutMs', spec, options) ?? 60_000;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
    try {
      const response = await send(this.#fetch, request, signal);
      return { response, body: await decodeBody(spec, response) };
    } catch (error) {
      options.signal?.throwIfAborted();
      throw timeout.aborted ? new TimeoutError(spec.id, timeoutMs) : new NetworkError(spec.id, error);
    }
  }

  #errorOf(spec: OperationSpec, { status, statusText, headers }: Response, body: unknown): HttpError {
    return status === 429
      ? new RateLimitedError(spec.id, statusText, body, headers, readRetryAfter(headers, this.#clock.now()))
      : new HttpError(spec.id, status, statusText, body, headers);
  }

  #limiterOf(spec: OperationSpec): RateLimiter | undefined {
    if (spec.rateLimit === undefined || this.#options.rateLimit === false) return undefined;
    let limiter = this.#limiters.get(spec.id);
    if (limiter === undefined) this.#limiters.set(spec.id, (limiter = new RateLimiter(spec.rateLimit, this.#clock)));
    return limiter;
  }
}

function withoutCallSettings(override: NonNullable<Overrides[string]>): Partial<OperationSpec> {
  const { timeoutMs: _timeoutMs, validation: _validation, retry: _retry, headers: _headers, ...spec } = override;
  return spec;
}

function printWarning({ operation, subject, issues: [first, ...others] }: ValidationWarning): void {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  console.warn(`${operation}: unexpected ${subject}: ${first?.path ?? ''}: ${first?.message ?? ''}${more}`);
}
