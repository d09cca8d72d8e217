import { hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { guard } from './database.ts';

/**
 * Holds a name for this process, until it is released or the process ends, however it ends: the lock is SQLite's, which
 * is the operating system's. Returns `undefined` when somebody else holds the name.
 * Errors: TerminalError `run/state-unusable`, `run/disk-full`.
 */
export function takeLock(folder: string, name: string): (() => void) | undefined {
  const file = join(folder, `${hash('sha256', name, 'hex').slice(0, 32)}.lock`);
  return guard(file, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(file, { timeout: 0 });
    try {
      // Without a journal of its own the file stays a single one.
      lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
    } catch (error) {
      lock.close();
      if (isHeld(error)) return undefined;
      throw error;
    }
    return () => lock.close();
  });
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
