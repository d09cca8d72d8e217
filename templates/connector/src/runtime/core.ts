import { Authoriser } from './auth/authorise.ts';
import type { AuthMethods, Credential, SchemeSpec } from './auth/credentials.ts';
import { RequestError } from './errors.ts';
import type { Input, OperationSpec } from './operation.ts';
import type { CallOptions, ClientOptions, Overrides } from './options.ts';
import { Paged } from './paged.ts';
import { type Pagination, recordsOf } from './pagination.ts';
import type { RateLimit } from './rate-limiter.ts';
import { type PreparedRequest, prepareRequest } from './request.ts';
import { Secrets } from './secrets.ts';
import { type Answer, Transport } from './transport.ts';
import { Validation, type ValidationWarning } from './validation.ts';
import { systemClock } from './wait.ts';

/** What the description says about the API as a whole. */
export interface ApiSpec {
  readonly name: string;
  /** Absent where the description names no server. */
  readonly baseUrl?: string;
  readonly schemes: Readonly<Record<string, SchemeSpec>>;
  readonly authMethods: AuthMethods;
  readonly rateLimit?: RateLimit;
}

/** Sends operations: the one place where a call meets validation, limits, credentials, retries and pages. */
export class Core {
  readonly #api: ApiSpec;
  readonly #options: ClientOptions;
  readonly #overrides: Overrides;
  readonly #validation: Validation;
  readonly #transport: Transport;

  constructor(api: ApiSpec, options: ClientOptions, overrides: Overrides) {
    this.#api = api;
    this.#options = options;
    this.#overrides = overrides;
    this.#validation = new Validation(options.onWarning ?? printWarning);
    const { fetch = globalThis.fetch, clock = systemClock } = options;
    const credentials = (options.credentials ?? {}) satisfies Readonly<Record<string, Credential | undefined>>;
    const secrets = new Secrets();
    const baseUrl = options.baseUrl === undefined ? api.baseUrl : String(options.baseUrl);
    const authoriser = new Authoriser(api.schemes, api.authMethods, credentials, fetch, clock, secrets, baseUrl);
    const limit = options.rateLimit ?? api.rateLimit ?? false;
    this.#transport = new Transport(options, limit, fetch, clock, authoriser, secrets);
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
    if (pagination === undefined) return yield (await this.#send(operation, request, options)).body as Page;
    // Only those who read pages load what reads them.
    const { ListFault, PaginationError, listPages } = await import('./list.ts');
    const limits = this.#options.rateLimit ?? operation.rateLimit ?? this.#api.rateLimit ?? false;
    try {
      const pages = listPages({
        url: request.url,
        pagination,
        pagesAhead: options.pagesAhead ?? 0,
        mayGuess: limits === false,
        send: (url, signal) =>
          this.#send(operation, { ...request, url }, { ...options, signal: options.signal === undefined ? signal : AbortSignal.any([options.signal, signal]) }),
      });
      for await (const { body } of pages) yield body as Page;
    } catch (error) {
      if (!(error instanceof ListFault)) throw error;
      const shown = await this.#transport.shown({ method: request.method, url: error.url }, error.message);
      throw new PaginationError(spec.id, error.reason, shown.text, shown.request);
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
    const keyed = withKey(operation, input, options.idempotencyKey);
    await this.#validation.checkInput(operation, keyed, this.#setting('validation', spec, options) ?? 'warn');
    const key = operation.idempotencyHeader;
    const own = operation.baseUrl === undefined ? undefined : (this.#options.servers?.[operation.baseUrl] ?? operation.baseUrl);
    const baseUrl = own ?? this.#options.baseUrl ?? this.#api.baseUrl;
    if (baseUrl === undefined) throw new TypeError('The description names no server: set "baseUrl"');
    if (own?.toString().includes('{')) throw new TypeError(`Nobody knows where ${String(own)} is: set "servers" to { '${String(own)}': 'https://…' }`);
    const headers = {
      ...this.#options.headers,
      ...override?.headers,
      ...(key === undefined ? {} : { [key]: options.idempotencyKey ?? crypto.randomUUID() }),
      ...options.headers,
    };
    try {
      return { operation, request: await prepareRequest(operation, String(baseUrl), keyed as Input, headers) };
    } catch (error) {
      throw error instanceof TypeError ? new RequestError(spec.id, error.message) : error;
    }
  }

  #setting<Name extends 'validation' | 'timeoutMs' | 'retry'>(
    name: Name,
    spec: OperationSpec,
    options: CallOptions,
  ): CallOptions[Name] {
    return options[name] ?? this.#overrides[spec.id]?.[name] ?? this.#options[name];
  }

  async #send(spec: OperationSpec, request: PreparedRequest, options: CallOptions): Promise<Answer> {
    const answer = await this.#transport.send(spec, request, {
      retry: this.#setting('retry', spec, options) ?? {},
      timeoutMs: this.#setting('timeoutMs', spec, options) ?? 60_000,
      signal: options.signal,
    });
    options.onResponse?.({ status: answer.status, headers: answer.headers });
    const mode = this.#setting('validation', spec, options) ?? 'warn';
    await this.#validation.checkResponse(spec, answer.status, answer.body, mode);
    return answer;
  }
}

/** The input with an idempotency key in its body, where the API takes one there and the caller has given none. */
function withKey({ idempotencyMember }: OperationSpec, input: object, key: string | undefined): object {
  if (idempotencyMember === undefined) return input;
  const set = (value: unknown, [name = '', ...rest]: readonly string[]): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const own = (value as Record<string, unknown>)[name];
    if (rest.length > 0) return own === undefined ? value : { ...value, [name]: set(own, rest) };
    return own === undefined ? { ...value, [name]: key ?? crypto.randomUUID() } : value;
  };
  return 'body' in input ? { ...input, body: set(input.body, idempotencyMember.split('.')) } : input;
}

function withoutCallSettings(override: NonNullable<Overrides[string]>): Partial<OperationSpec> {
  const { timeoutMs: _timeoutMs, validation: _validation, retry: _retry, headers: _headers, ...spec } = override;
  return spec;
}

function printWarning({ operation, subject, issues: [first, ...others] }: ValidationWarning): void {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  console.warn(`${operation}: unexpected ${subject}: ${first?.path ?? ''}: ${first?.message ?? ''}${more}`);
}
