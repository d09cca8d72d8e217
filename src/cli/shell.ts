import { Config } from '@oclif/core/config';
import * as Errors from '@oclif/core/errors';
import { run } from '@oclif/core/run';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { printError } from './errors.ts';
import { processIo } from './io.ts';

/** Runs a command through the framework. Returns the exit code. */
export async function runShell(argv: readonly string[]): Promise<number> {
  const config = await Config.load(import.meta.dirname);
  const [first = '--help'] = argv;
  const json = argv.includes('--json');
  if (!first.startsWith('-') && first !== 'help' && config.findCommand(first) === undefined) {
    return printError(unknownCommand(first, config.commandIDs), json, processIo());
  }
  try {
    await run(argv.length === 0 ? ['--help'] : [...argv], config);
  } catch (error) {
    if (error instanceof Errors.ExitError) return error.oclif.exit ?? 0;
    return printError(error, json, processIo());
  }
  return Number(process.exitCode ?? EXIT.clean);
}

function unknownCommand(word: string, known: readonly string[]): CliError {
  const nearest = didYouMean(word, known);
  return new CliError('cli/unknown-command', `There is no command "${word}".`, {
    help: nearest === undefined ? `Commands: ${known.join(', ')}.` : `Did you mean "repatch ${nearest}"?`,
    exit: EXIT.usage,
  });
}
