import { isRunError, refusalOf } from './errors.ts';
import { Redaction } from '../text/redaction.ts';
import type { Failure } from './events.ts';

/**
 * What the log says of a failure, without secrets; `undefined` for anything that is not a failure of the run, such as our own
 * bugs.
 */
export function describeFailure(
  thrown: unknown,
  step: string,
  redaction: Redaction = new Redaction(),
): Failure | undefined {
  const error = isRunError(thrown) ? thrown : refusalOf(thrown);
  if (error === undefined) return undefined;
  return {
    code: error.code,
    message: redaction.hide(error.message),
    step: error.step ?? step,
    ...(error.help === undefined ? {} : { help: error.help }),
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.attempt === undefined ? {} : { attempt: error.attempt }),
    ...(error.details.origin === undefined ? {} : { origin: error.details.origin }),
    ...(error.details.request === undefined ? {} : { request: error.details.request }),
    ...(error.details.answer === undefined ? {} : { answer: error.details.answer }),
  };
}
