import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Documents of other people, kept beside the repository; without them there is nothing to run. */
const corpus = process.env['CORPUS'] ?? join(import.meta.dirname, '..', 'shared', 'corpus');

export default defineConfig({
  test: {
    include: existsSync(corpus) ? ['test/corpus/**/*.corpus.ts'] : [],
    passWithNoTests: true,
    disableConsoleIntercept: true,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxConcurrency: 2,
    env: { CORPUS: corpus },
  },
});
