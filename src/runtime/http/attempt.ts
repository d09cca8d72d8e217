import type { RunContext } from '../../contract/context.ts';
import type { Outgoing } from '../../contract/define-auth.ts';
import { isRunError, RetryableError } from '../../contract/errors.ts';
import type { EndpointCall, JudgedResponse, Judgement } from '../../contract/http-call.ts';
import type { HttpRequest, HttpResponse } from '../../contract/ports.ts';
import { answerProblem, refusalProblem, scriptProblem } from './answer-problem.ts';
import { refusalWarning, refusedInBody } from './refused-in-body.ts';
import { requireHeaders } from './header-values.ts';
import { Doubt } from './in-doubt.ts';
import { RetryBudget, type NextTry } from './retry-budget.ts';
import type { Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';

const redirectLimit = 5;

export interface Draft {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One request of one step, and what it needs on its way. */
interface Exchange {
  readonly draft: Draft;
  readonly call: EndpointCall;
  readonly session: Session;
  readonly context: RunContext;
  readonly doubt: Doubt;
}

/**
 * Sends a request until it is answered for good: waits for rate limits, retries 408, 425, 5xx and broken connections, logs
 * in again when the session is refused, and follows redirects of GET within the same origin. What may have been carried out
 * without anybody knowing is listed as in doubt.
 */
export async function sendWithRetries(
  draft: Draft,
  call: EndpointCall,
  session: Session,
  context: RunContext,
  doubt = new Doubt(call, context),
): Promise<JudgedResponse> {
  const exchange: Exchange = { draft, call, session, context, doubt };
  const budget = new RetryBudget(call.retries, session.pause, (count) => backoffMs(count, context));
  for (;;) {
    const { failure, response } = await tryOnce(exchange, budget.attempt);
    if (failure === undefined) {
      session.pause.isLasting = false;
      return response;
    }
    const next = await nextTry(failure, budget, exchange);
    if (next === undefined) {
      if (call.allowUnsuccessful === true && response !== undefined && failure.code !== 'run/script-refused')
        return response;
      throw doubt.finalOf(budget.final(failure));
    }
    const { waitMs, isShared } = next;
    context.log({ event: 'retry', step: call.step, attempt: budget.attempt, waitMs, reason: failure.message });
    await (isShared ? session.pause.keep(waitMs, context.signal) : context.ports.clock.sleep(waitMs, context.signal));
  }
}

type Outcome =
  | { readonly failure?: undefined; readonly response: JudgedResponse }
  | { readonly failure: RetryableError; readonly response?: JudgedResponse };

/** One attempt. Failures that no repetition would mend are thrown. */
async function tryOnce(exchange: Exchange, attempt: number): Promise<Outcome> {
  const { draft, call, session, context, doubt } = exchange;
  try {
    const { response, judgement } = await sendSignedIn(exchange, attempt);
    const problem =
      judgement?.code === undefined
        ? answerProblem(response, attempt, call, context)
        : scriptProblem(judgement, attempt, call);
    if (problem === undefined) {
      const said = judgement?.code === undefined ? refusedInBody(response, call) : undefined;
      if (said !== undefined) context.warn(refusalWarning(said, call), call.step);
      return { response: await session.hooks.after(response, call) };
    }
    const failure = withExchange(problem, shownExchange(draft, session, response), session);
    if (failure instanceof RetryableError) return { failure, response };
    throw failure;
  } catch (error) {
    if (error instanceof RetryableError && !context.signal.aborted) return { failure: error };
    if (doubt.isLeftBy(error)) await doubt.list(error, false);
    throw isRunError(error) ? doubt.finalOf(error) : error;
  }
}

async function nextTry(
  failure: RetryableError,
  budget: RetryBudget,
  { doubt, context }: Exchange,
): Promise<NextTry | undefined> {
  const next = budget.next(failure);
  if (!doubt.isLeftBy(failure)) return next;
  const isRepeated = next !== undefined && context.assume('connector.repeatUnconfirmed') === 'repeat';
  await doubt.list(failure, isRepeated);
  return isRepeated ? next : undefined;
}

/** Logs in once more when the session is refused. Errors: `run/unauthorised` when it is refused again. */
async function sendSignedIn(exchange: Exchange, attempt: number): Promise<SignedIn> {
  const { draft, call, session } = exchange;
  for (let isRenewed = false; ; isRenewed = true) {
    const { response: answer, outgoing } = await follow(exchange, attempt);
    const judgement = await call.judge?.(answer);
    const response = judgement?.response ?? answer;
    const refusal = await refusalOf(judgement, answer, session);
    if (refusal === undefined) return { response, judgement };
    if (!isRenewed && session.auth.invalidate(outgoing, answer)) continue;
    const problem = refusalProblem(response, refusal, call, session.method.name);
    throw session.refuse(withExchange(problem, shownExchange(draft, session, response), session));
  }
}

interface SignedIn {
  readonly response: JudgedResponse;
  readonly judgement: Judgement | undefined;
}

/** What refuses the session: the word of a response script, else the status, else what the answer says. */
async function refusalOf(
  judgement: Judgement | undefined,
  response: HttpResponse,
  session: Session,
): Promise<string | undefined> {
  if (judgement?.code === 4) return judgement.message ?? `Response script "${judgement.script}" asks for a new login.`;
  if (judgement?.code !== undefined) return undefined;
  return response.status === 401 ? '' : session.auth.refusal?.(response);
}

interface Sent {
  readonly response: HttpResponse;
  readonly outgoing: Outgoing;
}

/** Follows redirects. Credentials stay with the origin they were given for. */
async function follow(exchange: Exchange, attempt: number): Promise<Sent> {
  const { method, url } = exchange.draft;
  let sent = await sendOnce(exchange, url, attempt);
  let from = url;
  for (let redirects = 0; redirects < redirectLimit; redirects++) {
    const target = redirectTarget(method, from, sent.response);
    if (target === undefined) break;
    sent = await sendOnce(exchange, target, attempt);
    from = target;
  }
  return sent;
}

async function sendOnce(exchange: Exchange, url: URL, attempt: number): Promise<Sent> {
  const { call, session, context, doubt } = exchange;
  const { ports, signal } = context;
  const given = { ...exchange.draft, url };
  const draft = await session.hooks.before(given, call).catch((error: unknown) => {
    throw withExchange(error, { ...shownExchange(given, session), wasSent: false }, session);
  });
  const shown = shownExchange(draft, session);
  const outgoing = await prepare({ ...exchange, draft }).catch((error: unknown) => {
    throw withExchange(error, { ...shown, wasSent: false }, session);
  });
  const request: HttpRequest = { ...outgoing, url: outgoing.url.href, timeoutMs: call.timeoutMs, signal };
  const started = ports.clock.elapsed();
  const response = await ports.http.send(request).catch(async (error: unknown) => {
    if (signal.aborted) await doubt.listStopped(shown.request);
    throw withExchange(error, shown, session);
  });
  context.log({
    event: 'request',
    step: call.step,
    ...shown.request,
    status: response.status,
    durationMs: Math.round(ports.clock.elapsed() - started),
    attempt,
  });
  return { response, outgoing };
}

/** Waits until the request may leave, and adds the credentials: signatures and tokens do not keep while it waits. */
async function prepare({ draft, call, session, context }: Exchange): Promise<Outgoing> {
  const { method, url, headers, body } = draft;
  await session.waitForEndpoint(call.endpoint, context.signal);
  await session.waitForTurn(context.signal);
  const outgoing: Outgoing = {
    method,
    url: new URL(url),
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
  };
  requireHeaders(headers, `Endpoint "${call.endpoint.name}"`);
  // A list of methods that is empty says that the endpoint takes no credentials.
  if (call.endpoint.authMethods?.length !== 0) await session.auth.apply(outgoing);
  context.signal.throwIfAborted();
  return outgoing;
}

function redirectTarget(method: string, from: URL, { status, headers }: HttpResponse): URL | undefined {
  const location = headers['location'];
  if (location === undefined || method !== 'GET' || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  return target?.origin === from.origin ? target : undefined;
}

/** How long to wait before the attempt after this one. */
export function backoffMs(count: number, context: RunContext): number {
  return context.assume('connector.backoff') === 'none' ? 0 : 1000 * 2 ** (count - 1);
}
