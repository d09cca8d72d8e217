import { Config } from '@oclif/core/config';
import * as Errors from '@oclif/core/errors';
import { run } from '@oclif/core/run';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { printError } from './errors.ts';
import { processIo } from './io.ts';

/** Runs a command through the framework. Returns the exit code. `watchAlone`: see io.ts. */
export async function runShell(given: readonly string[], watchAlone: () => void): Promise<number> {
  // Plugins of users and of development would be looked for in their home folder.
  const config = await Config.load({ root: import.meta.dirname, userPlugins: false, devPlugins: false });
  const argv = inTheWordsOfTheFramework(given);
  const json = argv.includes('--json');
  const problem = problemOf(argv, config);
  if (problem !== undefined) return printError(problem, json, processIo());
  // Loading it adds a listener that lets the process crash when output is lost.
  await import('@oclif/core/command');
  watchAlone();
  try {
    await run([...argv], config);
  } catch (error) {
    if (error instanceof Errors.ExitError) return error.oclif.exit ?? 0;
    return printError(error, json, processIo());
  }
  return Number(process.exitCode ?? EXIT.clean);
}

/** `repatch`, `repatch help`, `repatch help run`, `repatch -v`: other ways of writing what the framework knows. */
function inTheWordsOfTheFramework(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === undefined) return ['--help'];
  if (first === 'help') return [...rest, '--help'];
  if (first === '-v' || first === '-V') return ['--version', ...rest];
  return argv;
}

function problemOf([first = '', second = '']: readonly string[], config: Config): CliError | undefined {
  if (['--help', '-h', '--version'].includes(first)) return undefined;
  const verbs = [...new Set(config.commandIDs.map((id) => id.split(':')[0] ?? ''))];
  if (first.startsWith('-'))
    return new CliError('cli/wrong-usage', `"${first}" stands where a command belongs.`, {
      help: `Commands: ${verbs.join(', ')}. For example: repatch run flows/orders.flow.json ${first}`,
      exit: EXIT.usage,
    });
  if (config.findCommand(first) !== undefined || config.findCommand(`${first}:${second}`) !== undefined)
    return undefined;
  return unknownCommand(first, verbs);
}

function unknownCommand(word: string, known: readonly string[]): CliError {
  const nearest = didYouMean(word, known);
  return new CliError('cli/unknown-command', `There is no command "${word}".`, {
    help: nearest === undefined ? `Commands: ${known.join(', ')}.` : `Did you mean "repatch ${nearest}"?`,
    exit: EXIT.usage,
  });
}
