import type { DiagnosticCode } from '../diagnostics/table.ts';

const codes: ReadonlySet<DiagnosticCode> = new Set([
  'run/connection-failed',
  'run/unauthorised',
  'run/missing-credential',
  'run/login-failed',
  'run/mail-failed',
  'run/bad-credential',
  'run/login-needed',
  'run/unknown-host-key',
  'run/wait-too-long',
  'run/disk-full',
  'run/spill-failed',
  'run/state-unusable',
  'run/already-running',
  'cli/file-not-found',
  'cli/cannot-read',
  'cli/cannot-write',
  'cli/system-error',
]);

/** True for what is neither in the documents nor in the records: the machine, the network, the credentials. Exit code 3. */
export function isEnvironmental(code: DiagnosticCode): boolean {
  return codes.has(code);
}
