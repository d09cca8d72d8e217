import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { DiagnosticEntry } from '../diagnostics/entry.ts';
import { diagnosticTable, isDiagnosticCode, type DiagnosticCode } from '../diagnostics/table.ts';
import { didYouMean } from '../text/did-you-mean.ts';

export interface CodePage extends DiagnosticEntry {
  readonly code: DiagnosticCode;
  /** The page as plain text. */
  readonly text: string;
}

export interface CodeList {
  readonly codes: readonly { readonly code: DiagnosticCode; readonly severity: Severity; readonly title: string }[];
}

/** The page of one code, or the list of all. */
export type ExplainResult = CodePage | CodeList;

export function listCodes(): CodeList['codes'] {
  return Object.keys(diagnosticTable)
    .filter(isDiagnosticCode)
    .toSorted()
    .map((code) => ({ code, severity: diagnosticTable[code].severity, title: diagnosticTable[code].title }));
}

/** Everything there is to say about one code. Errors: CliError `cli/unknown-code`. */
export function explainCode(code: string): CodePage {
  if (!isDiagnosticCode(code)) {
    const nearest = didYouMean(code, Object.keys(diagnosticTable));
    throw new CliError('cli/unknown-code', `There is no diagnostic code "${code}".`, {
      help: nearest === undefined ? 'List all codes with: repatch explain.' : `Did you mean "${nearest}"?`,
      exit: EXIT.usage,
    });
  }
  const entry: DiagnosticEntry = diagnosticTable[code];
  const example = entry.example === undefined ? [] : ['', 'Example', `  ${entry.example}`];
  const lines = [
    `${code}  (${entry.severity})`,
    entry.title,
    '',
    'What it means',
    `  ${entry.means}`,
    ...example,
    '',
    'Why it matters',
    `  ${entry.why}`,
    '',
    'How to fix it',
    `  ${entry.fix}`,
  ];
  return { code, ...entry, text: `${lines.join('\n')}\n` };
}
