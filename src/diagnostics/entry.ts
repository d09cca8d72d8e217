export type Severity = 'error' | 'warning' | 'info';

/** One row of the diagnostic table. The documentation page of the code is generated from it. */
export interface DiagnosticEntry {
  readonly severity: Severity;
  /** A noun phrase, e.g. "Unknown field". */
  readonly title: string;
  /** What the tool saw, in one or two sentences. */
  readonly means: string;
  /** Why it matters. */
  readonly why: string;
  /** What to change. */
  readonly fix: string;
  /** A small document or command line that produces it. */
  readonly example?: string;
  /** An error about what the document means, not about whether it can be read: it can be converted all the same. */
  readonly usable?: boolean;
}
