// What the benchmarks of whole runs share: a server of their own, contenders in turn, medians and ratios.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Sample {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMB: number;
}
const figures = ['wallS', 'cpuS', 'peakMB'] as const;
type Figure = (typeof figures)[number];
type Targets = Partial<Record<Figure, number>>;

export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

/** Source and sink, running. */
export interface Bench {
  readonly origin: string;
  /** A folder that is gone in the end. Runs keep their state in `state` inside. */
  readonly scratch: string;
  /** Runs of each contender that count. */
  readonly runs: number;
  /** What is said to the server beside the number of records before each run. */
  readonly resetWith?: string;
  close(): void;
}

/**
 * Starts a server that prints `{"origin": …}`, serves N records after `POST /records?n=N`, and says under `/report` with
 * `{ ok }` whether each of them has arrived once and as it should be.
 */
export async function openBench(server: readonly string[], runs: number, resetWith?: string): Promise<Bench> {
  const scratch = mkdtempSync(join(tmpdir(), 'repatch-bench-'));
  const child = spawn(process.execPath, ['--max-old-space-size=4096', ...server], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve((JSON.parse(line) as { origin: string }).origin),
    );
  });
  return {
    origin,
    scratch,
    runs,
    ...(resetWith === undefined ? {} : { resetWith }),
    close() {
      child.kill();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** The built command with a document to run. */
export function runOf(bench: Bench, ...args: readonly string[]): readonly string[] {
  const state = join(bench.scratch, 'state');
  return [join(import.meta.dirname, '..', 'bin', 'run.js'), 'run', ...args, '--state', state, '--json'];
}

/** Runs the contenders in turn, so that a change in the machine's speed meets all. The first round is not counted. */
export async function compare(
  bench: Bench,
  contenders: readonly Contender[],
  count: number,
): Promise<Map<Contender, Sample[]>> {
  const samples = new Map(contenders.map((contender): [Contender, Sample[]] => [contender, []]));
  for (let run = -1; run < bench.runs; run++) {
    for (const contender of contenders) {
      const sample = await measure(bench, contender, count);
      if (run >= 0) samples.get(contender)?.push(sample);
    }
  }
  return samples;
}

async function measure(
  { origin, scratch, resetWith = '' }: Bench,
  { name, command }: Contender,
  count: number,
): Promise<Sample> {
  rmSync(join(scratch, 'state'), { recursive: true, force: true });
  await fetch(`${origin}/records?n=${count}${resetWith}`, { method: 'POST' });
  const usage = join(scratch, 'usage.json');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'usage.mjs'), ...command], {
    env: { ...process.env, BENCH_URL: origin, BENCH_USAGE: usage, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wallS = (performance.now() - started) / 1000;
  const verdict = (await (await fetch(`${origin}/report`)).json()) as { ok: boolean };
  if (!verdict.ok || code !== 0)
    throw new Error(`${name} ended with ${code}: ${JSON.stringify(verdict)}\n${said.slice(-2000)}`);
  return { wallS, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<Sample, 'wallS'>) };
}

export function report(
  title: string,
  samples: ReadonlyMap<Contender, readonly Sample[]>,
  [base, other]: readonly [Contender, Contender],
  targets: Targets,
  shown: readonly Figure[] = figures,
): void {
  console.log(title);
  for (const figure of shown) {
    const [floor, own] = [base, other].map((contender) => median(samples.get(contender) ?? [], figure)) as [
      number,
      number,
    ]; // one for each of two
    const ratio = own / floor;
    const target = targets[figure];
    const row = [
      figure.padEnd(8),
      `${base.name} ${floor.toFixed(2)}`.padEnd(32),
      `${other.name} ${own.toFixed(2)}`.padEnd(24),
      `ratio ${ratio.toFixed(2)}`.padEnd(12),
      target === undefined ? '' : `${ratio <= target ? 'within' : 'ABOVE'} ${target}`,
    ];
    console.log(`  ${row.join('')}`.trimEnd());
  }
  console.log('');
}

function median(samples: readonly Sample[], figure: Figure): number {
  const sorted = samples.map((sample) => sample[figure]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
