import type { RunContext } from '../../contract/context.ts';
import { isRunError, type RunError } from '../../contract/errors.ts';
import type { ShownRequest } from '../../contract/events.ts';
import { isRepeatable, type EndpointCall } from '../../contract/http-call.ts';
import type { DiagnosticCode } from '../../diagnostics/table.ts';

/** What is known of one request that the third party would carry out once more if it came again. */
export class Doubt {
  readonly #call: EndpointCall;
  readonly #context: RunContext;
  #isListed = false;
  #mayHaveArrived = false;

  constructor(call: EndpointCall, context: RunContext) {
    this.#call = call;
    this.#context = context;
  }

  /** Takes note of a failure. True when nobody knows whether the request was carried out, and a repetition would do it again. */
  isLeftBy(error: unknown): error is RunError {
    if (!isRunError(error) || error.details.wasSent === false || !leavesOutcomeOpen(error)) return false;
    this.#mayHaveArrived = true;
    return this.#isOpen();
  }

  /** The last attempt may have failed on its way or been refused, but an earlier one may have arrived. */
  finalOf(failure: RunError): RunError {
    return this.#mayHaveArrived && failure.details.wasSent !== true ? failure.with({ wasSent: true }) : failure;
  }

  /** Lists the request; once is enough. `isRepeated`: it is sent again now. */
  async list(error: RunError, isRepeated: boolean): Promise<void> {
    const outcome = isRepeated
      ? ', and it was sent again: it may have arrived more than once'
      : ': it may have arrived';
    await this.#add(lossOf(error) + outcome, error.details.request);
  }

  /** Lists a request that was under way when the run was stopped. */
  async listStopped(request: ShownRequest | undefined): Promise<void> {
    if (this.#isOpen()) await this.#add('it was under way when the run was stopped: it may have arrived', request);
  }

  #isOpen(): boolean {
    const { endpoint } = this.#call;
    const changesSomething = endpoint.method === 'POST' || endpoint.method === 'PATCH';
    return endpoint.direction === 'Send' && changesSomething && !isRepeatable(endpoint);
  }

  async #add(reason: string, request: ShownRequest | undefined): Promise<void> {
    if (this.#isListed) return;
    this.#isListed = true;
    const { step, origin } = this.#call;
    await this.#context.doubt({
      step,
      ...(origin === undefined ? {} : { origin }),
      ...(request === undefined ? {} : { request }),
      reason,
    });
  }
}

const lostAnswers: ReadonlySet<DiagnosticCode> = new Set([
  'run/connection-failed',
  'run/timed-out',
  'run/bad-answer',
  'run/answer-too-large',
]);

function leavesOutcomeOpen({ code, status = 0 }: RunError): boolean {
  if (lostAnswers.has(code)) return status < 400 || status >= 500;
  // Whoever sends people on after a POST has often carried it out.
  if (code === 'run/rejected') return status >= 301 && status <= 303;
  // 425: the third party will not work on it before the connection is safe.
  return code === 'run/server-error' && status !== 425;
}

function lossOf({ code, status }: RunError): string {
  if (code === 'run/bad-answer')
    return `it was answered${status === undefined ? '' : ` with ${status}`}, but not in a way that can be read`;
  if (status !== undefined) return `it was answered with ${status}`;
  if (code === 'run/timed-out') return 'no answer came in time';
  return code === 'run/answer-too-large'
    ? 'the answer is too large to be read'
    : 'the connection broke before the answer';
}
