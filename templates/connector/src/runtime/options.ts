import type { Credential } from './auth/credentials.ts';
import type { RateLimit } from './rate-limiter.ts';
import type { Pagination } from './pagination.ts';
import type { RetryOptions } from './retry.ts';
import type { ValidationMode, ValidationWarning } from './validation.ts';
import type { Clock } from './wait.ts';

export interface ClientOptions<Credentials = Readonly<Record<string, Credential | undefined>>> {
  /** Default: the first server of the description. Operations that live on a server of their own are not affected. */
  readonly baseUrl?: string | URL;
  /** What to use in place of the servers that single operations have, by their address in the description. */
  readonly servers?: Readonly<Record<string, string | URL>>;
  readonly credentials?: Credentials;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For one attempt, its body included. Default 60 000. */
  readonly timeoutMs?: number;
  /** `false`: every call is one attempt. */
  readonly retry?: RetryOptions | false;
  /** Larger answers are refused. Default 256 MiB. */
  readonly maxResponseBytes?: number;
  /** The most requests that the client sends. Default: what the description states. `false`: no limit. */
  readonly rateLimit?: RateLimit | false;
  /** Default `warn`. */
  readonly validation?: ValidationMode;
  /** Default: one line on `console.warn`. */
  readonly onWarning?: (warning: ValidationWarning) => void;
  /** Default: that of the platform. */
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
}

/** For one call; wins over the client's options. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly retry?: RetryOptions | false;
  readonly validation?: ValidationMode;
  /** Pages of a list that are asked for before they are needed, where the method allows it. Default 0. */
  readonly pagesAhead?: number;
  /** Where the operation takes one. Default: a random one, the same for all attempts of the call. */
  readonly idempotencyKey?: string;
  /** Called with the status and headers of each answer that succeeded. */
  readonly onResponse?: (response: { readonly status: number; readonly headers: Headers }) => void;
}

/** What `src/overrides.ts` may say about an operation. */
export interface OperationOverride {
  readonly path?: string;
  readonly timeoutMs?: number;
  readonly validation?: ValidationMode;
  readonly retry?: RetryOptions | false;
  readonly isSafeToRetry?: boolean;
  readonly rateLimit?: RateLimit;
  readonly pagination?: Pagination;
  readonly headers?: Readonly<Record<string, string>>;
  /** Character set of answers that name none, where it is not UTF-8. */
  readonly charset?: string;
}

export type Overrides<OperationId extends string = string> = Readonly<Partial<Record<OperationId, OperationOverride>>>;
