import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { ShownRequest } from './events.ts';

/** Where and why a step failed. Of payloads it has only what the third party quotes in its answer. */
export interface FailureDetails {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly step?: string;
  readonly attempt?: number;
  /** Status of the third party's answer. */
  readonly status?: number;
  readonly request?: ShownRequest;
  /** The first 500 characters of the answer, redacted. */
  readonly answer?: string;
  /** Earliest next attempt the third party asked for. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

abstract class RunError extends Error {
  readonly details: FailureDetails;
  readonly code: DiagnosticCode;
  readonly help: string | undefined;
  readonly step: string | undefined;
  readonly attempt: number | undefined;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(details: FailureDetails) {
    super(details.message, details.cause === undefined ? {} : { cause: details.cause });
    this.details = details;
    this.code = details.code;
    this.help = details.help;
    this.step = details.step;
    this.attempt = details.attempt;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** A failure that may pass: a refused connection, a time-out, a 5xx answer. */
export class RetryableError extends RunError {
  override readonly name = 'RetryableError';
}

/** A failure that a repetition would only repeat: a 4xx answer, a transform on the wrong type. */
export class TerminalError extends RunError {
  override readonly name = 'TerminalError';
}

export type { RunError };

/** The failure with the step that met it, unless it names one. A copy: steps that wait for one login share its failure. */
export function atStep(error: unknown, step: string): unknown {
  if (!isRunError(error) || error.step !== undefined) return error;
  const details = { ...error.details, step };
  return error instanceof RetryableError ? new RetryableError(details) : new TerminalError(details);
}

export function isRunError(error: unknown): error is RunError {
  return error instanceof RunError;
}
