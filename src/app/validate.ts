import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import { readDocument } from '../workspace/read-document.ts';

export interface ValidateResult {
  readonly ok: boolean;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks files, folders and globs. Errors: CliError `cli/no-files` (exit 2) when nothing matches. */
export async function validateFiles(patterns: readonly string[]): Promise<ValidateResult> {
  const files = await expandPatterns(patterns);
  const found: (readonly Diagnostic[])[] = [];
  for (const file of files) found.push((await readDocument(file)).diagnostics);
  const diagnostics = found.flat();
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  return { ok: !hasErrors(diagnostics), files: files.length, errors, warnings, diagnostics };
}
