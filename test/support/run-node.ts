import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

export interface Ran {
  readonly exit: number;
  readonly output: string;
}

/** Runs Node in a folder; a failure is a result. */
export function runNode(folder: string, args: readonly string[]): Promise<Ran> {
  // A test runner below another one would report to it instead of printing.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ exit: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, output: stdout + stderr }),
    );
  });
}

/** Type-checks a folder with the TypeScript of this repository. */
export function runTsc(folder: string, project: string): Promise<Ran> {
  return runNode(folder, [tsc, '--noEmit', '-p', project]);
}
