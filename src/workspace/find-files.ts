import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { kindOfName, namesOfFiles } from '../lint/kind-of.ts';

/** Files that names, folders and globs stand for. Errors: CliError `cli/no-files`. */
export async function expandPatterns(patterns: readonly string[]): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await expandOne(pattern);
    if (found.length === 0) {
      throw new CliError('cli/no-files', `No file matches "${pattern}".`, {
        help: `Name files, folders or globs. In folders, repatch looks for ${namesOfFiles()}.`,
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
