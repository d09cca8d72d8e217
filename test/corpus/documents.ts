import { globSync } from 'node:fs';

/** Where the documents of other people are; see vitest.corpus.config.ts. */
export const corpus = process.env['CORPUS'] ?? '';

/** The root documents of the corpus, relative to it. */
export const descriptions: readonly string[] = [
  ...globSync('openapi/*.{json,yaml,yml}', { cwd: corpus }),
  'openapi/bigcommerce-customers-v3/customers.v3.yml',
  'openapi/digitalocean-multifile/DigitalOcean-public.v2.yaml',
  'openapi/full-3.1-fixture/full.yaml',
  ...globSync('postman/*.json', { cwd: corpus }),
].toSorted();
