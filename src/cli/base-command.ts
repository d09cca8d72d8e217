import { Command } from '@oclif/core/command';
import * as Errors from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { errorJson, printError } from './errors.ts';
import { processIo } from './io.ts';

/** What all commands share: --json for results and failures, exit codes, one way to fail. */
export abstract class BaseCommand extends Command {
  static override readonly enableJsonFlag = true;
  static override readonly baseFlags = {
    'no-input': Flags.boolean({ summary: 'Never ask; fail when a value is missing.', helpGroup: 'GLOBAL' }),
  };

  readonly io = processIo();

  /** Sets the exit code without ending the process, so that output is written to the end. */
  protected endWith(exit: number): void {
    process.exitCode = exit;
  }

  protected override catch(error: Error): Promise<void> {
    const known = fromFramework(error);
    this.endWith(printError(known, this.jsonEnabled(), this.io));
    return Promise.resolve();
  }

  protected override toErrorJson(error: unknown): unknown {
    return errorJson(error);
  }
}

/** Errors of the framework are about flags and arguments; they keep their sentence and lose their help text. */
function fromFramework(error: Error): Error {
  if (!(error instanceof Errors.CLIError)) return error;
  const [first = error.message] = error.message.split('\n');
  return new CliError('cli/wrong-usage', first, {
    help: 'Compare with: repatch COMMAND --help.',
    exit: EXIT.usage,
    cause: error,
  });
}
