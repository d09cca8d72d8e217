// npm run bench:scaffold: what a whole connector package costs, beside other generators, in one run.
//   node bench/scaffold.ts [description …] [--no-rivals]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Contender, type Sample, run } from './scaffold/contender.ts';
import { packages, rivalsIn } from './scaffold/rivals.ts';

const { values, positionals } = parseArgs({ options: { 'no-rivals': { type: 'boolean' } }, allowPositionals: true });
const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'repatch-bench-'));

const ours: Contender = {
  name: 'repatch',
  command: (input, out) => [
    join(root, 'bin', 'run.js'),
    'scaffold',
    input,
    '--out',
    out,
    '--no-input',
    '--allow-partial',
  ],
  source: 'src',
  entries: ['index.js'],
};

/** Large descriptions where they are at hand, else the small ones of the tests. */
function documents(): readonly string[] {
  if (positionals.length > 0) return positionals.map((file) => resolve(file));
  const corpus = join(root, '..', 'shared', 'corpus');
  if (!existsSync(corpus))
    return ['compare/shop.yaml', 'wsdl/subtypes/service.wsdl'].map((file) => join(root, 'fixtures', 'scaffold', file));
  const openapi = ['*.{json,yaml,yml}', '*/{full.yaml,customers.v3.yml,DigitalOcean*}'].flatMap((pattern) =>
    globSync(join(corpus, 'openapi', pattern)),
  );
  return [...openapi.toSorted(), ...globSync(join(corpus, 'wsdl', '**/*.wsdl')).toSorted()];
}

try {
  const contenders = [ours];
  const modules = join(scratch, 'rivals', 'node_modules');
  if (values['no-rivals'] !== true) {
    contenders.push(...rivalsIn(join(scratch, 'rivals')));
    writeFileSync(join(scratch, 'rivals', 'package.json'), '{ "private": true, "type": "module" }');
    const installed = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', ...packages], {
      cwd: join(scratch, 'rivals'),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (installed.status !== 0) throw new Error('The other generators cannot be installed: give --no-rivals.');
  }
  // Generated code is of ES modules, and imports zod.
  writeFileSync(join(scratch, 'package.json'), '{ "type": "module" }');
  symlinkSync(existsSync(modules) ? modules : join(root, 'node_modules'), join(scratch, 'node_modules'));
  console.log(
    `Node ${process.versions.node}; CPU seconds and peak memory of the generator alone, strict tsc, best import of three\n`,
  );
  for (const file of documents()) {
    console.log(basename(file));
    const kind = file.endsWith('.wsdl') ? 'wsdl' : 'openapi';
    for (const contender of contenders.filter(({ reads = kind }) => reads === kind)) {
      const out = join(scratch, 'out', contender.name.replaceAll(/\W+/gu, '-'));
      const sample = await run(contender, file, out);
      console.log(
        `  ${contender.name.padEnd(20)} ${typeof sample === 'string' ? `fails: ${sample}` : inWords(sample)}`,
      );
      if (typeof sample === 'string') continue;
      if (contender === ours) console.log(`  ${''.padEnd(20)} ${coverageOf(out)}; ${await sameAgain(file, out)}`);
      else if (contender.coverage !== undefined) console.log(`  ${''.padEnd(20)} ${contender.coverage(out)}`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function inWords({ cpuS, peakMB, lines, importMs, tscErrors, looseErrors }: Sample): string {
  return [
    `${cpuS.toFixed(2).padStart(6)} s`,
    `${peakMB.toFixed(0).padStart(5)} MB`,
    `${String(lines).padStart(8)} lines`,
    importMs === undefined
      ? '    types only'
      : Number.isNaN(importMs)
        ? '  import fails'
        : `import ${importMs.toFixed(0).padStart(4)} ms`,
    `${tscErrors} tsc errors${looseErrors === tscErrors ? '' : ` (${looseErrors} without exactOptionalPropertyTypes)`}`,
  ].join('  ');
}

function coverageOf(out: string): string {
  const report = JSON.parse(readFileSync(join(out, 'scaffold.report.json'), 'utf8')) as Record<
    'operations' | 'schemas',
    { generated: number; declared: number }
  >;
  return (['operations', 'schemas'] as const)
    .map((kind) => `${report[kind].generated} of ${report[kind].declared} ${kind}`)
    .join(', ');
}

async function sameAgain(file: string, out: string): Promise<string> {
  const before = digestOf(out);
  const again = await run(ours, file, out);
  return typeof again !== 'string' && digestOf(out) === before
    ? 'second run gives the same bytes'
    : 'SECOND RUN DIFFERS';
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted())
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}
