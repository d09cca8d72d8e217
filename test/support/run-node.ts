import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

export interface Ran {
  readonly exit: number;
  readonly output: string;
}

/** Runs Node in a folder; a failure is a result. */
export async function runNode(folder: string, args: readonly string[]): Promise<Ran> {
  // A test runner below another one would report to it instead of printing.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const options = { cwd: folder, env, extendEnv: false, reject: false, stripFinalNewline: false } as const;
  const { exitCode, stdout, stderr } = await execa(process.execPath, args, options);
  return { exit: exitCode ?? 1, output: stdout + stderr };
}

/** Type-checks a folder with the TypeScript of this repository. */
export function runTsc(folder: string, project: string): Promise<Ran> {
  return runNode(folder, [tsc, '--noEmit', '-p', project]);
}
