import { CliError } from '../diagnostics/cli-error.ts';
import { systemError } from '../diagnostics/environment-fault.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { ShownRequest } from './events.ts';
import type { Origin } from './payload.ts';

/** Where and why a step failed. Of payloads it has only what the third party quotes in its answer. */
export interface FailureDetails {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly step?: string;
  /** Which record or page it met. */
  readonly origin?: Origin;
  readonly attempt?: number;
  /** Status of the third party's answer. */
  readonly status?: number;
  readonly request?: ShownRequest;
  /** The first 500 characters of the answer, redacted. */
  readonly answer?: string;
  /** False when the request did not leave; true when one attempt may have been carried out, whatever the last one met. */
  readonly wasSent?: boolean;
  /** Under which the request was sent; a repetition sends it again. */
  readonly idempotencyKey?: string;
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

  /** A copy that says something else besides. */
  abstract with(details: Partial<FailureDetails>): RunError;
}

/** A failure that may pass: a refused connection, a time-out, a 5xx answer. */
export class RetryableError extends RunError {
  override readonly name = 'RetryableError';

  with(details: Partial<FailureDetails>): RetryableError {
    return new RetryableError({ ...this.details, ...details });
  }
}

/** A failure that a repetition would only repeat: a 4xx answer, a transform on the wrong type. */
export class TerminalError extends RunError {
  override readonly name = 'TerminalError';

  with(details: Partial<FailureDetails>): TerminalError {
    return new TerminalError({ ...this.details, ...details });
  }
}

export type { RunError };

/**
 * The failure with the step that met it and the record that it met, unless it names them. A copy: steps that wait for one
 * login share its failure.
 */
export function located(thrown: unknown, step: string, origin?: Origin): unknown {
  const error = isRunError(thrown) ? thrown : (refusalOf(thrown) ?? thrown);
  if (!isRunError(error) || (error.step !== undefined && (origin === undefined || error.details.origin !== undefined)))
    return error;
  return error.with({ step, ...(origin === undefined ? {} : { origin }), ...error.details });
}

/** A file that cannot be read, a limit of the machine: the run ends there, and keeps what it has. */
export function refusalOf(thrown: unknown): TerminalError | undefined {
  const refused = thrown instanceof CliError ? thrown : systemError(thrown);
  if (refused === undefined) return undefined;
  const { code, message, help } = refused;
  return new TerminalError({ code, message, cause: thrown, ...(help === undefined ? {} : { help }) });
}

const endingCodes: ReadonlySet<DiagnosticCode> = new Set([
  // A refused login is nobody's bad record, nor is a limit that holds for all of them.
  'run/unauthorised',
  'run/missing-credential',
  'run/login-needed',
  'run/shape-timeout',
  'run/login-failed',
  'run/bad-credential',
  'run/unknown-host-key',
  'run/no-signing-hook',
  'run/unknown-auth-method',
  'run/wait-too-long',
  // A response script says so.
  'run/script-ended',
  // What cannot be written down could be lost or sent twice.
  'run/disk-full',
  'run/spill-failed',
  'run/state-unusable',
  // So does what the machine refuses.
  'cli/file-not-found',
  'cli/cannot-read',
  'cli/system-error',
]);

/** True for a failure that ends the run, whatever stands around the step. */
export function endsRun(code: DiagnosticCode): boolean {
  return endingCodes.has(code);
}

export function isRunError(error: unknown): error is RunError {
  return error instanceof RunError;
}
