// npm run generate: writes everything that is made from something else and kept in git: catalogues of units, JSON
// Schemas, references, the command manifest. --check: fails when a file in the repository is stale, and says which.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogues } from './generate/catalogues.ts';
import { commandManifest, commandReference } from './generate/commands.ts';
import { conversionReference } from './generate/conversion.ts';
import { diagnosticPages } from './generate/diagnostics.ts';
import { documentSchemaFiles, resultSchemaFiles } from './generate/schemas.ts';
import { profileReference, shapeReference, transformReference } from './generate/units.ts';

const root = dirname(import.meta.dirname);
const check = process.argv.includes('--check');

const files = new Map<string, string>([
  ...catalogues(root),
  ...documentSchemaFiles(),
  ...resultSchemaFiles(root),
  ...diagnosticPages(),
  ...(await shapeReference()),
  ...transformReference(),
  ...profileReference(),
  ...conversionReference(),
  ...(await commandManifest(root)),
  ...(await commandReference(root)),
]);

/** Folders in which every file is made here; a file that is made no longer goes away. */
const owned = ['schemas', 'docs/diagnostics'];
const orphans = globSync(`{${owned.join(',')}}/**/*.*`, { cwd: root }).filter((file) => !files.has(file));

const stale = [...files].filter(([file, text]) => !existsSync(join(root, file)) || read(file) !== text);
if (check) {
  for (const file of [...stale.map(([name]) => name), ...orphans])
    console.error(`${file} is stale. Run: npm run generate`);
  if (stale.length + orphans.length > 0) process.exitCode = 1;
} else {
  for (const [file, text] of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const file of orphans) rmSync(join(root, file));
  console.log(`${stale.length} of ${files.size} files written, ${orphans.length} removed`);
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
