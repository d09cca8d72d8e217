import { TerminalError } from '../contract/errors.ts';
import { environmentFault, type FaultKind } from '../diagnostics/environment-fault.ts';

interface KeptFile {
  readonly code: 'run/state-unusable' | 'run/spill-failed';
  /** Begins the sentence: `The state in "…"`. */
  readonly what: string;
  readonly help: string;
}

const helpFor: Partial<Record<FaultKind, string>> = {
  busy: 'Another program holds it; try again when that has ended.',
  exhausted: 'Close other programs, or raise the limit (ulimit), and go on with: repatch run --resume RUN.',
};

/** The failure of a run for what the system refuses about a file that the run keeps. */
export function runFault(file: KeptFile, cause: unknown): TerminalError {
  const fault = environmentFault(cause);
  const reason = fault?.reason ?? (cause instanceof Error ? cause.message : String(cause));
  if (fault?.kind === 'full')
    return new TerminalError({
      code: 'run/disk-full',
      message: `${file.what} cannot be written: ${reason}.`,
      help: 'Make room, then go on with: repatch run --resume RUN.',
      cause,
    });
  const { code, what, help } = file;
  const advice = fault === undefined ? help : (helpFor[fault.kind] ?? help);
  return new TerminalError({ code, message: `${what} cannot be used: ${reason}.`, help: advice, cause });
}
