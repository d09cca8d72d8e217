import type { XmlElement, XmlPlace } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { Diagnostic, Related, Span } from '../../../diagnostics/diagnostic.ts';
import { diagnosticTable, type DiagnosticCode } from '../../../diagnostics/table.ts';

export type SoapCode = Extract<DiagnosticCode, `scaffold/xml-${string}` | `scaffold/wsdl-${string}`>;

/** Beyond this many, more of them help nobody. */
const findingLimit = 500;

/** Collects diagnostics of one description; each problem is said once. */
export class Findings {
  readonly #found = new Map<string, Diagnostic>();

  add(code: SoapCode, message: string, at: Span, related: readonly Related[] = []): void {
    const { severity, fix } = diagnosticTable[code];
    const key = `${code} ${message} ${at.file} ${at.start}`;
    if (this.#found.size === findingLimit) {
      const rest = 'scaffold/xml-limit';
      const words = `There are more than ${findingLimit} problems; the rest is not listed.`;
      this.#found.set(rest, {
        code: rest,
        severity: diagnosticTable[rest].severity,
        message: words,
        help: fix,
        at,
        related: [],
      });
    }
    if (this.#found.size < findingLimit && !this.#found.has(key))
      this.#found.set(key, { code, severity, message, help: fix, at, related });
  }

  all(): Diagnostic[] {
    return [...this.#found.values()];
  }
}

export function spanOfElement(file: string, { local, place }: XmlElement): Span {
  return spanOfPlace(file, place, local.length + 1);
}

export function spanOfPlace(file: string, { line, column, offset }: XmlPlace, length = 1): Span {
  return {
    file,
    pointer: '',
    line,
    column,
    endLine: line,
    endColumn: column + length,
    start: offset,
    end: offset + length,
  };
}
