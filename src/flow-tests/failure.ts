import type { DiagnosticCode } from '../diagnostics/table.ts';

/** One way in which a run is not as its test expects. */
export interface TestFailure {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  /** JSON pointer into the test file. */
  readonly pointer: string;
  /** Step and record that it is about, where that is known. */
  readonly step?: string;
  readonly record?: string;
  /** Lines of a unified diff: what is expected, and what came. */
  readonly diff?: readonly string[];
}
