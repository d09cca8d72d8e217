// npm run generate: writes everything that is made from something else and kept in git. First the catalogues of units,
// then the build, which needs them; then what is read from both: JSON Schemas, references, the command manifest.
// --check: fails when a file in the repository is stale, and says which.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { catalogues } from './generate/catalogues.ts';

type Files = ReadonlyMap<string, string>;

const root = dirname(import.meta.dirname);
const check = process.argv.includes('--check');

const units = catalogues(root);
if (!check) {
  write(staleOf(units));
  const build = [join(root, 'scripts', 'build.ts')];
  const { exitCode } = execaSync(process.execPath, build, { cwd: root, stdio: 'inherit', reject: false });
  if (exitCode !== 0) process.exit(exitCode ?? 1);
}
// Loaded here, not at the top: it reads the catalogues and the build.
const { generatedFiles } = await import('./generate/files.ts');
const files: Files = new Map([...units, ...(await generatedFiles(root))]);

/** Folders in which every file is made here; a file that is made no longer goes away. */
const owned = ['schemas', 'docs/diagnostics'];
const orphans = globSync(`{${owned.join(',')}}/**/*.*`, { cwd: root }).filter((file) => !files.has(file));
const stale = staleOf(files);

if (check) {
  for (const file of [...stale.keys(), ...orphans]) console.error(`${file} is stale. Run: npm run generate`);
  if (stale.size + orphans.length > 0) process.exitCode = 1;
} else {
  write(stale);
  for (const file of orphans) rmSync(join(root, file));
  console.log(`${stale.size} of ${files.size} files written, ${orphans.length} removed`);
}

function staleOf(wanted: Files): Files {
  return new Map([...wanted].filter(([file, text]) => read(file) !== text));
}

function read(file: string): string | undefined {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined;
}

function write(texts: Files): void {
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}
