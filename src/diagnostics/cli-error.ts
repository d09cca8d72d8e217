import type { DiagnosticCode } from './table.ts';

/** Exit codes of the command; see README. */
export const EXIT = { clean: 0, problems: 1, usage: 2, environment: 3, interrupted: 130 } as const;

/**
 * Trouble outside the user's documents: a missing file, a refused connection, a bad flag value.
 * It reaches the user as one message with a help line and never with a stack.
 */
export class CliError extends Error {
  readonly code: DiagnosticCode;
  readonly help: string | undefined;
  readonly exit: number;

  constructor(code: DiagnosticCode, message: string, options: { help?: string; exit?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'CliError';
    this.code = code;
    this.help = options.help;
    this.exit = options.exit ?? EXIT.environment;
  }
}
