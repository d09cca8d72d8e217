import { join } from 'node:path';
import { execa } from 'execa';

const root = join(import.meta.dirname, '..', '..');

export interface CliRun {
  /** `null` where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command as a user would, from the root of the repository. */
export function repatch(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  return runScript(join('bin', 'run.js'), args, environment);
}

/** Runs a script of the repository in an environment that holds nothing else. */
export function runScript(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  return ended(startScript(file, args, environment));
}

/** Runs a line of bash from the root of the repository; `{}` stands for the built command. */
export function shell(line: string, environment: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  const command = `"${process.execPath}" "${join(root, 'bin', 'run.js')}"`;
  return ended(execa('bash', ['-c', line.replaceAll('{}', command)], optionsWith(environment)));
}

/** Starts the built command, to be sent signals. */
export function startRepatch(args: readonly string[]): Started {
  return startScript(join('bin', 'run.js'), args, {});
}

type Started = ReturnType<typeof startScript>;

function startScript(file: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
  return execa(process.execPath, [join(root, file), ...args], optionsWith(environment));
}

function optionsWith(environment: Readonly<Record<string, string>>) {
  return {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', ...environment },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    stripFinalNewline: false,
  } as const;
}

export async function ended(child: Started): Promise<CliRun> {
  const { exitCode, stdout, stderr } = await child;
  return { code: exitCode ?? null, out: stdout, err: stderr };
}
