import type { Outgoing } from '../../contract/define-auth.ts';
import type { Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import type { RunContext } from '../../contract/context.ts';
import { RetryableError, TerminalError } from '../../contract/errors.ts';
import type { HttpRequest, HttpResponse } from '../../contract/ports.ts';

/** Longest wait that a Retry-After header can ask for. */
const longestWaitMs = 120_000;
const redirectLimit = 5;

export interface Draft {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Sends a request until it is answered for good: retries 408, 425, 429, 5xx and broken connections, logs in again
 * once when the session is refused, and follows redirects of GET within the same origin.
 */
export async function sendWithRetries(
  draft: Draft,
  call: EndpointCall,
  session: Session,
  context: RunContext,
): Promise<HttpResponse> {
  let attempt = 0;
  let refreshed = false;
  for (;;) {
    attempt++;
    let failure: RetryableError;
    try {
      const { response, outgoing } = await sendOnce(draft, attempt, call, session, context);
      const refusal = response.status === 401 ? '' : await session.auth.refusal?.(response);
      if (refusal !== undefined && !refreshed && session.auth.invalidate(outgoing)) {
        refreshed = true;
        attempt--;
        continue;
      }
      const problem =
        refusal === undefined ? judge(response, attempt, call) : refused(response, refusal, call, session);
      if (problem === undefined) return response;
      throw withExchange(problem, shownExchange(draft, session, response), session);
    } catch (error) {
      if (!(error instanceof RetryableError) || context.signal.aborted) throw error;
      failure = error;
    }
    if (attempt > call.retries) throw failure;
    const waitMs = waitBefore(attempt, failure, context);
    context.log({ event: 'retry', step: call.step, attempt, waitMs, reason: failure.message });
    await context.ports.clock.sleep(waitMs, context.signal);
  }
}

async function sendOnce(
  draft: Draft,
  attempt: number,
  call: EndpointCall,
  session: Session,
  context: RunContext,
): Promise<{ readonly response: HttpResponse; readonly outgoing: Outgoing }> {
  const { ports, signal } = context;
  let { url } = draft;
  for (let redirects = 0; ; redirects++) {
    const body = draft.body === undefined ? {} : { body: draft.body };
    const outgoing: Outgoing = { method: draft.method, url: new URL(url), headers: { ...draft.headers }, ...body };
    await session.auth.apply(outgoing);
    await session.waitForEndpoint(call.endpoint, signal);
    await session.waitForTurn(signal);
    const started = ports.clock.elapsed();
    const request: HttpRequest = {
      method: draft.method,
      url: outgoing.url.href,
      headers: outgoing.headers,
      ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
      timeoutMs: call.timeoutMs,
      signal,
    };
    const response = await ports.http.send(request).catch((error: unknown) => {
      throw withExchange(error, shownExchange({ method: draft.method, url }, session), session);
    });
    const durationMs = Math.round(ports.clock.elapsed() - started);
    context.log({
      event: 'request',
      step: call.step,
      method: draft.method,
      url: session.redact(url.href),
      status: response.status,
      durationMs,
      attempt,
    });
    const target = redirectTarget(draft.method, url, response);
    if (target === undefined || redirects === redirectLimit) return { response, outgoing };
    url = target;
  }
}

function redirectTarget(method: string, from: URL, { status, headers }: HttpResponse): URL | undefined {
  const location = headers['location'];
  if (location === undefined || method !== 'GET' || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  // Credentials stay with the origin they were given for.
  return target?.origin === from.origin ? target : undefined;
}

/** `refusal`: what the answer says itself, if anything. */
function refused(
  { status }: HttpResponse,
  refusal: string,
  { endpoint, instance, step }: EndpointCall,
  { method }: Session,
): TerminalError {
  const said = refusal === '' ? '' : ` ${refusal}`;
  return new TerminalError({
    step,
    status,
    code: 'run/unauthorised',
    message: `${endpoint.method} "${endpoint.name}" was answered with ${status}: the credentials of instance "${instance.name}" are not accepted (method "${method.name}").${said}`,
    help: 'Check the values of the instance and the secrets that they name.',
  });
}

function judge(
  response: HttpResponse,
  attempt: number,
  call: EndpointCall,
): RetryableError | TerminalError | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  const details = { step: call.step, status, attempt };
  const said = `${call.endpoint.method} "${call.endpoint.name}" was answered with ${status}`;
  // A fault says more than its status.
  if (call.endpoint.soap !== undefined && isFault(response)) return undefined;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const retryAfterMs = retryAfter(response);
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new RetryableError({
      ...details,
      ...wait,
      code: status === 429 ? 'run/rate-limited' : 'run/server-error',
      message: `${said}.`,
    });
  }
  if (call.allowUnsuccessful === true) return undefined;
  return new TerminalError({
    ...details,
    code: 'run/rejected',
    message: `${said}.`,
    help: 'The third party refused the request as it is; compare it with its documentation.',
  });
}

/** A SOAP service that carried out its part answers with a fault and 400 or 500; others come from what stands before it. */
function isFault({ status, body }: HttpResponse): boolean {
  return (status === 400 || status === 500) && /<(?:[\w.-]+:)?Fault[\s>]/u.test(Buffer.from(body).toString('latin1'));
}

/** Milliseconds asked for by Retry-After, in seconds or as a date (RFC 9110). */
function retryAfter({ headers }: HttpResponse): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/u.test(text)) return Number(text) * 1000;
  const [at, now] = [Date.parse(text), Date.parse(headers['date'] ?? '')];
  return Number.isNaN(at - now) ? undefined : Math.max(0, at - now);
}

function waitBefore(attempt: number, failure: RetryableError, context: RunContext): number {
  if (failure.retryAfterMs !== undefined) return Math.min(failure.retryAfterMs, longestWaitMs);
  return context.assume('connector.backoff') === 'none' ? 0 : 1000 * 2 ** (attempt - 1);
}
