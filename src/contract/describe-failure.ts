import { CliError } from '../diagnostics/cli-error.ts';
import { systemError } from '../diagnostics/environment-fault.ts';
import { isRunError } from './errors.ts';
import type { Failure } from './events.ts';

/** What the log says of a failure; `undefined` for anything that is not a failure of the run, such as our own bugs. */
export function describeFailure(thrown: unknown, step: string): Failure | undefined {
  if (!isRunError(thrown)) return describeRefusal(thrown, step);
  return {
    code: thrown.code,
    message: thrown.message,
    step: thrown.step ?? step,
    ...(thrown.help === undefined ? {} : { help: thrown.help }),
    ...(thrown.status === undefined ? {} : { status: thrown.status }),
    ...(thrown.attempt === undefined ? {} : { attempt: thrown.attempt }),
    ...(thrown.details.origin === undefined ? {} : { origin: thrown.details.origin }),
    ...(thrown.details.request === undefined ? {} : { request: thrown.details.request }),
    ...(thrown.details.answer === undefined ? {} : { answer: thrown.details.answer }),
  };
}

/** A file that cannot be read, a limit of the machine: the run ends there and keeps what it has. */
function describeRefusal(thrown: unknown, step: string): Failure | undefined {
  const refused = thrown instanceof CliError ? thrown : systemError(thrown);
  if (refused === undefined) return undefined;
  const { code, message, help } = refused;
  return { code, message, step, ...(help === undefined ? {} : { help }) };
}
