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

  /** All diagnostics of the documents that were read, in order. */
  async settle(documents: Iterable<ApiDocument>, root: ApiDocument): Promise<Diagnostic[]> {
    const settled: (readonly Diagnostic[])[] = [];
    for (const document of documents) {
      settled.push(this.#ofText(document, root));
      const findings = this.#byDocument.get(document);
      if (findings !== undefined) settled.push(await document.source.locate(findings));
    }
    return sortDiagnostics(settled.flat());
  }

  /**
   * What is wrong with the text itself. Of keys given twice the last counts, and a part that cannot be read is left open: both
   * are repairs. Dangerous names are data here; the reader reports the one that it leaves out.
   */
  #ofText({ source }: ApiDocument, root: ApiDocument): readonly Diagnostic[] {
    const isRepaired = source.value !== undefined || source !== root.source;
    return source.diagnostics
      .filter(({ code }) => code !== 'text/forbidden-key')
      .map((one) => (isRepaired ? { ...one, severity: this.#severity('warning') } : one));
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
