import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ServiceTables } from '../../../templates/soap/src/soap/operations.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { emitSoapPackage, type SoapPackage } from '../../../src/scaffold/emit/soap/emit-package.ts';
import { planClients } from '../../../src/scaffold/emit/soap/plan-clients.ts';
import { planTypes } from '../../../src/scaffold/emit/soap/plan-types.ts';
import { serviceTables } from '../../../src/scaffold/emit/soap/tables.ts';
import { readWsdl } from '../../../src/scaffold/readers/wsdl/read-wsdl.ts';
import type { SoapModel } from '../../../src/scaffold/soap-model.ts';

const root = join(import.meta.dirname, '../../..');

export const corpusFolder = join(root, '../shared/corpus/wsdl');

/** Descriptions of the corpus, relative to its folder. */
export const corpusFiles = globSync('**/*.wsdl', { cwd: corpusFolder }).toSorted();

export interface CorpusEntry {
  readonly file: string;
  readonly name: string;
  readonly model: SoapModel;
  readonly diagnostics: readonly Diagnostic[];
}

export async function readCorpus(file: string): Promise<CorpusEntry> {
  const folder = join(corpusFolder, dirname(file));
  const { model, diagnostics } = await readWsdl(basename(file), (path) =>
    readFile(join(folder, path)).catch(() => undefined),
  );
  if (model === undefined) throw new Error(`${file} was not read: ${diagnostics[0]?.message ?? 'no reason given'}`);
  const name = file.replace(/\.wsdl$/u, '').toLowerCase().replaceAll(/[^a-z\d]+/gu, '-');
  return { file, name, model, diagnostics };
}

export function emit({ name, model }: CorpusEntry): SoapPackage {
  return emitSoapPackage(model, { name, runtime: soapRuntime() });
}

export function tablesOf(model: SoapModel): ServiceTables {
  const types = planTypes(model);
  return serviceTables(planClients(model, types), types);
}

/** Files of `templates/soap` that every package holds. */
export function soapRuntime(): ReadonlyMap<string, string> {
  const folder = join(root, 'templates/soap');
  const paths = globSync(['src/soap/*.ts', 'test/support/*.ts'], { cwd: folder }).toSorted();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
