import { processIo, survivePipes } from './io.ts';

/**
 * Runs one command line and sets the exit code.
 *
 * `validate` is the hook of every commit, so it goes around the command framework, whose loading alone costs more than
 * the check of a file. Its help comes from the framework like all help.
 */
export async function main(argv: readonly string[]): Promise<void> {
  survivePipes();
  if (argv[0] === 'validate' && !argv.includes('--help') && !argv.includes('-h')) {
    const { runHook } = await import('./hook.ts');
    process.exitCode = await runHook(argv.slice(1), processIo());
    return;
  }
  const { runShell } = await import('./shell.ts');
  process.exitCode = await runShell(argv);
}
