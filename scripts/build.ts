// Builds dist: code by rolldown, declarations by tsc. Runs by itself after `npm ci`.
//
// The code is bundled, because loading hundreds of small modules (zod, oclif, undici) costs more time than checking a
// file does. What a command does not use stays in chunks of its own and is never loaded.
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { rolldown } from 'rolldown';

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
rmSync(join(root, 'src', 'schema', 'compiled'), { recursive: true, force: true });
await import('./compile-schemas.ts');

// Checks are loaded late, by every command that reads documents.
const checks = ['src/lint/check-settings.ts', 'src/lint/rules/index.ts', 'src/lint/bundle-rules/index.ts'];
/** Packages without their compiled parts: they are for one system, and each has a substitute in JavaScript. */
const withoutNative = {
  name: 'without-native',
  resolveId: {
    filter: { id: /\.node$|^cpu-features$/u },
    handler: (): string => join(root, 'scripts', 'absent-native.cjs'),
  },
};
const core = await modulesBehind('src/cli/hook.ts', ...checks);
const run = await modulesBehind(
  'src/cli/run-directly.ts',
  'src/cli/perform-run.ts',
  'src/app/run.ts',
  ...['batch', 'connector', 'filter', 'map'].map((shape) => `src/shapes/${shape}/${shape}.run.ts`),
);
const entries = [
  'src/index.ts',
  'src/cli/main.ts',
  'src/verify/worker.ts',
  ...globSync('commands/**/*.ts', { cwd: root }),
];
const bundle = await rolldown({
  cwd: root,
  platform: 'node',
  input: Object.fromEntries(entries.map((file) => [file.replace(/\.ts$/u, ''), join(root, file)])),
  plugins: [
    withoutNative,
    {
      name: 'slim-undici',
      resolveId: {
        filter: { id: /^undici$|^\.\/client-h2\.js$/u },
        handler: (id) => join(root, 'scripts', id === 'undici' ? 'slim-undici.js' : 'late-http2.cjs'),
      },
    },
  ],
  // Too large to bundle and used by `scaffold` only; or loaded by the command framework in development only.
  external: ['ts-morph', 'json-schema-to-typescript', 'typescript', 'isolated-vm'],
});
const { output } = await bundle.write({
  dir: dist,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // What every command needs makes one file, and so does what nearly every run needs: each further file costs a millisecond
  // at start.
  codeSplitting: {
    groups: [
      { name: 'core', test: (id) => core.has(id) },
      { name: 'run', test: (id) => run.has(id) && !core.has(id) },
    ],
  },
});
await bundle.close();
writeFileSync(
  join(dist, 'third-party-licences.txt'),
  licencesOf(output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))),
);

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const declare = [tsc, '-p', 'tsconfig.build.json'];
const { exitCode } = execaSync(process.execPath, declare, { cwd: root, stdio: 'inherit', reject: false });
process.exitCode = exitCode ?? 1;

/** The modules that loading these loads too; what is imported late does not count. */
async function modulesBehind(...files: readonly string[]): Promise<ReadonlySet<string>> {
  const modules = new Set<string>();
  for (const file of files) {
    const alone = await rolldown({ cwd: root, platform: 'node', input: join(root, file), plugins: [withoutNative] });
    const { output: chunks } = await alone.generate({ format: 'esm' });
    await alone.close();
    for (const id of chunks[0].moduleIds) modules.add(id);
  }
  return modules;
}

/** The licence of every package of which code went into the bundle. */
function licencesOf(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u.exec(id)?.[0] ?? []));
  const notices = Array.from(folders, (folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    const [file] = globSync('{LICENSE,LICENCE,license}*', { cwd: folder });
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return notices.toSorted().join(`\n${'-'.repeat(80)}\n\n`);
}
