import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { kindOfName } from '../lint/kind-of.ts';
import { readDocument } from './read-document.ts';

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

/** Files that names, folders and globs stand for. Errors: CliError `cli/no-files`. */
export async function expandPatterns(patterns: readonly string[]): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await expandOne(pattern);
    if (found.length === 0) {
      throw new CliError('cli/no-files', `No file matches "${pattern}".`, {
        help: 'Name files, folders or globs. In folders, repatch looks for *.flow, *.services and *.connector files, instances.yaml, decisions.yaml and repatch.config.yaml.',
        exit: EXIT.usage,
      });
    }
    for (const file of found) files.add(file);
  }
  return [...files];
}

async function expandOne(pattern: string): Promise<readonly string[]> {
  const found = await stat(pattern).catch(() => undefined);
  if (found?.isFile() === true) return [pattern];
  const isFolder = found?.isDirectory() === true;
  if (!isFolder && !/[*?{[]/u.test(pattern)) return [];
  const files: string[] = [];
  const search = isFolder
    ? glob('**/*.{json,yaml,yml}', { cwd: pattern, exclude: ['**/node_modules'] })
    : glob(pattern);
  for await (const file of search) {
    const path = isFolder ? join(pattern, file) : file;
    if (!isFolder || kindOfName(path) !== undefined) files.push(path);
  }
  return files.toSorted();
}
