import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { didYouMean } from '../text/did-you-mean.ts';

const suffix = '.schema.json';

/** Names of the published schemas: kinds of documents, and `results/…` for what commands print with --json. */
export async function listSchemas(): Promise<readonly string[]> {
  const files = await readdir(folder(), { recursive: true });
  return files
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length).replaceAll('\\', '/'))
    .toSorted();
}

/** A published JSON Schema (draft 2020-12 for documents, draft-07 for results). Errors: CliError `cli/unknown-schema`. */
export async function schemaOf(name: string): Promise<unknown> {
  const names = await listSchemas();
  if (names.includes(name)) return JSON.parse(await readFile(join(folder(), name + suffix), 'utf8'));
  const nearest = didYouMean(name, names);
  throw new CliError('cli/unknown-schema', `There is no schema "${name}".`, {
    help: nearest === undefined ? `Schemas: ${names.join(', ')}.` : `Did you mean "${nearest}"?`,
    exit: EXIT.usage,
  });
}

/** The folder `schemas` of this package, from the sources and from the build alike. */
function folder(): string {
  return dirname(fileURLToPath(import.meta.resolve('@repatch/cli/schemas/flow.schema.json')));
}
