import { isEnvironmental } from '../contract/environment-codes.ts';
import { isRunError, type RunError } from '../contract/errors.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { systemError } from '../diagnostics/environment-fault.ts';
import { onOneLine } from '../text/printable.ts';
import { loadPaint } from './colour.ts';
import type { Io } from './io.ts';
import { jsonText } from './json-text.ts';

export interface ErrorJson {
  readonly ok: false;
  readonly error: { readonly code: string; readonly message: string; readonly help?: string };
}

/** What `--json` prints for a failure of any command. */
export function errorJson(error: unknown): ErrorJson {
  const { code, message, help } = asCliError(error);
  return { ok: false, error: { code, message, ...(help === undefined ? {} : { help }) } };
}

/** Prints a failure and returns the exit code. */
export async function printError(error: unknown, json: boolean, io: Io): Promise<number> {
  const known = asCliError(error);
  if (json) io.out(jsonText(errorJson(known)));
  else {
    const paint = await loadPaint(io.colour.err);
    const lines = [
      `${paint('error', 'error')}  ${onOneLine(known.message)}`,
      ...(known.help === undefined ? [] : [`  = help: ${onOneLine(known.help)}`]),
      paint('dim', `  [${known.code}]  more: repatch explain ${known.code}`),
    ];
    io.err(`${lines.join('\n')}\n`);
  }
  if (io.environment['DEBUG'] === 'repatch' && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  return known.exit;
}

function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (isRunError(error)) return fromRun(error);
  const refused = systemError(error);
  if (refused !== undefined) return refused;
  const message = error instanceof Error ? error.message : String(error);
  return new CliError('cli/bug', `This is a bug in repatch: ${message}`, {
    help: 'Run it again with DEBUG=repatch, and report it with the smallest file that shows it.',
    exit: EXIT.environment,
    cause: error,
  });
}

/** A failure of a run outside of a run, for example while its state is opened. */
function fromRun(error: RunError): CliError {
  return new CliError(error.code, error.message, {
    exit: isEnvironmental(error.code) ? EXIT.environment : EXIT.problems,
    ...(error.help === undefined ? {} : { help: error.help }),
    cause: error,
  });
}
