import { pathProblem } from '../text/path-problem.ts';
import { TerminalError } from './errors.ts';

/**
 * Refuses what is no path: it would lead nowhere, and records would be kept, dropped or left out in silence.
 * Errors: TerminalError `run/bad-path`.
 */
export function requirePath(path: string, step: string): void {
  const problem = pathProblem(path);
  if (problem === undefined) return;
  throw new TerminalError({
    code: 'run/bad-path',
    message: `Step "${step}" has "${path}" where a path belongs, and ${problem.what}.`,
    help: problem.help,
    step,
  });
}
