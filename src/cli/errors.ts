import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { Io } from './io.ts';

export interface ErrorJson {
  readonly ok: false;
  readonly error: { readonly code: string; readonly message: string; readonly help?: string };
}

/** What `--json` prints for a failure of any command. */
export function errorJson(error: unknown): ErrorJson {
  const known = asCliError(error);
  return {
    ok: false,
    error: { code: known.code, message: known.message, ...(known.help === undefined ? {} : { help: known.help }) },
  };
}

/** Prints a failure and returns the exit code. */
export function printError(error: unknown, json: boolean, io: Io): number {
  const known = asCliError(error);
  if (json) io.out(`${JSON.stringify(errorJson(known), null, 2)}\n`);
  else
    io.err(
      `error  ${known.message}\n${known.help === undefined ? '' : `  = help: ${known.help}\n`}  [${known.code}]  more: repatch explain ${known.code}\n`,
    );
  if (io.environment['DEBUG'] === 'repatch' && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  return known.exit;
}

function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new CliError('cli/bug', `This is a bug in repatch: ${message}`, {
    help: 'Run it again with DEBUG=repatch, and report it with the smallest file that shows it.',
    exit: EXIT.environment,
    cause: error,
  });
}
