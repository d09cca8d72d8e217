import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A copy of the repository in which files may be broken; the repository itself is never touched. */
export class Scratch {
  readonly root: string;

  constructor(origin: string) {
    this.root = mkdtempSync(join(tmpdir(), 'repatch-sabotage-'));
    const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: origin });
    const files = listed.stdout.toString().split('\0');
    for (const file of [...files, 'dist', 'src/schema/compiled'].filter((one) => one !== '')) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      cpSync(join(origin, file), join(this.root, file), { recursive: true, verbatimSymlinks: true });
    }
    symlinkSync(join(origin, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** Does something while a file has another text. */
  async with<Result>(file: string, text: string, action: () => Promise<Result>): Promise<Result> {
    const path = join(this.root, file);
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, text);
    try {
      return await action();
    } finally {
      writeFileSync(path, before);
    }
  }

  /** Runs a script of Node here. What does not end in time is ended, and counts as failed. */
  run(args: readonly string[], limitMs: number): Promise<'passed' | 'failed' | 'endless'> {
    return new Promise((resolve) => {
      // A group of its own, so that workers in an endless loop end with it.
      const child = spawn(process.execPath, args, { cwd: this.root, stdio: 'ignore', detached: true });
      const timer = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        resolve('endless');
      }, limitMs);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve(code === 0 ? 'passed' : 'failed');
      });
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
