import type { Outgoing } from '../../contract/define-auth.ts';
import { graphqlErrors } from './graphql-errors.ts';
import type { Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';
import { longestWaitMs, waitAskedFor } from '../../contract/wait-asked-for.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import type { RunContext } from '../../contract/context.ts';
import { RetryableError, TerminalError, type FailureDetails } from '../../contract/errors.ts';
import type { HttpRequest, HttpResponse } from '../../contract/ports.ts';

const redirectLimit = 5;

export interface Draft {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Waits because of a rate limit are no attempts, but they come to an end. */
const waitLimit = 20;

/**
 * Sends a request until it is answered for good: retries 408, 425, 429, 5xx and broken connections, logs in again
 * once when the session is refused, and follows redirects of GET within the same origin. What may have been carried out
 * without anybody knowing is listed as in doubt.
 */
export async function sendWithRetries(
  draft: Draft,
  call: EndpointCall,
  session: Session,
  context: RunContext,
): Promise<HttpResponse> {
  let attempt = 0;
  let waits = 0;
  let waitedMs = 0;
  let refreshed = false;
  for (;;) {
    attempt++;
    let failure: RetryableError;
    let response: HttpResponse | undefined;
    try {
      const sent = await sendOnce(draft, attempt, call, session, context);
      response = sent.response;
      const refusal = response.status === 401 ? '' : await session.auth.refusal?.(response);
      if (refusal !== undefined && !refreshed && session.auth.invalidate(sent.outgoing)) {
        refreshed = true;
        attempt--;
        continue;
      }
      const problem =
        refusal === undefined
          ? judge(response, attempt, call, context.ports.clock.now())
          : refused(response, refusal, call, session);
      if (problem === undefined) return response;
      throw withExchange(problem, shownExchange(draft, session, response), session);
    } catch (error) {
      if (!(error instanceof RetryableError) || context.signal.aborted) throw error;
      failure = error;
    }
    const isOpen = leavesOpen(failure, draft, call);
    const askedMs = failure.retryAfterMs;
    if (askedMs !== undefined && askedMs > longestWaitMs) throw tooLong(failure, askedMs);
    const isWait = askedMs !== undefined && !isOpen && waits < waitLimit && waitedMs + askedMs <= longestWaitMs;
    const mayRepeat = isWait || attempt <= call.retries;
    if (isOpen) await listDoubt(failure, call, context, mayRepeat && repeats(context));
    if (!mayRepeat || (isOpen && !repeats(context))) {
      if (call.allowUnsuccessful === true && response !== undefined) return response;
      throw failure;
    }
    if (isWait) {
      waits++;
      waitedMs += askedMs;
      attempt--;
    }
    const waitMs = askedMs ?? waitBefore(attempt, context);
    context.log({ event: 'retry', step: call.step, attempt: Math.max(attempt, 1), waitMs, reason: failure.message });
    await session.hold(waitMs, askedMs !== undefined);
  }
}

/** True when the third party may have carried the request out, and would carry a repetition out as well. */
function leavesOpen(failure: RetryableError, { method }: Draft, { endpoint }: EndpointCall): boolean {
  if (endpoint.direction !== 'Send' || (method !== 'POST' && method !== 'PATCH')) return false;
  if (endpoint.idempotencyKey !== undefined || failure.details.wasSent === false) return false;
  // A rate limit and a stated pause say that nothing has been done.
  return (
    failure.status !== 429 && failure.status !== 425 && !(failure.status === 503 && failure.retryAfterMs !== undefined)
  );
}

function repeats(context: RunContext): boolean {
  return context.assume('connector.repeatUnconfirmed') === 'repeat';
}

function listDoubt(
  failure: RetryableError,
  call: EndpointCall,
  context: RunContext,
  isRepeated: boolean,
): Promise<void> {
  const what =
    failure.status === undefined
      ? failure.code === 'run/timed-out'
        ? 'no answer came in time'
        : 'the connection broke before the answer'
      : `it was answered with ${failure.status}`;
  const { request } = failure.details;
  return context.doubt({
    step: call.step,
    ...(call.origin === undefined ? {} : { origin: call.origin }),
    ...(request === undefined ? {} : { request }),
    reason: `${what}${isRepeated ? ', and it was sent again: it may have arrived more than once' : ': it may have arrived'}`,
  });
}

function tooLong(failure: RetryableError, askedMs: number): TerminalError {
  return new TerminalError({
    ...failure.details,
    message: `${failure.message} It asks to wait ${Math.round(askedMs / 60_000)} minutes, and nobody waits longer than ${longestWaitMs / 60_000}.`,
    help: 'Run again when the limit has been lifted.',
  });
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
  nowMs: number,
): RetryableError | TerminalError | undefined {
  const { status } = response;
  const said = `${call.endpoint.method} "${call.endpoint.name}" was answered with ${status}`;
  const about = (): FailureDetails => ({
    step: call.step,
    status,
    attempt,
    code: 'run/rejected',
    message: `${said}.`,
  });
  if (status >= 200 && status < 300) {
    const errors = graphqlErrors(response, call.endpoint);
    if (errors === undefined) return undefined;
    const message = `${said} and errors: ${errors.messages.join('; ')}.`;
    const help = 'A GraphQL service says so that it has not done what it was asked to.';
    return errors.isThrottled
      ? new RetryableError({ ...about(), code: 'run/rate-limited', message, help })
      : new TerminalError({ ...about(), code: 'run/graphql-errors', message, help });
  }
  // A fault says more than its status.
  if (call.endpoint.soap !== undefined && isFault(response)) return undefined;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const retryAfterMs = waitAskedFor(response, nowMs);
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new RetryableError({ ...about(), ...wait, code: status === 429 ? 'run/rate-limited' : 'run/server-error' });
  }
  if (call.allowUnsuccessful === true) return undefined;
  return new TerminalError({
    ...about(),
    help: 'The third party refused the request as it is; compare it with its documentation.',
  });
}

/** A SOAP service that carried out its part answers with a fault and 400 or 500; others come from what stands before it. */
function isFault({ status, body }: HttpResponse): boolean {
  return (status === 400 || status === 500) && /<(?:[\w.-]+:)?Fault[\s>]/u.test(Buffer.from(body).toString('latin1'));
}

function waitBefore(attempt: number, context: RunContext): number {
  return context.assume('connector.backoff') === 'none' ? 0 : 1000 * 2 ** (attempt - 1);
}
