import { hash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { errorsOf, type Diagnostic, type Finding } from '../diagnostics/diagnostic.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { joinPointer } from '../text/pointer.ts';
import { exists } from './files.ts';
import { readDocument } from './read-document.ts';
import type { Workspace } from './workspace.ts';

export interface FoundEnvironment {
  /** Absent where the document has errors. */
  readonly value?: EnvironmentFile;
  /** SHA-256 of the document. */
  readonly digest: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The environment of this name among the documents of a workspace. Errors: CliError `cli/unknown-environment`. */
export async function findEnvironment(name: string, folder: string): Promise<FoundEnvironment> {
  const documents = await Promise.all((await documentsIn(folder)).map((file) => readDocument(file)));
  const environments = documents.filter(({ kind }) => kind === 'environment');
  // One with errors may be the one that is meant.
  const found = environments.find(({ source }) => nameIn(source.value) === name);
  if (found === undefined)
    throw unknownEnvironment(
      name,
      environments.map(({ source }) => nameIn(source.value)),
      folder,
    );
  const value = found.value as EnvironmentFile | undefined; // accepted by the schema of its kind
  return {
    ...(value === undefined ? {} : { value }),
    digest: hash('sha256', found.source.text, 'hex'),
    diagnostics: errorsOf(found.diagnostics),
  };
}

/** What an environment names and its workspace does not have. */
export function missingInWorkspace(
  { replacements, flows = {} }: EnvironmentFile,
  { instances, sources }: Workspace,
): readonly Finding[] {
  const places: readonly (readonly [pointer: string, pairs: Readonly<Record<string, string>>])[] = [
    ['/replacements/instances', replacements?.instances ?? {}],
    ...Object.entries(flows).map(
      ([flow, own]) =>
        [joinPointer('/flows', flow, 'replacements', 'instances'), own.replacements?.instances ?? {}] as const,
    ),
  ];
  return places.flatMap(([pointer, pairs]) =>
    Object.entries(pairs).flatMap(([from, to]): readonly Finding[] => {
      const [replaced, taken] = [instances.get(from), instances.get(to)];
      if (taken !== undefined && (replaced === undefined || replaced.connector === taken.connector)) return [];
      const message =
        taken === undefined
          ? `There is no instance "${to}".`
          : `Instance "${to}" belongs to connector "${taken.connector}", and "${from}" to "${replaced?.connector}".`;
      const help = `Instances of "${sources.instances}": ${[...instances.keys()].join(', ') || 'none'}.`;
      return [{ code: 'lint/unknown-instance', message, help, pointer: joinPointer(pointer, from) }];
    }),
  );
}

async function documentsIn(folder: string): Promise<readonly string[]> {
  if (!(await exists(folder))) return [];
  const names = await readdir(folder);
  return names
    .filter((name) => /\.(?:json|ya?ml)$/iu.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function nameIn(value: unknown): string {
  return String((value as { readonly name?: unknown } | undefined)?.name ?? ''); // whatever the document is
}

function unknownEnvironment(name: string, known: readonly string[], folder: string): CliError {
  const nearest = didYouMean(name, known);
  return new CliError('cli/unknown-environment', `There is no virtual environment "${name}" in "${folder}".`, {
    help:
      nearest === undefined
        ? `Environments: ${known.join(', ') || 'none'}. One is a file such as environments/${name || 'test'}.yaml with "format: repatch-environment".`
        : `Did you mean "${nearest}"?`,
    exit: EXIT.usage,
  });
}
