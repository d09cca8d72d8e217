import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const command = join(import.meta.dirname, '..', '..', 'bin', 'run.js');

export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly by: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the built command. `fileLimit`: no file of it may grow beyond so many bytes. */
export function startRepatch(args: readonly string[], fileLimit?: number): Started {
  const [file, ...rest] =
    fileLimit === undefined
      ? ([process.execPath, command, ...args] as const)
      : // The limit counts blocks of 512 bytes; the signal that comes with it would end the process.
        ([
          'sh',
          '-c',
          `trap '' XFSZ; ulimit -f ${Math.ceil(fileLimit / 512)}; exec "$@"`,
          'sh',
          process.execPath,
          command,
          ...args,
        ] as const);
  const child = spawn(file, rest, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 300_000,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => resolve({ by: code ?? signal ?? 'nothing', stdout, stderr })),
  );
  return { child, ended };
}
