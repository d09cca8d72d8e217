import type { TransportContext } from '../contract/define-transport.ts';
import { RetryableError, TerminalError } from '../contract/errors.ts';

/** A value that a connection needs. Errors: `run/missing-credential`. */
export function requireTransportValue({ value, place, protocol }: TransportContext, key: string): string {
  const found = value(key);
  if (found !== undefined && found !== '') return found;
  throw new TerminalError({
    code: 'run/missing-credential',
    message: `${place} has no "${key}", which ${protocol} needs.`,
    help: `Set "${key}" under "values" of the instance.`,
  });
}

/** Errors: `run/bad-credential`. */
export function portOf({ value, place }: TransportContext, usual: number): number {
  const text = value('port');
  if (text === undefined) return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new TerminalError({
    code: 'run/bad-credential',
    message: `${place} has the port "${text}", which is none.`,
    help: 'Set "port" under "values" of the instance to a number from 1 to 65535.',
  });
}

/** One of some words. Errors: `run/bad-credential`. */
export function choiceOf<Choice extends string>(
  { value, place }: TransportContext,
  key: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = value(key);
  if (text === undefined) return choices[0];
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new TerminalError({
    code: 'run/bad-credential',
    message: `${place} has "${key}: ${text}".`,
    help: `Set it to one of: ${choices.join(', ')}.`,
  });
}

export function connectionFailed({ place }: TransportContext, reason: string, cause?: unknown): RetryableError {
  return new RetryableError({
    code: 'run/connection-failed',
    message: `${place}: the connection failed: ${reason.trim().replace(/\.$/u, '')}.`,
    help: 'Check host and port of the instance, and the network; run again.',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Repeated, it could lock the account. */
export function refusedLogin({ place }: TransportContext, cause: unknown): TerminalError {
  return new TerminalError({
    code: 'run/unauthorised',
    message: `${place}: the server refuses the login: ${cause instanceof Error ? cause.message.trim() : String(cause)}.`,
    help: 'Check the user name and the password or key of the instance.',
    cause,
  });
}
