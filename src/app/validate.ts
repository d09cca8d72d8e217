import { dirname, relative, resolve, sep } from 'node:path';
import { CliError } from '../diagnostics/cli-error.ts';
import { sortDiagnostics, type Diagnostic, type Severity } from '../diagnostics/diagnostic.ts';
import type { Config } from '../config/config.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';

export { expandPatterns };

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
  // Without instances beside it there is nothing to compare with.
  if (workspace.instances.size === 0) return [];
  return source.locate(missingInWorkspace(value as EnvironmentFile, workspace)); // accepted by the schema of its kind
}

async function checkFolders(file: string, { value, source }: ReadDocument): Promise<readonly Diagnostic[]> {
  const { missingFolders } = await import('../workspace/missing-folders.ts');
  return source.locate(await missingFolders(dirname(resolve(file)), value as Config)); // accepted by the schema of its kind
}

/** A file that is not read from the disk: its bytes, and the name that says what it is and where it belongs. */
export interface GivenFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Checks files, folders and globs, and what they refer to in their workspaces: also in files that were not named, where they
 * depend on those that were. `given` takes the place of the file of its name. A file that cannot be read is a finding as long as
 * others can. Errors: CliError `cli/no-files` (exit 2) when nothing matches.
 */
export async function validateFiles(patterns: readonly string[], given?: GivenFile): Promise<ValidateResult> {
  const files = [...new Set([...(await expandPatterns(patterns)), ...(given === undefined ? [] : [given.file])])];
  const documents = new Map<string, ReadDocument>();
  const unreadable = new Map<string, CliError>();
  for (const file of files)
    try {
      documents.set(file, await readDocument(file, true, file === given?.file ? given.bytes : undefined));
    } catch (error) {
      if (!(error instanceof CliError) || files.length === 1) throw error;
      unreadable.set(file, error);
    }
  const found = new Map(Array.from(documents, ([file, { diagnostics }]) => [file, [...diagnostics]]));
  for (const [file, document] of documents)
    if (document.kind === 'environment' && document.value !== undefined)
      found.get(file)?.push(...(await checkEnvironment(file, document)));
  for (const [file, document] of documents)
    if (document.kind === 'config' && document.value !== undefined)
      found.get(file)?.push(...(await checkFolders(file, document)));
  const settled = await checkWorkspaces(documents, found);
  const diagnostics = [
    ...Array.from(unreadable, ([file, error]) => notRead(file, error)),
    ...[...settled.values()].flat(),
  ];
  const errors = countOf(diagnostics, 'error');
  return {
    ok: errors === 0,
    files: files.length,
    errors,
    warnings: countOf(diagnostics, 'warning'),
    diagnostics,
  };
}

function notRead(file: string, { code, message, help }: CliError): Diagnostic {
  const at = { file, pointer: '', line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 };
  return { code, severity: 'error', message, ...(help === undefined ? {} : { help }), at, related: [] };
}

function countOf(diagnostics: readonly Diagnostic[], wanted: Severity): number {
  return diagnostics.filter(({ severity }) => severity === wanted).length;
}

/** Adds what is wrong between files, and gives each diagnostic the severity that its workspace wants. */
async function checkWorkspaces(
  documents: ReadonlyMap<string, ReadDocument>,
  found: ReadonlyMap<string, readonly Diagnostic[]>,
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const { homeOf, readNeighbours } = await import('../workspace/neighbours.ts');
  const homes = new Map<string, string[]>();
  for (const file of documents.keys()) {
    const home = await homeOf(file);
    if (home !== undefined) homes.set(home, [...(homes.get(home) ?? []), file]);
  }
  const result = new Map(Array.from(found, ([file, list]) => [file, [...list]]));
  const known = new Map(
    Array.from(documents, ([file, { kind, source, diagnostics }]) => [
      resolve(file),
      { kind, value: diagnostics.some(hidesValue) ? undefined : source.value },
    ]),
  );
  const { checkWorkspace } = await import('../lint/check-workspace.ts');
  for (const [home, given] of homes) {
    const neighbours = await readNeighbours(home, known);
    const shown = new Map(given.map((file) => [resolve(file), file]));
    const findings = checkWorkspace(neighbours.workspace, new Set(shown.keys()));
    for (const [path, list] of findings) {
      const file = shown.get(path) ?? relative(process.cwd(), path);
      const { source } = documents.get(file) ?? (await readDocument(path));
      const placed = await source.locate(list);
      result.set(
        file,
        sortDiagnostics([...(result.get(file) ?? []), ...placed.map((one) => ({ ...one, at: { ...one.at, file } }))]),
      );
    }
    const { rules = {} } = neighbours.config;
    for (const [file, list] of result)
      if (shown.has(resolve(file)) || resolve(file).startsWith(home + sep))
        result.set(
          file,
          list.flatMap((one) => withSeverity(one, rules)),
        );
  }
  return result;
}

/** Whether a document has no form that rules between files could work with. */
function hidesValue({ code, severity }: Diagnostic): boolean {
  return (
    severity === 'error' &&
    (code.startsWith('text/') ||
      /^lint\/(?:wrong|missing|unknown)-(?:type|value|field|kind|format-version)$/u.test(code))
  );
}

function withSeverity(
  diagnostic: Diagnostic,
  rules: Readonly<Record<string, 'off' | Severity>>,
): readonly Diagnostic[] {
  const wanted = Object.hasOwn(rules, diagnostic.code) ? rules[diagnostic.code] : undefined;
  if (wanted === 'off') return [];
  return [wanted === undefined ? diagnostic : { ...diagnostic, severity: wanted }];
}
