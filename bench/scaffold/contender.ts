import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Contender {
  readonly name: string;
  /** Absent: both. */
  readonly reads?: 'openapi' | 'wsdl';
  /** Arguments of Node that generate into a folder. */
  readonly command: (input: string, out: string) => readonly string[];
  /** Where the generated TypeScript is, below that folder. */
  readonly source: string;
  /** Compiled files that a user would import, or patterns of them; none where there is nothing but types. */
  readonly entries: readonly string[];
  /** What was generated, in words, for those that say nothing themselves. */
  readonly coverage?: (out: string) => string;
}

export interface Sample {
  readonly cpuS: number;
  readonly peakMB: number;
  readonly lines: number;
  readonly importMs: number | undefined;
  readonly tscErrors: number;
  /** The same without `exactOptionalPropertyTypes`, which some generators do not claim to stand. */
  readonly looseErrors: number;
}

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const measure = pathToFileURL(join(import.meta.dirname, 'measure.mjs')).href;

/** Generates, counts, type-checks, compiles and imports. A generator that fails gives the reason. */
export async function run(contender: Contender, input: string, out: string): Promise<Sample | string> {
  rmSync(out, { recursive: true, force: true });
  const report = `${out}.json`;
  const { exit, output } = await node(['--import', measure, ...contender.command(input, out)], { MEASURE_TO: report });
  if (exit !== 0)
    return (
      output
        .trim()
        .split('\n')
        .find((line) => /^\s*\w*Error:/u.test(line))
        ?.trim() ?? `exit ${exit}`
    ).slice(0, 80);
  const files = globSync('**/*.ts', { cwd: out });
  const used = JSON.parse(readFileSync(report, 'utf8')) as { cpuS: number; peakMB: number };
  const source = join(out, contender.source);
  const types = input.endsWith('.wsdl') ? ['node'] : [];
  const tscErrors = await compile(source, `${out}-compiled`, { exactOptionalPropertyTypes: true, types });
  return {
    ...used,
    lines: files.reduce((sum, file) => sum + readFileSync(join(out, file), 'utf8').split('\n').length, 0),
    importMs:
      contender.entries.length === 0
        ? undefined
        : await importTime(
            globSync([...contender.entries], { cwd: `${out}-compiled` }).map((file) => join(`${out}-compiled`, file)),
          ),
    tscErrors,
    looseErrors:
      tscErrors === 0 ? 0 : await compile(source, `${out}-compiled`, { exactOptionalPropertyTypes: false, types }),
  };
}

/** Compiles under the strict options that every contender is judged by; gives the number of errors. */
async function compile(
  source: string,
  target: string,
  options: { readonly exactOptionalPropertyTypes: boolean; readonly types: readonly string[] },
): Promise<number> {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const project = `${target}.tsconfig.json`;
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'nodenext',
    rootDir: source,
    outDir: target,
    strict: true,
    ...options,
    noUncheckedIndexedAccess: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
  };
  writeFileSync(project, JSON.stringify({ compilerOptions, include: [source] }));
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }');
  const { output } = await node([tsc, '-p', project]);
  return output.match(/error TS\d+/gu)?.length ?? 0;
}

/** Milliseconds to import in a fresh process; the best of three. */
async function importTime(files: readonly string[]): Promise<number> {
  const text = `const start = performance.now();
for (const file of ${JSON.stringify(files.map((file) => pathToFileURL(file).href))}) await import(file);
console.log(performance.now() - start);`;
  const times: number[] = [];
  for (let count = 0; count < 3; count++) {
    const { output } = await node(['--input-type=module', '--eval', text]);
    times.push(Number(output.trim().split('\n').at(-1)));
  }
  return Math.min(...times);
}

function node(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exit: number; output: string }> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ exit: code ?? 1, output })));
}
