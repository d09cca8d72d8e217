import type { RateLimit } from './rate-limiter.ts';
import type { Pagination } from './pagination.ts';
import type { Validators } from './validation.ts';

/** Everything about an operation that the transport needs. Members that are usual are left out. */
export interface OperationSpec {
  /** Group and method, for example `orders.list`. */
  readonly id: string;
  readonly method: string;
  /** With `{parameter}` templates. */
  readonly path: string;
  /** Only where the operation lives on another server than the rest. */
  readonly baseUrl?: string;
  readonly parameters?: readonly ParameterSpec[];
  readonly body?: BodySpec;
  /** How to read the body of each status: `200`, `2XX`, `default`. Absent: by content type. */
  readonly responses?: Readonly<Record<string, ResponseKind>>;
  readonly accept?: string;
  /** Character set of answers that name none. Absent: UTF-8. */
  readonly charset?: string;
  /** Sent where there is no body that has a type. */
  readonly bodilessContentType?: string;
  /** Names of authentication methods, any one of which will do. Absent: none is needed. */
  readonly auth?: readonly string[];
  /** A repetition after a lost answer does no harm. */
  readonly isSafeToRetry?: boolean;
  readonly idempotencyHeader?: string;
  /** Dot path of an idempotency key in the body. */
  readonly idempotencyMember?: string;
  /** The server speaks GraphQL: it reports errors with status 200. */
  readonly isGraphql?: boolean;
  readonly rateLimit?: RateLimit;
  readonly pagination?: Pagination;
  readonly validators: () => Promise<Validators>;
}

export type ResponseKind = 'json' | 'text' | 'bytes' | 'none';

export interface ParameterSpec {
  /** As it goes over the wire. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  /** Member of the input; the same as `name` where absent. */
  readonly key?: string;
  /** Default: `simple` in path and header, `form` in query and cookie. */
  readonly style?: ParameterStyle;
  /** Default: true for `form`, false otherwise. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** Written as JSON instead of by style. */
  readonly json?: boolean;
}

export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject';

export interface BodySpec {
  readonly contentType: string;
  /** The body is given as bytes or text, though its type is JSON. */
  readonly isRaw?: boolean;
  /** Parts of form and multipart bodies that are not written the usual way. */
  readonly encoding?: Readonly<
    Record<string, { readonly contentType?: string; readonly style?: string; readonly explode?: boolean }>
  >;
}

/** What a method was called with: parameters by name, and `body`. */
export type Input = Readonly<Record<string, unknown>>;
