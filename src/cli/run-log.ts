import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunEvent } from '../contract/events.ts';
import type { Io } from './io.ts';

export interface RunLog {
  readonly write: (event: RunEvent) => void;
  close(): void;
}

/** The run log as JSON lines, to a file, to standard error (`-`), or nowhere. */
export function createRunLog(target: string | undefined, io: Io): RunLog {
  if (target === undefined) return { write: () => undefined, close: () => undefined };
  if (target === '-') return { write: (event) => io.err(`${JSON.stringify(event)}\n`), close: () => undefined };
  const file = openSync(target, 'w');
  return { write: (event) => void writeSync(file, `${JSON.stringify(event)}\n`), close: () => closeSync(file) };
}
