import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunEvent } from '../contract/events.ts';
import type { CliError } from '../diagnostics/cli-error.ts';
import { cannotWrite } from '../diagnostics/environment-fault.ts';
import type { Io } from './io.ts';

export interface RunLog {
  readonly write: (event: RunEvent) => void;
  /** Why the log is not complete; the run itself goes on without it. */
  readonly fault: () => CliError | undefined;
  close(): void;
}

/**
 * The run log as JSON lines, to the end of a file, to standard error (`-`), or nowhere. Each run begins with
 * `run-started`. A new file is readable by the user alone. Errors: CliError `cli/cannot-write`.
 */
export function createRunLog(target: string | undefined, io: Io): RunLog {
  if (target === undefined) return { write: () => undefined, fault: () => undefined, close: () => undefined };
  if (target === '-')
    return { write: (event) => io.err(lineOf(event)), fault: () => undefined, close: () => undefined };
  const file = openLog(target);
  let fault: CliError | undefined;
  return {
    write(event) {
      if (fault !== undefined) return;
      try {
        writeAll(file, lineOf(event));
      } catch (cause) {
        fault = cannotWrite(`The log "${target}"`, cause);
      }
    },
    fault: () => fault,
    close: () => closeSync(file),
  };
}

function lineOf(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** The system may take a part of what it is given. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

function openLog(target: string): number {
  try {
    return openSync(target, 'a', 0o600);
  } catch (cause) {
    throw cannotWrite(`The log "${target}"`, cause);
  }
}
