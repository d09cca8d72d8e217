import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from '../workspace/files.ts';
import { templatesFolder } from '../workspace/templates-folder.ts';

/** Writes a report whole or not at all. Errors: CliError `cli/cannot-write`. */
export function writeReport(file: string, text: string): Promise<void> {
  return writeWhole(file, text);
}

/** The version of repatch, which reports name. */
export async function ownVersion(): Promise<string> {
  const file = join(dirname(templatesFolder()), 'package.json');
  return (JSON.parse(await readFile(file, 'utf8')) as { readonly version: string }).version; // our own
}
