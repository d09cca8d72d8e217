import type { XmlElement, XmlPlace } from '../../../../templates/soap/src/soap/xml-reader.ts';
import type { Diagnostic, Related, Span } from '../../../diagnostics/diagnostic.ts';
import type { Loss } from '../../soap-model.ts';
import { diagnosticTable, type DiagnosticCode } from '../../../diagnostics/table.ts';

export type SoapCode = Extract<DiagnosticCode, `scaffold/xml-${string}` | `scaffold/wsdl-${string}`>;

/** Beyond this many, more of them help nobody. */
const findingLimit = 500;

/** What an error costs: kind and name of what the model lacks. */
export interface Lost {
  readonly kind: string;
  readonly name: string;
}

interface Finding {
  readonly diagnostic: Diagnostic;
  readonly lost: Lost;
}

/** Collects diagnostics of one description; each problem is said once, and every error is a loss. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(
    code: SoapCode,
    message: string,
    at: Span,
    { related = [], lost = { kind: 'content', name: at.file } }: { related?: readonly Related[]; lost?: Lost } = {},
  ): void {
    const { severity, fix } = diagnosticTable[code];
    const key = `${code} ${message} ${at.file} ${at.start}`;
    if (this.#found.size > findingLimit || this.#found.has(key)) return;
    if (this.#found.size < findingLimit) {
      this.#found.set(key, { diagnostic: { code, severity, message, help: fix, at, related }, lost });
      return;
    }
    const rest = 'scaffold/xml-limit';
    const words = `There are more than ${findingLimit} problems; the rest is not listed.`;
    const diagnostic = {
      code: rest,
      severity: diagnosticTable[rest].severity,
      message: words,
      help: fix,
      at,
      related: [],
    } as const;
    this.#found.set(rest, { diagnostic, lost });
  }

  all(): Diagnostic[] {
    return Array.from(this.#found.values(), ({ diagnostic }) => diagnostic);
  }

  /** In the order in which they were found. */
  losses(): Loss[] {
    return [...this.#found.values()].flatMap(({ diagnostic: { severity, message, at }, lost }) =>
      severity === 'error' ? [{ ...lost, reason: message, at }] : [],
    );
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
