import type { Severity } from './entry.ts';
import type { DiagnosticCode } from './table.ts';

export type { Severity };

/** A place in a file. Lines and columns are 1-based; offsets count UTF-16 units. */
export interface Span {
  readonly file: string;
  /** RFC 6901 JSON pointer; `''` is the whole document. */
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
}

export interface Related {
  readonly message: string;
  readonly at: Span;
}

/** One problem in a user's document: what is wrong, where, and what to type next. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence that names the value found. */
  readonly message: string;
  /** What would be right, as an instruction. */
  readonly help?: string;
  readonly at: Span;
  readonly related: readonly Related[];
  /** A change that is safe: what to write in the place of what is marked. */
  readonly fix?: Fix;
}

export interface Fix {
  readonly title: string;
  /** As it stands in the file, with its quotes. */
  readonly text: string;
}

/**
 * A diagnostic before it has a position. Checks work on plain values and name a JSON pointer; the
 * document turns the pointer into a span, and only when there is something to report.
 */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly pointer: string;
  /** Underline the key instead of the value, e.g. for an unknown field. Default `value`. */
  readonly on?: 'key' | 'value';
  /** The part of a text value that is meant, in UTF-16 units of the value. Default: all of it. */
  readonly part?: { readonly start: number; readonly end: number };
  /** A change that is safe: another value in the place of the one marked, or another key where the key is. */
  readonly fix?: { readonly title: string; readonly value: string | number | boolean | null };
  /** Overrides the severity of the table. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly message: string; readonly pointer: string }[];
}

/** Sorts by file, line, column and code, and drops exact repeats. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = diagnostics.toSorted(
    (a, b) =>
      compare(a.at.file, b.at.file) ||
      a.at.start - b.at.start ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
  return sorted.filter((item, index) => {
    const before = sorted[index - 1];
    return (
      before === undefined ||
      before.code !== item.code ||
      before.message !== item.message ||
      before.at.file !== item.at.file ||
      before.at.start !== item.at.start
    );
  });
}

export function hasErrors(diagnostics: readonly { readonly severity: Severity }[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** What stops a command. The rest is for `repatch validate` to say. */
export function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
