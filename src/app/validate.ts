import { dirname, resolve } from 'node:path';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';

export interface ValidateResult {
  readonly ok: boolean;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Instances that an environment names stand in another file of its workspace. */
async function checkEnvironment(file: string, { value, source }: ReadDocument): Promise<readonly Diagnostic[]> {
  const [{ missingInWorkspace }, { loadWorkspace }] = await Promise.all([
    import('../workspace/environments.ts'),
    import('../workspace/workspace.ts'),
  ]);
  const workspace = await loadWorkspace(dirname(resolve(file)));
  return source.locate(missingInWorkspace(value as EnvironmentFile, workspace)); // accepted by the schema of its kind
}

/** Checks files, folders and globs. Errors: CliError `cli/no-files` (exit 2) when nothing matches. */
export async function validateFiles(patterns: readonly string[]): Promise<ValidateResult> {
  const files = await expandPatterns(patterns);
  const found: (readonly Diagnostic[])[] = [];
  for (const file of files) {
    const document = await readDocument(file, true);
    found.push(document.diagnostics);
    if (document.kind === 'environment' && document.value !== undefined)
      found.push(await checkEnvironment(file, document));
  }
  const diagnostics = found.flat();
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  return { ok: !hasErrors(diagnostics), files: files.length, errors, warnings, diagnostics };
}
