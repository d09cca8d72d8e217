import type { Diagnostic, Finding, Severity } from '../../../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../../diagnostics/diagnostic.ts';
import { diagnosticTable, type DiagnosticCode } from '../../../diagnostics/table.ts';
import type { ApiDocument } from './documents.ts';
import type { Node } from './node.ts';

/** Collects what was found; places are looked up once, at the end. */
export class Findings {
  readonly #byDocument = new Map<ApiDocument, Finding[]>();
  readonly #strict: boolean;

  /** `strict`: what is a warning otherwise, a repair, becomes an error. */
  constructor(strict: boolean) {
    this.#strict = strict;
  }

  add(code: DiagnosticCode, node: Node, message: string, more: Pick<Finding, 'on' | 'help' | 'related'> = {}): void {
    const { severity, fix } = diagnosticTable[code];
    this.#listOf(node.document).push({
      code,
      message,
      pointer: node.pointer,
      help: fix,
      severity: this.#severity(severity),
      ...more,
    });
  }

  async settle(documents: Iterable<ApiDocument>): Promise<Diagnostic[]> {
    const settled: Diagnostic[] = [];
    for (const document of documents) {
      settled.push(...document.source.diagnostics.map((one) => this.#ofText(document, one)));
      const findings = this.#byDocument.get(document);
      if (findings !== undefined) settled.push(...(await document.source.locate(findings)));
    }
    return sortDiagnostics(settled);
  }

  /** What a text has twice, or should not have, does not stop a reader that keeps the last and leaves out the other. */
  #ofText(document: ApiDocument, diagnostic: Diagnostic): Diagnostic {
    const repaired = document.source.value !== undefined;
    return repaired ? { ...diagnostic, severity: this.#severity('warning') } : diagnostic;
  }

  #severity(severity: Severity): Severity {
    return severity === 'warning' && this.#strict ? 'error' : severity;
  }

  #listOf(document: ApiDocument): Finding[] {
    let list = this.#byDocument.get(document);
    if (list === undefined) this.#byDocument.set(document, (list = []));
    return list;
  }
}
