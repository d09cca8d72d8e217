import { TerminalError } from '../contract/errors.ts';

/** `what` goes on after "The XML document". */
export function badDocument(format: string, what: string, help: string, cause?: unknown): TerminalError {
  return new TerminalError({
    code: 'run/bad-document',
    message: `The ${format} document ${what}.`,
    help,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** `what` goes on after "The result". */
export function notExpressible(format: string, what: string, help: string): TerminalError {
  return new TerminalError({
    code: 'run/not-expressible',
    message: `What the step hands on cannot be written as ${format}: ${what}.`,
    help,
  });
}
