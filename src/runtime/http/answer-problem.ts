import type { RunContext } from '../../contract/context.ts';
import { RetryableError, TerminalError, type FailureDetails } from '../../contract/errors.ts';
import type { EndpointCall, Judgement } from '../../contract/http-call.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { waitAskedFor } from '../../contract/wait-asked-for.ts';
import { printable } from '../../text/printable.ts';
import { graphqlErrors } from './graphql-errors.ts';

/** What is wrong with an answer; `undefined` for a success, and for what the step wants to have whatever it is. */
export function answerProblem(
  response: HttpResponse,
  attempt: number,
  call: EndpointCall,
  { ports }: RunContext,
): RetryableError | TerminalError | undefined {
  const { status } = response;
  const said = `${call.endpoint.method} "${call.endpoint.name}" was answered with ${status}`;
  const about: FailureDetails = { step: call.step, status, attempt, code: 'run/rejected', message: `${said}.` };
  if (status >= 200 && status < 300) return graphqlProblem(response, call, said, about);
  // A fault says more than its status.
  if (call.endpoint.soap !== undefined && isFault(response)) return undefined;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const retryAfterMs = waitAskedFor(response, ports.clock.now());
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new RetryableError({ ...about, ...wait, code: status === 429 ? 'run/rate-limited' : 'run/server-error' });
  }
  if (call.allowUnsuccessful === true) return undefined;
  const { location } = response.headers;
  return status < 400 && location !== undefined
    ? new TerminalError({
        ...about,
        message: `${said}, which leads to ${printable(location)}.`,
        help: 'Only reads are sent on, and only within one host, because credentials belong to it. Correct "url" of the endpoint, or "baseUrl" of the instance.',
      })
    : new TerminalError({
        ...about,
        help: 'The third party refused the request as it is; compare it with its documentation.',
      });
}

/** What a response script finds wrong with an answer; `undefined`: nothing, whatever its status. */
export function scriptProblem(
  { code, message, script, response }: Judgement,
  attempt: number,
  { endpoint, step }: EndpointCall,
): RetryableError | TerminalError | undefined {
  if (code === 0 || code === undefined) return undefined;
  const said = message === undefined ? '' : `: ${printable(message).slice(0, 500)}`;
  const about = { step, status: response.status, attempt };
  if (code === 1)
    return new RetryableError({
      ...about,
      code: 'run/script-refused',
      message: `Response script "${script}" refused the answer of "${endpoint.name}"${said}.`,
      help: 'The script returned code 1: the request is repeated as often as the step allows.',
    });
  return new TerminalError({
    ...about,
    code: 'run/script-ended',
    message: `Response script "${script}" ended the run at the answer of "${endpoint.name}"${said}.`,
    help:
      code === 2
        ? 'The script returned code 2: the platform would queue the flow once more; run it again.'
        : 'The script returned code 3: the flow is not to be repeated.',
  });
}

/** `refusal`: what the answer says itself, if anything. */
export function refusalProblem(
  { status }: HttpResponse,
  refusal: string,
  { endpoint, instance, step }: EndpointCall,
  authMethod: string,
): TerminalError {
  const said = refusal === '' ? '' : ` ${refusal}`;
  return new TerminalError({
    step,
    status,
    code: 'run/unauthorised',
    message: `${endpoint.method} "${endpoint.name}" was answered with ${status}: the credentials of instance "${instance.name}" are not accepted (method "${authMethod}").${said}`,
    help: 'Check the values of the instance and the secrets that they name.',
  });
}

function graphqlProblem(
  response: HttpResponse,
  { endpoint }: EndpointCall,
  said: string,
  about: FailureDetails,
): RetryableError | TerminalError | undefined {
  const errors = graphqlErrors(response, endpoint);
  if (errors === undefined) return undefined;
  const message = `${said} and errors: ${errors.messages.join('; ')}.`;
  const help = 'A GraphQL service says so that it has not done what it was asked to.';
  return errors.isThrottled
    ? new RetryableError({ ...about, code: 'run/rate-limited', message, help })
    : new TerminalError({ ...about, code: 'run/graphql-errors', message, help });
}

/** A SOAP service that carried out its part answers with a fault and 400 or 500; others come from what stands before it. */
function isFault({ status, body }: HttpResponse): boolean {
  return (status === 400 || status === 500) && /<(?:[\w.-]+:)?Fault[\s>]/u.test(Buffer.from(body).toString('latin1'));
}
