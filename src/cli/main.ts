import { EXIT } from '../diagnostics/cli-error.ts';
import { cannotWrite } from '../diagnostics/environment-fault.ts';
import { processIo, watchOutput } from './io.ts';

/**
 * Runs one command line and sets the exit code.
 *
 * `validate` is the hook of every commit, so it goes around the command framework, whose loading alone costs more than
 * the check of a file. Its help comes from the framework like all help.
 */
export async function main(argv: readonly string[]): Promise<void> {
  let isLost = false;
  const watchAlone = watchOutput((error) => {
    if (!isLost) void reportLoss(error);
    isLost = true;
    process.exitCode = EXIT.environment;
  });
  const exit = await runCommandLine(argv, watchAlone);
  process.exitCode = isLost ? EXIT.environment : exit;
}

async function runCommandLine(argv: readonly string[], watchAlone: () => void): Promise<number> {
  if (argv[0] === 'validate' && !argv.includes('--help') && !argv.includes('-h')) {
    const { runHook } = await import('./hook.ts');
    return runHook(argv.slice(1), processIo());
  }
  if (argv[0] === 'run') {
    const { runDirectly } = await import('./run-directly.ts');
    const exit = await runDirectly(argv.slice(1), processIo());
    if (exit !== undefined) return exit;
  }
  const { runShell } = await import('./shell.ts');
  return runShell(argv, watchAlone);
}

/** What was printed did not arrive, so the exit code must not say that all is well. */
async function reportLoss(cause: Error): Promise<void> {
  const { printError } = await import('./errors.ts');
  await printError(cannotWrite('The output', cause), false, processIo());
}
