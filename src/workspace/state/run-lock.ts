import { hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Holds a name for this process, until it is released or the process ends, however it ends: the lock is SQLite's, which
 * is the operating system's. Returns `undefined` when somebody else holds the name.
 */
export function takeLock(folder: string, name: string): (() => void) | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, `${hash('sha256', name, 'hex').slice(0, 32)}.lock`), { timeout: 0 });
  try {
    // Without a journal of its own the file stays a single one.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
  } catch {
    lock.close();
    return undefined;
  }
  return () => lock.close();
}
