import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { SoapPackage } from '../../../src/scaffold/emit/soap/emit-package.ts';
import type { SoapModel } from '../../../src/scaffold/soap-model.ts';
export { tablesOf } from '../../support/soap-packages.ts';
import { emitForTest, readWsdlFile } from '../../support/soap-packages.ts';

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
  const { model, diagnostics } = await readWsdlFile(join(corpusFolder, file));
  if (model === undefined) throw new Error(`${file} was not read: ${diagnostics[0]?.message ?? 'no reason given'}`);
  const name = file
    .replace(/\.wsdl$/u, '')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/gu, '-');
  return { file, name, model, diagnostics };
}

export function emit({ name, model }: CorpusEntry): SoapPackage {
  return emitForTest(name, model);
}
