import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { LintWorkspace, Neighbour } from '../lint/define-workspace-rule.ts';
import { acceptsDocument } from '../lint/check-document.ts';
import { kindOf, kindOfName, type DocumentKind } from '../lint/kind-of.ts';
import { readSource } from '../text/source.ts';
import { exists } from './files.ts';
import { findUpwards } from './workspace.ts';

/** Documents that have been read already, by absolute path. */
export type Known = ReadonlyMap<string, { readonly kind: DocumentKind | undefined; readonly value: unknown }>;

export interface Neighbourhood {
  readonly folder: string;
  readonly config: Config;
  readonly configFile: string | undefined;
  readonly workspace: LintWorkspace;
}

/** The folder whose documents refer to each other: that of repatch.config.yaml, else the own one where instances or connectors are. */
export async function homeOf(file: string): Promise<string | undefined> {
  const own = dirname(resolve(file));
  const config = await findUpwards(own, 'repatch.config.yaml');
  if (config !== undefined) return dirname(config);
  for (const folder of [own, dirname(own)])
    if ((await exists(join(folder, 'instances.yaml'))) || (await exists(join(folder, 'connectors')))) return folder;
  return undefined;
}

/** Reads the documents of a workspace that others refer to. What cannot be read is left out: it is reported when it is checked. */
export async function readNeighbours(folder: string, known: Known): Promise<Neighbourhood> {
  const file = join(folder, 'repatch.config.yaml');
  const configFile = (await exists(file)) ? file : undefined;
  const config = configFile === undefined ? {} : (((await readAs(file, known))?.value ?? {}) as Config); // accepted by its schema
  const files = new Set(await documentsBelow(folder));
  for (const entry of config.connectors ?? ['connectors']) {
    const path = resolve(folder, entry);
    if (/\.(?:json|ya?ml)$/u.test(entry)) files.add(path);
    else for (const found of await documentsBelow(path)) files.add(found);
  }
  const instancesFile = resolve(folder, config.instances ?? 'instances.yaml');
  files.add(instancesFile);
  for (const found of await documentsBelow(resolve(folder, config.environments ?? 'environments'))) files.add(found);
  const read = new Map<DocumentKind, Neighbour<unknown>[]>();
  for (const one of [...files].toSorted()) {
    // Other instances files are for other runs.
    if (kindOfName(one) === 'instances' && one !== instancesFile) continue;
    const document = await readAs(one, known);
    if (document?.kind === undefined) continue;
    const list = read.get(document.kind) ?? [];
    list.push({ file: one, value: document.value });
    read.set(document.kind, list);
  }
  const all = <Value>(kind: DocumentKind): readonly Neighbour<Value>[] =>
    (read.get(kind) ?? []) as readonly Neighbour<Value>[]; // accepted by the schema of the kind
  return {
    folder,
    config,
    configFile,
    workspace: {
      flows: all('flow'),
      connectors: all('connector'),
      instances: all('instances'),
      environments: all('environment'),
      bundles: all('services'),
      isWhole: configFile !== undefined,
    },
  };
}

async function readAs(
  file: string,
  known: Known,
): Promise<{ readonly kind: DocumentKind; readonly value: unknown } | undefined> {
  const read = known.get(file);
  if (read !== undefined)
    return read.kind === undefined || read.value === undefined ? undefined : { kind: read.kind, value: read.value };
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const { value } = await readSource(file, bytes);
  const kind = value === undefined ? undefined : kindOf(value, file);
  return kind !== undefined && (await acceptsDocument(kind, value)) ? { kind, value } : undefined;
}

const relevant: ReadonlySet<DocumentKind | undefined> = new Set([
  'flow',
  'connector',
  'instances',
  'environment',
  'services',
]);

/** Documents below a folder, but not in folders that a config of their own makes another workspace. */
async function documentsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      if (await exists(join(path, 'repatch.config.yaml'))) continue;
      files.push(...(await documentsBelow(path)));
    } else if (relevant.has(kindOfName(path))) files.push(path);
  }
  return files;
}
