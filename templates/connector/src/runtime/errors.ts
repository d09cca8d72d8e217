/** The request that an error is about; what is secret in its address is `***`. */
export interface RequestSummary {
  readonly method: string;
  readonly url: string;
}

/** Base of everything that a call throws. No message or property shows a secret that the client knows. */
export class ConnectorError extends Error {
  /** Group and method, for example `orders.list`. */
  readonly operation: string;
  /** Absent where none was made. */
  readonly request: RequestSummary | undefined;

  constructor(operation: string, message: string, options?: ErrorOptions & { readonly request?: RequestSummary }) {
    const { request, ...rest } = options ?? {};
    super(`${operation}: ${request === undefined ? '' : `${request.method} ${request.url}: `}${message}`, rest);
    this.name = new.target.name;
    this.operation = operation;
    this.request = request;
  }
}

/** What a failure is made of. */
export interface Failure<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly statusText?: string;
  readonly body: Body;
  /** The beginning of the body as text. */
  readonly excerpt?: string;
  readonly headers: Headers;
  readonly request?: RequestSummary;
}

/** The server answered with a status outside 200 to 299. */
export class HttpError<Status extends number = number, Body = unknown> extends ConnectorError {
  readonly status: Status;
  /** Parsed when the server sent JSON, text otherwise, `undefined` when it sent nothing. */
  readonly body: Body;
  /** What the server calls this request in its logs, where it says so. */
  readonly requestId: string | undefined;
  readonly #headers: Headers;

  constructor(operation: string, { status, statusText = '', body, excerpt = '', headers, request }: Failure<Status, Body>) {
    const answer = `${status} ${statusText}`.trimEnd();
    super(operation, excerpt === '' ? answer : `${answer}: ${excerpt}`, request === undefined ? {} : { request });
    this.status = status;
    this.body = body;
    this.requestId = headers.get('x-request-id') ?? headers.get('request-id') ?? undefined;
    this.#headers = headers;
  }

  /** A getter, so that printing the error prints no cookies. */
  get headers(): Headers {
    return this.#headers;
  }
}

/** 429, after the retries that were allowed. */
export class RateLimitedError<Body = unknown> extends HttpError<429, Body> {
  /** How long the server asked to wait, where it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(operation: string, failure: Omit<Failure<429, Body>, 'status'>, retryAfterMs: number | undefined) {
    const excerpt = [failure.excerpt ?? '', retryAfterMs === undefined ? '' : `(to be sent again in ${retryAfterMs / 1000} s)`];
    super(operation, { ...failure, status: 429, excerpt: excerpt.join(' ').trim() });
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer within `timeoutMs`. */
export class TimeoutError extends ConnectorError {
  readonly timeoutMs: number;

  constructor(operation: string, timeoutMs: number, request?: RequestSummary) {
    super(operation, `no answer within ${timeoutMs} ms`, request === undefined ? {} : { request });
    this.timeoutMs = timeoutMs;
  }
}

/** The request did not reach the server, or its answer did not arrive whole. The reason is the `cause`. */
export class NetworkError extends ConnectorError {
  constructor(operation: string, cause: unknown, request?: RequestSummary) {
    super(operation, 'the connection failed', { cause, ...(request === undefined ? {} : { request }) });
  }
}

/** The request cannot be written as the description says. Nothing was sent. */
export class RequestError extends ConnectorError {}

/** The server reported success, but its answer cannot be read. */
export class ResponseError extends ConnectorError {
  readonly problem: 'not-json' | 'charset' | 'too-large';
  readonly status: number;
  readonly contentType: string;
  /** The beginning of the answer. */
  readonly excerpt: string;

  constructor(
    operation: string,
    problem: ResponseError['problem'],
    words: string,
    answer: Pick<ResponseError, 'status' | 'contentType' | 'excerpt'> & { readonly request?: RequestSummary },
  ) {
    const { status, contentType, excerpt, request } = answer;
    const type = contentType === '' ? 'without a content type' : `(${contentType})`;
    const shown = excerpt === '' ? '' : `: ${excerpt}`;
    super(operation, `the answer ${status} ${type} ${words}${shown}`, request === undefined ? {} : { request });
    this.problem = problem;
    this.status = status;
    this.contentType = contentType;
    this.excerpt = excerpt;
  }
}

export interface ValidationIssue {
  /** Dot path from the input or the response body. */
  readonly path: string;
  readonly message: string;
}

export type ValidationSubject = 'input' | 'response' | 'webhook';

/** Input, response or webhook does not have the form that the description promises. Thrown in `strict` mode only. */
export class ValidationError extends ConnectorError {
  readonly subject: ValidationSubject;
  readonly issues: readonly ValidationIssue[];

  constructor(operation: string, subject: ValidationSubject, issues: readonly ValidationIssue[]) {
    const [first] = issues;
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    super(operation, `invalid ${subject}: ${first?.path || 'value'}: ${first?.message ?? 'unknown'}${more}`);
    this.subject = subject;
    this.issues = issues;
  }
}

/** No credentials for the operation, or the token endpoint refused them or could not be asked. */
export class AuthenticationError extends ConnectorError {
  readonly #answer: { readonly status?: number; readonly headers?: Headers | undefined } | undefined;

  constructor(operation: string, message: string, options: ErrorOptions & { readonly answer?: AuthenticationError['answer'] } = {}) {
    const { answer, ...rest } = options;
    super(operation, message, rest);
    this.#answer = answer;
  }

  /** What the token endpoint answered; without a status where it did not. */
  get answer(): { readonly status?: number; readonly headers?: Headers | undefined } | undefined {
    return this.#answer;
  }
}

/** Errors by status, as an operation declares them: `HttpErrorOf<orders.GetErrors>` is a union to switch on. */
export type HttpErrorOf<Errors> = {
  [Status in keyof Errors & number]: HttpError<Status, Errors[Status]>;
}[keyof Errors & number];

/**
 * Tells whether an error has one of the statuses that an operation declares, and types its body by it.
 *
 * `if (isHttpError<orders.GetErrors, 404>(error, 404)) error.body.message`
 */
export function isHttpError<Errors, Status extends keyof Errors & number>(
  error: unknown,
  status: Status,
): error is HttpError<Status, Errors[Status]> {
  return error instanceof HttpError && error.status === status;
}
