import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of documents that vitest.corpus.config.ts has found. */
export const corpus = process.env['CORPUS'] ?? '';

/** Root documents of the OpenAPI part of the corpus, relative to its folder. */
export function openApiDocuments(): readonly string[] {
  const single = globSync('*.{json,yaml,yml}', { cwd: join(corpus, 'openapi') });
  const several = [
    'digitalocean-multifile/DigitalOcean-public.v2.yaml',
    'bigcommerce-customers-v3/customers.v3.yml',
    'full-3.1-fixture/full.yaml',
  ];
  return [...single, ...several].toSorted();
}

/** What SOURCES.md records about a document: operations and named schemas. */
export function countsOf(document: string): { readonly operations: number; readonly schemas: number } {
  const lines = readFileSync(join(corpus, 'openapi', 'SOURCES.md'), 'utf8').split('\n');
  const [, , , , , , operations, schemas] = (lines.find((line) => line.startsWith(`| \`${document}\``)) ?? '').split(
    '|',
  );
  return { operations: Number(operations), schemas: Number(schemas) };
}
