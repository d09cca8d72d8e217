import { join } from 'node:path';
import { CliError } from '../diagnostics/cli-error.ts';
import { cannotWrite } from '../diagnostics/environment-fault.ts';

/**
 * Does the work while no other process does its own in the same folder of output: two that write there at once would each take
 * the other's files for changes by hand. Errors: CliError `cli/folder-in-use`, `cli/cannot-write`; those of the work.
 */
export async function holdFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const { takeLock } = await import('./state/run-lock.ts');
  let release: (() => void) | undefined;
  try {
    release = takeLock(join(folder, '.repatch', 'locks'), 'output');
  } catch (cause) {
    throw cannotWrite(`"${folder}"`, cause);
  }
  if (release === undefined)
    throw new CliError('cli/folder-in-use', `Another command is writing into "${folder}".`, {
      help: 'Wait until it has ended and try again, or write into another folder.',
    });
  try {
    return await work();
  } finally {
    release();
  }
}
